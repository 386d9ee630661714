# Firebreak's database: a PostgreSQL 15 cluster with the durability of production.
postgres_db_packages() { echo postgresql-15; }

postgres_db_up() {
  secret firebreak-db
  "$LAB_SOURCE/firebreak-db" start
}

postgres_db_down() { [ ! -x "$PG_BIN/pg_ctl" ] || "$LAB_SOURCE/firebreak-db" stop; }

postgres_db_env() {
  echo "FIREBREAK_DB_HOST=127.0.0.1"
  echo "FIREBREAK_DB_PORT=$FIREBREAK_DB_PORT"
  echo "FIREBREAK_DB_NAME=firebreak"
  echo "FIREBREAK_DB_USER=firebreak"
  echo "FIREBREAK_DB_PASSWORD=$(cat "$SECRETS/firebreak-db")"
  echo "FIREBREAK_DB_PASSWORD_FILE=$SECRETS/firebreak-db"
  echo "FIREBREAK_DB_URL=jdbc:postgresql://127.0.0.1:$FIREBREAK_DB_PORT/firebreak"
  echo "FIREBREAK_DB_DATA=$LAB/firebreak-db/data"
  echo "FIREBREAK_DB_CONTROL=$LAB_SOURCE/firebreak-db"
  echo "POSTGRES_PROGRAMS=$PG_BIN"
}
