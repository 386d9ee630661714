# The browser for the tests of pages and Tasklist, without the parts that draw windows.
chromium_packages() { echo chromium-headless-shell fonts-dejavu-core; }

CHROMIUM=/usr/bin/chromium-headless-shell

chromium_up() { [ -x "$CHROMIUM" ] || die "$CHROMIUM is missing although its package is installed"; }

chromium_down() { :; }

chromium_env() { echo "CHROMIUM=$CHROMIUM"; }
