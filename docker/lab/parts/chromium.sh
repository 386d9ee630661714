# The browser for the tests of pages and Tasklist.
chromium_packages() { echo chromium fonts-dejavu-core; }

chromium_up() { [ -x /usr/bin/chromium ] || die "/usr/bin/chromium is missing although its package is installed"; }

chromium_down() { :; }

chromium_env() { echo "CHROMIUM=/usr/bin/chromium"; }
