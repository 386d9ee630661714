# The Mosaic stack: a real PostgreSQL with few connections, and stand-ins for services that are just healthy or unhealthy.
containers_needs="docker images"
containers_packages() { echo python3-psycopg2; }    # for exhaust-connections

containers_up() {
  local role
  for role in postgres firebreak exporter gitea; do secret "mosaic-postgres-$role"; done
  docker network inspect "$NETWORK" >/dev/null 2>&1 || docker network create -o com.docker.network.bridge.name=firebreak1 \
    -o com.docker.network.bridge.enable_ip_masquerade=false "$NETWORK" >/dev/null

  local mounts=()
  for role in postgres firebreak exporter gitea; do
    mounts+=(-v "$SECRETS/mosaic-postgres-$role:/run/secrets/mosaic-postgres-$role:ro")
  done
  container mosaic-postgres firebreak-lab/postgres --memory 512m -p "127.0.0.1:$MOSAIC_POSTGRES_PORT:5432" "${mounts[@]}"
  local name
  for name in "${MOSAIC_SLEEPERS[@]}"; do container "$name" firebreak-lab/service --memory 32m; done
  wait_for 60 "mosaic-postgres: ready" postgres_answers || { docker logs --tail 5 mosaic-postgres >&2; die "mosaic-postgres does not answer"; }
}

containers_down() {
  engine_within_reach || return 0
  docker stop -t 5 mosaic-postgres "${MOSAIC_SLEEPERS[@]}" >/dev/null 2>&1 || true
  say "containers: stopped"
}

containers_env() {
  echo "MOSAIC_POSTGRES_CONTAINER=mosaic-postgres"
  echo "MOSAIC_POSTGRES_HOST=127.0.0.1"
  echo "MOSAIC_POSTGRES_PORT=$MOSAIC_POSTGRES_PORT"
  local role
  for role in postgres firebreak exporter gitea; do
    echo "MOSAIC_POSTGRES_${role^^}_PASSWORD=$(cat "$SECRETS/mosaic-postgres-$role")"
    echo "MOSAIC_POSTGRES_${role^^}_PASSWORD_FILE=$SECRETS/mosaic-postgres-$role"
  done
  echo "EXHAUST_CONNECTIONS=$LAB_SOURCE/exhaust-connections"
}

# Starts the container if it is stopped, and recreates it if its image has changed.
container() { # name, image, options...
  local name=$1 image=$2 state
  shift 2
  state=$(docker container inspect -f '{{.State.Status}} {{.Image}}' "$name" 2>/dev/null || true)
  if [ "${state#* }" != "$(docker image inspect -f '{{.Id}}' "$image")" ]; then
    [ -z "$state" ] || docker rm -f "$name" >/dev/null
    docker run -d --name "$name" --hostname "$name" --network "$NETWORK" --label dev.firebreak.lab=true "$@" "$image" >/dev/null \
      || die "container $name did not start"
    say "container $name: created"
    return
  fi
  case "${state%% *}" in
    running) ;;
    paused) docker unpause "$name" >/dev/null ;;
    *) docker start "$name" >/dev/null || die "container $name did not start" ;;
  esac
}

postgres_answers() { docker exec mosaic-postgres psql -U postgres -qAtc 'select 1 from pg_roles where rolname = '"'gitea'"; }
