# What the machine must have: an engine that answers, a compose plugin that is new enough, disk space.

min_engine=20.10
# `!override`, with which docker-compose.yml replaces the published ports.
min_compose=2.24.4

# at_least 2.26.1 2.24.4
at_least() {
  local IFS=.
  # shellcheck disable=SC2086
  set -- $(printf '%s' "${1#v}" | sed 's/[^0-9.].*//') : $2
  local have="" word rest
  while [ "$1" != : ]; do
    have="$have $1"
    shift
  done
  shift
  IFS=' '
  for word in $have; do
    if [ $# -eq 0 ] || [ "$word" -gt "$1" ]; then return 0; fi
    if [ "$word" -lt "$1" ]; then return 1; fi
    shift
  done
  for rest in "$@"; do [ "$rest" = 0 ] || return 1; done
}

refuse_engine() {
  case "$1" in
    *"permission denied"*)
      case "${DOCKER_HOST:-unix://}" in
        unix://*) stop 3 "you may not use the engine's socket; sudo usermod -aG docker \"\$USER\", then log in again" ;;
      esac
      ;;
  esac
  # Nothing that is started here would help.
  if [ -n "${DOCKER_HOST:-}" ]; then
    stop 3 "no container engine answers at DOCKER_HOST=$DOCKER_HOST ($(printf '%s' "$1" | tail -n 1)); correct DOCKER_HOST, or unset it for this machine's own engine"
  fi
  case "$1" in
    *"annot connect"* | *"daemon running"* | *"no such file"* | *refused*)
      stop 3 "no container engine answers; start it: sudo systemctl start docker, or Docker Desktop"
      ;;
    *) stop 3 "the container engine does not answer as it should: $(printf '%s' "$1" | tail -n 1)" ;;
  esac
}

check_engine() {
  if ! command -v docker >/dev/null; then
    stop 3 "docker is not installed; see https://docs.docker.com/engine/install/"
  fi
  local version
  if ! version="$(docker version --format '{{.Server.Version}}' 2>&1)"; then refuse_engine "$version"; fi
  if ! at_least "$version" "$min_engine"; then
    stop 3 "the container engine is $version; update it to $min_engine or newer"
  fi
  if ! version="$(docker compose version --short 2>/dev/null)"; then
    stop 3 "docker has no compose plugin; install it: apt-get install docker-compose-plugin, or see https://docs.docker.com/compose/install/"
  fi
  if ! at_least "$version" "$min_compose"; then
    stop 3 "docker compose is $version; update it to $min_compose or newer"
  fi
}

# False for an engine on another machine, whose disk and ports cannot be seen from here.
engine_is_here() {
  case "$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null || true)" in
    tcp://* | ssh://* | http*://*) return 1 ;;
  esac
}

check_disk() {
  local folder free need="$min_free_mb"
  folder="$(docker info --format '{{.DockerRootDir}}')"
  # Docker Desktop keeps it inside a machine of its own.
  if ! engine_is_here || [ ! -d "$folder" ]; then return 0; fi
  free="$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1024) }')"
  if [ "$free" -lt "$need" ]; then
    add_fault "only $free MB are free in $folder, and $need are wanted; docker system df shows what fills it"
  fi
}
