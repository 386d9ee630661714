# Builds the lab's images on this machine, without a registry.
images_needs="docker"
images_packages() { echo debootstrap busybox-static; }

ROOTFS="$LAB/debian-rootfs.tar"

# The Debian root takes longest, so up starts building it early, in parallel.
images_prepare() {
  [ ! -s "$ROOTFS" ] || return 0
  image_is firebreak-lab/debian "$(debian_inputs)" && return 0
  say "making a Debian root in the background (1 to 3 minutes, once)"
  make_rootfs >"$LOGS/debootstrap.log" 2>&1 9>&- &
  ROOTFS_PID=$!
}

images_up() {
  image busybox "$(busybox_inputs)" import_busybox
  image noshell "$(noshell_inputs)" build_noshell
  image service "$(hash_of "$LAB_SOURCE/images/busybox" busybox "$(busybox_inputs)")" build busybox
  if [ -n "${ROOTFS_PID:-}" ]; then
    wait "$ROOTFS_PID" || die "debootstrap failed, see $LOGS/debootstrap.log"
    say "Debian root: ready"
  fi
  image debian "$(debian_inputs)" import_debian
  image postgres "$(postgres_inputs)" build postgres
}

images_down() { :; }

images_env() {
  echo "IMAGE_SERVICE=firebreak-lab/service"
  echo "IMAGE_BUSYBOX=firebreak-lab/busybox"
  echo "IMAGE_NOSHELL=firebreak-lab/noshell"
  echo "IMAGE_DEBIAN=firebreak-lab/debian"
  echo "IMAGE_POSTGRES=firebreak-lab/postgres"
}

# An image has the hash of its inputs as a label, and is rebuilt when that changes.
image() { # name, inputs, how...
  local name="firebreak-lab/$1" inputs=$2
  shift 2
  image_is "$name" "$inputs" && return 0
  "$1" "$name" "$inputs" "${@:2}"
  say "image $name: made"
}

image_is() { [ "$(docker image inspect -f '{{index .Config.Labels "dev.firebreak.inputs"}}' "$1" 2>/dev/null)" = "$2" ]; }

hash_of() { # folder, further words...
  local folder=$1
  shift
  { (cd "$folder" && find . -type f -print0 | sort -z | xargs -0 sha256sum); echo "$*"; } | sha256sum | cut -c1-16
}

busybox_inputs() { sha256sum /bin/busybox | cut -c1-16; }
noshell_inputs() { hash_of "$LAB_SOURCE/images/noshell" busybox "$(busybox_inputs)"; }
debian_inputs() { echo "debian-1"; }
postgres_inputs() { hash_of "$LAB_SOURCE/images/postgres" debian "$(debian_inputs)"; }

build() { # image, inputs, folder
  build_from "$LAB_SOURCE/images/$3" "$1" "$2"
}

build_from() { # context, image, inputs
  docker build -q --label "dev.firebreak.inputs=$3" -t "$2" "$1" >"$LOGS/build.log" 2>&1 \
    || { tail_of build; die "could not make the image $2"; }
}

import_busybox() { # image, inputs
  local root
  root=$(mktemp -d "$LAB/tmp.XXXXXX")
  mkdir -p "$root"/{bin,etc,tmp,run,root,var/lib}
  chmod 1777 "$root/tmp"
  cp /bin/busybox "$root/bin/busybox"
  local applet
  for applet in $(/bin/busybox --list); do
    [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
  done
  echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:' >"$root/etc/group"
  tar -C "$root" -c . | docker import -c "LABEL dev.firebreak.inputs=$2" -c 'CMD ["/bin/sh"]' - "$1" >/dev/null
  rm -rf "$root"
}

build_noshell() { # image, inputs
  local context
  context=$(mktemp -d "$LAB/tmp.XXXXXX")
  cp "$LAB_SOURCE/images/noshell/Dockerfile" /bin/busybox "$context"
  build_from "$context" "$@"
  rm -rf "$context"
}

import_debian() { # image, inputs
  [ -s "$ROOTFS" ] || make_rootfs >"$LOGS/debootstrap.log" 2>&1 || die "debootstrap failed, see $LOGS/debootstrap.log"
  docker import -c "LABEL dev.firebreak.inputs=$2" -c 'CMD ["/bin/bash"]' "$ROOTFS" "$1" >/dev/null
}

# Uses the mirror of this machine's apt; neither this file nor the image contains an address.
make_rootfs() {
  local mirror root="$LAB/debian-rootfs"
  mirror=$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' \
    | awk '$1 == "bookworm" && $2 == "main" { print $3; exit }')
  [ -n "$mirror" ] || { echo "apt knows no bookworm main"; return 1; }
  rm -rf "$root"
  debootstrap --variant=minbase --include=postgresql-15,procps,iproute2 bookworm "$root" "$mirror" || return 1
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/doc/* "$root"/usr/share/locale/*
  : >"$root/etc/apt/sources.list"
  tar -C "$root" -c . >"$ROOTFS.new" && mv "$ROOTFS.new" "$ROOTFS" && rm -rf "$root"
}
