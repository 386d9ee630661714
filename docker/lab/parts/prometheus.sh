# Prometheus with the shipped rules, with shorter times for the lab.
prometheus_packages() { echo prometheus; }

PROMETHEUS=/usr/bin/prometheus

prometheus_up() {
  local config="$LAB/prometheus/prometheus.yml" changed=
  mkdir -p "$LAB/prometheus/rules"
  install -d -o prometheus -m 755 "$LAB/prometheus/data"
  local rules
  for rules in "$LAB_SOURCE"/../prometheus/*.yml; do
    [[ "$rules" != *.test.yml ]] || continue
    "$LAB_SOURCE/in-lab-time" <"$rules" | put "$LAB/prometheus/rules/$(basename "$rules")" && changed=yes
  done
  fill_in <"$LAB_SOURCE/prometheus/prometheus.yml" | put "$config" && changed=yes
  promtool check config "$config" >"$LOGS/promtool.log" 2>&1 || { tail_of promtool; die "Prometheus' configuration is broken"; }
  if daemon_running prometheus "$PROMETHEUS"; then
    [ -z "$changed" ] || curl --noproxy '*' -fsS -X POST "http://127.0.0.1:$PROMETHEUS_PORT/-/reload" || die "Prometheus rejected its new configuration"
  else
    daemon_start prometheus prometheus "$PROMETHEUS" --config.file="$config" --storage.tsdb.path="$LAB/prometheus/data" \
      --storage.tsdb.retention.time=1d --web.listen-address="127.0.0.1:$PROMETHEUS_PORT" --web.enable-lifecycle \
      --rules.alert.resend-delay=10s    # a reload loses alerts sent in its first seconds; by default the next attempt comes a minute later
  fi
  wait_for 30 "prometheus: ready" answers "http://127.0.0.1:$PROMETHEUS_PORT/-/ready" || { tail_of prometheus; die "Prometheus does not answer"; }
}

prometheus_down() { daemon_stop prometheus "$PROMETHEUS"; }

prometheus_env() {
  echo "PROMETHEUS_URL=http://127.0.0.1:$PROMETHEUS_PORT"
  echo "PROMETHEUS_RULES=$LAB/prometheus/rules"
}
