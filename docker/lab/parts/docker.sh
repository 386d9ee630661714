# A private Docker Engine, with its own socket, data and bridge next to an existing engine.
docker_packages() { echo docker.io iptables iproute2 procps curl; }

docker_up() { "$LAB_SOURCE/docker-engine" start; }

docker_down() {
  if engine_within_reach; then
    # Only the lab uses this engine, so this also stops containers that a test left running.
    local running
    running=$(docker ps -q)
    # shellcheck disable=SC2086
    [ -z "$running" ] || docker stop -t 5 $running >/dev/null
  fi
  "$LAB_SOURCE/docker-engine" stop
}

# Containers outlive an engine that a test killed or paused; the engine must run again to stop them.
engine_within_reach() {
  "$LAB_SOURCE/docker-engine" status >/dev/null 2>&1 && return
  [ -n "$(ls -A "$RUN/exec/runtime-runc/moby" 2>/dev/null)" ] || return 1
  "$LAB_SOURCE/docker-engine" start
}

docker_env() {
  echo "DOCKER_SOCKET=$SOCKET"
  echo "DOCKER_HOST=unix://$SOCKET"
  echo "DOCKERD_PIDFILE=$RUN/dockerd.pid"
  echo "DOCKER_ENGINE_CONTROL=$LAB_SOURCE/docker-engine"
}
