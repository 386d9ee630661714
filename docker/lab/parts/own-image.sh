# Base images for Firebreak's Dockerfile and compose.yaml, in place of those from a registry.
own_image_needs="docker images"
own_image_packages() { echo docker-compose; }

own_image_up() {
  image java "$(hash_of "$LAB_SOURCE/images/java" debian "$(debian_inputs)")" build_java
  image database "$(hash_of "$LAB_SOURCE/images/database" postgres "$(postgres_inputs)")" build database
}

own_image_env() {
  echo "IMAGE_JAVA=firebreak-lab/java"
  echo "IMAGE_DATABASE=firebreak-lab/database"
}

# Containers have no access to a mirror, so this machine's apt downloads the packages that Java needs in the Debian root.
build_java() { # image, inputs
  local context
  context=$(mktemp -d "$LAB/tmp.XXXXXX")
  cp "$LAB_SOURCE/images/java/Dockerfile" "$context"
  docker run --rm --network none firebreak-lab/debian cat /var/lib/dpkg/status >"$context/status"
  fetch_java "$context" || { apt_update && fetch_java "$context"; } \
    || { tail_of apt; die "apt could not fetch Java, see $LOGS/apt.log"; }
  build_from "$context" "$@"
  rm -rf "$context"
}

fetch_java() { # folder
  mkdir -p "$1/packages/partial"
  apt-get -q -y --no-install-recommends --download-only -o Dir::State::status="$1/status" \
    -o Dir::Cache::archives="$1/packages" install openjdk-17-jre-headless >>"$LOGS/apt.log" 2>&1 9>&-
}
