# Shared by the lab's scripts: paths, ports, starting and stopping daemons, waiting.
# shellcheck shell=bash

LAB_SOURCE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
LAB="${FIREBREAK_LAB_DIR:-/var/cache/firebreak-lab}"
RUN=/run/firebreak-lab
SECRETS="$LAB/secrets"
LOGS="$LAB/log"
SOCKET="$RUN/docker.sock"
NETWORK=mosaic
PG_BIN=/usr/lib/postgresql/15/bin

MOSAIC_POSTGRES_PORT=15432
FIREBREAK_DB_PORT=15433
PROMETHEUS_PORT=19090
ALERTMANAGER_PORT=19093
POSTGRES_EXPORTER_PORT=19187
NODE_EXPORTER_PORT=19100
SMTP_PORT=11025
HOST_SSH_PORT=15522
FIREBREAK_PORT=18080

MOSAIC_SLEEPERS=(mosaic-redis mosaic-mariadb mosaic-gitea mosaic-plane mosaic-plane-worker mosaic-bookstack)

# No proxy: every peer is on this machine.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
export PATH="$PATH:/usr/sbin:/sbin"

say() { printf 'lab: %s\n' "$*" >&2; }
die() { printf 'lab: FAILED: %s\n' "$*" >&2; exit 1; }

# set -e alone ends a script without a message.
set -E
trap 'say "FAILED: $BASH_COMMAND (${BASH_SOURCE[0]##*/}:$LINENO)"' ERR

require_root_on_debian() {
  [ "$(id -u)" = 0 ] || die "the lab needs root (a Docker Engine of its own, other users' processes)"
  # shellcheck disable=SC1091
  . /etc/os-release
  [ "${ID:-}" = debian ] && [ "${VERSION_CODENAME:-}" = bookworm ] \
    || die "the lab is made for Debian 12 (bookworm); this is ${PRETTY_NAME:-unknown}"
}

make_folders() {
  mkdir -p "$LAB" "$RUN" "$LOGS" "$LAB/pid" "$LAB/stamps"
  chmod 755 "$LAB" "$RUN" "$LOGS"
  mkdir -p -m 711 "$SECRETS"
}

# Only one caller at a time changes the lab; others wait until it has finished.
take_lock() {
  exec 9>"$LAB/lab.lock"
  flock -n 9 && return
  say "waiting for another caller"
  flock -w "${FIREBREAK_LAB_LOCK_SECONDS:-1200}" 9 || die "the lab stayed locked for too long ($LAB/lab.lock)"
}

docker() { env DOCKER_HOST="unix://$SOCKET" DOCKER_BUILDKIT=0 DOCKER_CLI_HINTS=false docker "$@" 9>&-; }

wait_for() { # seconds, what, command...
  local until=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.2
  done
  say "$what"
}

# Identifies a daemon by pid file and executable, so that a reused pid is not mistaken for it.
daemon_start() { # name, user, executable, arguments...
  local name=$1 user=$2 executable=$3
  shift 3
  daemon_running "$name" "$executable" && return
  touch "$LOGS/$name.log"
  chown "$user" "$LOGS/$name.log"
  start-stop-daemon --start --background --quiet --make-pidfile --pidfile "$LAB/pid/$name" \
    --chuid "$user" --chdir / --output "$LOGS/$name.log" --exec "$executable" -- "$@" 9>&- \
    || die "$name did not start, see $LOGS/$name.log"
}

daemon_running() { # name, executable
  start-stop-daemon --status --pidfile "$LAB/pid/$1" --exec "$2" 2>/dev/null
}

daemon_stop() { # name, executable
  [ -e "$LAB/pid/$1" ] || return 0
  start-stop-daemon --stop --quiet --oknodo --pidfile "$LAB/pid/$1" --exec "$2" --retry TERM/10/KILL/5 2>/dev/null || true
  rm -f "$LAB/pid/$1"
  say "$1: stopped"
}

answers() { curl --noproxy '*' -fsS -m 2 -o /dev/null "$1"; }

tail_of() { tail -n 5 "$LOGS/$1.log" 2>/dev/null | sed 's/^/lab:   /' >&2 || true; }

# Passwords are generated once per lab and stored only in files that their reader owns.
secret() { # name, owner
  local file="$SECRETS/$1"
  if [ ! -s "$file" ]; then
    (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file.new" && mv "$file.new" "$file")
  fi
  [ $# -lt 2 ] || chown "$2" "$file"
  chmod 600 "$file"
}

# Writes lab.env for the Java tests. It has no keys for parts that are not up; without any part there is no file.
write_lab_env() {
  if ! compgen -G "$LAB/stamps/*.env" >/dev/null; then
    rm -f "$LAB/lab.env"
    return
  fi
  (
    umask 077
    {
      echo "# Written by docker/lab; one KEY=VALUE per line, unquoted."
      echo "FIREBREAK_LAB_DIR=$LAB"
      cat "$LAB"/stamps/*.env
    } >"$LAB/lab.env.new"
  )
  mv "$LAB/lab.env.new" "$LAB/lab.env"
}

# Debian starts services when it installs their packages. This prevents it: the lab starts its own, on other ports.
install_packages() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${missing[*]}"
  local policy=/usr/sbin/policy-rc.d ours=
  if [ ! -e "$policy" ]; then
    ours=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  local ok=yes
  apt_install "${missing[@]}" || { apt_update && apt_install "${missing[@]}"; } || ok=
  [ -z "$ours" ] || rm -f "$policy"
  [ -n "$ok" ] || { tail_of apt; die "apt could not install ${missing[*]}, see $LOGS/apt.log"; }
  keep_services_off "${missing[@]}"
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
    install -y -q --no-install-recommends "$@" >>"$LOGS/apt.log" 2>&1 9>&-
}

apt_update() {
  local attempt
  for attempt in 1 2 3 4 5 6; do
    apt-get -q update >>"$LOGS/apt.log" 2>&1 9>&- && return
    sleep $((attempt * 2))    # apt-get update does not wait for the lock of the package lists
  done
  return 1
}

keep_services_off() {
  [ -d /run/systemd/system ] || return 0
  local unit
  for unit in $(dpkg -L "$@" 2>/dev/null | grep -oE '[^/@]+\.(service|socket|timer)$' | sort -u); do
    systemctl disable --quiet --no-reload "$unit" >/dev/null 2>&1 || true
  done
}

# Replaces the placeholders of a template with the paths and ports of this lab.
fill_in() {
  sed -e "s#@LAB@#$LAB#g" -e "s#@SECRETS@#$SECRETS#g" \
    -e "s#@PROMETHEUS_PORT@#$PROMETHEUS_PORT#g" -e "s#@ALERTMANAGER_PORT@#$ALERTMANAGER_PORT#g" \
    -e "s#@POSTGRES_EXPORTER_PORT@#$POSTGRES_EXPORTER_PORT#g" -e "s#@NODE_EXPORTER_PORT@#$NODE_EXPORTER_PORT#g" \
    -e "s#@FIREBREAK_PORT@#$FIREBREAK_PORT#g"
}

# Writes standard input to a file; succeeds if the content has changed.
put() {
  cat >"$1.new"
  if cmp -s "$1.new" "$1"; then
    rm "$1.new"
    return 1
  fi
  mv "$1.new" "$1"
}
