# logrotate. Tests rotate logs of their own with it.
logrotate_needs=""
logrotate_packages() { echo logrotate; }

logrotate_up() { :; }

logrotate_down() { :; }

logrotate_env() { echo "LOGROTATE=/usr/sbin/logrotate"; }
