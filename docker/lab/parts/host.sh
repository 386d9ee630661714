# A host with systemd as its first process, sshd with one host key, and a unit that tests may break.
host_needs="docker images containers"
host_packages() { echo openssh-client; }

host_up() {
  host_key host-ssh-key
  host_key host-ssh-login
  image host "$(hash_of "$LAB_SOURCE/images/host" debian "$(debian_inputs)")" build_host
  container auditor-host firebreak-lab/host --memory 256m --stop-signal SIGRTMIN+3 -p "127.0.0.1:$HOST_SSH_PORT:22" \
    --cap-add SYS_ADMIN --cap-add NET_ADMIN --cap-add SYS_PTRACE --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
    --sysctl net.ipv6.conf.all.disable_ipv6=0 --sysctl net.ipv6.conf.default.disable_ipv6=0 --sysctl net.ipv4.ip_forward=1 \
    --tmpfs /run --tmpfs /run/lock --tmpfs /tmp --tmpfs /srv/gitops:size=64m -v /sys/fs/cgroup:/sys/fs/cgroup:rw \
    -v "$SECRETS/host-ssh-key:/etc/ssh/ssh_host_ed25519_key:ro" \
    -v "$SECRETS/host-ssh-login.pub:/home/firebreak/.ssh/authorized_keys:ro"
  wait_for 30 "auditor-host: ready" host_answers || { docker logs --tail 5 auditor-host >&2; die "auditor-host has no sshd"; }
}

host_answers() { ssh-keyscan -t ed25519 -p "$HOST_SSH_PORT" 127.0.0.1 2>/dev/null | grep -q ssh-ed25519; }

host_key() { # name
  [ -s "$SECRETS/$1" ] || ssh-keygen -q -t ed25519 -N "" -C "$1" -f "$SECRETS/$1"
}

# The packages come by this machine's apt, as the image lacks them: containers have no way to a mirror.
build_host() { # image, inputs
  local context
  context=$(mktemp -d "$LAB/tmp.XXXXXX")
  cp "$LAB_SOURCE"/images/host/* "$context"
  mkdir -p "$context/debs/partial"
  docker run --rm firebreak-lab/debian cat /var/lib/dpkg/status >"$context/status"
  host_debs "$context" || { apt_update && host_debs "$context"; } || die "apt could not fetch packages, see $LOGS/apt.log"
  build_from "$context" "$@"
  rm -rf "$context"
}

host_debs() { # context
  apt-get -y -q -o Dir::State::status="$1/status" -o Dir::Cache::archives="$1/debs" --no-install-recommends \
    --download-only install systemd-sysv dbus openssh-server sudo curl git nftables >>"$LOGS/apt.log" 2>&1 9>&-
}

host_down() {
  engine_within_reach || return 0
  docker stop -t 5 auditor-host >/dev/null 2>&1 || true
  say "host: stopped"
}

host_env() {
  echo "HOST_SSH_PORT=$HOST_SSH_PORT"
  echo "HOST_SSH_KEY=$(cut -d' ' -f1,2 "$SECRETS/host-ssh-key.pub")"
  echo "HOST_SSH_LOGIN_FILE=$SECRETS/host-ssh-login"
  echo "HOST_CONTAINER=auditor-host"
  echo "TOOLS_IMAGE=firebreak-lab/host"
}
