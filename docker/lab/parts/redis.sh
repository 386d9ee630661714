# The programs of Redis. Tests start servers of their own, which they may fill, break and kill.
redis_needs=""
redis_packages() { echo redis-server; }

redis_up() { :; }

redis_down() { :; }

redis_env() { echo "REDIS_SERVER=/usr/bin/redis-server"; }
