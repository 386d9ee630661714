# Alertmanager, which posts alerts to Firebreak with a bearer token, as in production.
alertmanager_packages() { echo prometheus-alertmanager prometheus; }

ALERTMANAGER=/usr/bin/prometheus-alertmanager

alertmanager_up() {
  local config="$LAB/alertmanager/alertmanager.yml" changed=
  mkdir -p "$LAB/alertmanager"
  install -d -o prometheus -m 755 "$LAB/alertmanager/data"
  secret ingest-token prometheus
  fill_in <"$LAB_SOURCE/alertmanager/alertmanager.yml" | put "$config" && changed=yes
  amtool check-config "$config" >"$LOGS/amtool.log" 2>&1 || { tail_of amtool; die "Alertmanager's configuration is broken"; }
  if daemon_running alertmanager "$ALERTMANAGER"; then
    [ -z "$changed" ] || curl --noproxy '*' -fsS -X POST "http://127.0.0.1:$ALERTMANAGER_PORT/-/reload" || die "Alertmanager rejected its new configuration"
  else
    daemon_start alertmanager prometheus "$ALERTMANAGER" --config.file="$config" --storage.path="$LAB/alertmanager/data" \
      --web.listen-address="127.0.0.1:$ALERTMANAGER_PORT" --cluster.listen-address=
  fi
  wait_for 20 "alertmanager: ready" answers "http://127.0.0.1:$ALERTMANAGER_PORT/-/ready" || { tail_of alertmanager; die "Alertmanager does not answer"; }
}

alertmanager_down() { daemon_stop alertmanager "$ALERTMANAGER"; }

alertmanager_env() {
  echo "ALERTMANAGER_URL=http://127.0.0.1:$ALERTMANAGER_PORT"
  echo "ALERTMANAGER_CONFIG=$LAB/alertmanager/alertmanager.yml"
  echo "INGEST_URL=http://127.0.0.1:$FIREBREAK_PORT/api/alerts/alertmanager"
  echo "INGEST_TOKEN=$(cat "$SECRETS/ingest-token")"
  echo "INGEST_TOKEN_FILE=$SECRETS/ingest-token"
}
