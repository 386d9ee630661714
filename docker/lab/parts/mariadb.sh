# The programs of MariaDB. Tests start servers of their own, which they may fill, break and kill.
mariadb_needs=""
mariadb_packages() { echo mariadb-server; }

mariadb_up() { :; }

mariadb_down() { :; }

mariadb_env() {
  echo "MARIADB_SERVER=/usr/sbin/mariadbd"
  echo "MARIADB_INSTALL=/usr/bin/mariadb-install-db"
}
