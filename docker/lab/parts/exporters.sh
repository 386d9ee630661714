# The exporters that Prometheus scrapes: for mosaic-postgres and for this machine.
exporters_needs="containers"
exporters_packages() { echo prometheus-postgres-exporter prometheus-node-exporter; }

POSTGRES_EXPORTER=/usr/bin/prometheus-postgres-exporter
NODE_EXPORTER=/usr/bin/prometheus-node-exporter

exporters_up() {
  secret mosaic-postgres-exporter prometheus
  local data="127.0.0.1:$MOSAIC_POSTGRES_PORT/postgres?sslmode=disable&application_name=postgres-exporter"
  DATA_SOURCE_URI="$data" DATA_SOURCE_USER=exporter DATA_SOURCE_PASS_FILE="$SECRETS/mosaic-postgres-exporter" \
    daemon_start postgres-exporter prometheus "$POSTGRES_EXPORTER" --web.listen-address="127.0.0.1:$POSTGRES_EXPORTER_PORT"
  daemon_start node-exporter prometheus "$NODE_EXPORTER" --web.listen-address="127.0.0.1:$NODE_EXPORTER_PORT" \
    --collector.disable-defaults --collector.meminfo --collector.filesystem --collector.loadavg --collector.cpu \
    --collector.filesystem.mount-points-exclude="^/(dev|proc|sys|run|var/lib/docker|${LAB#/})(\$|/)"
  wait_for 20 "postgres exporter: ready" answers "http://127.0.0.1:$POSTGRES_EXPORTER_PORT/metrics" \
    || { tail_of postgres-exporter; die "the postgres exporter does not answer"; }
  wait_for 20 "node exporter: ready" answers "http://127.0.0.1:$NODE_EXPORTER_PORT/metrics" \
    || { tail_of node-exporter; die "the node exporter does not answer"; }
}

exporters_down() {
  daemon_stop postgres-exporter "$POSTGRES_EXPORTER"
  daemon_stop node-exporter "$NODE_EXPORTER"
}

exporters_env() {
  echo "POSTGRES_EXPORTER_URL=http://127.0.0.1:$POSTGRES_EXPORTER_PORT"
  echo "NODE_EXPORTER_URL=http://127.0.0.1:$NODE_EXPORTER_PORT"
}
