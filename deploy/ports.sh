# The ports that the system is published on: free, or held by the system itself.

# Of a compose file with every variable filled in: `service address port`, one a line.
published_ports() {
  awk '
    /^  [a-z0-9_-]+:/ { service = $1; sub(":", "", service); address = "0.0.0.0" }
    /^ +host_ip:/ { address = $2 }
    /^ +published:/ { gsub("\"", "", $2); print service, address, $2; address = "0.0.0.0" }
  ' "$1"
}

# The container that publishes a port; this project's own do not count.
container_on_port() {
  docker ps --format '{{.Label "com.docker.compose.project"}}|{{.Names}}|{{.Ports}}' |
    awk -F '|' -v own="$project" -v port=":$1->" '$1 != own && index($3, port) { print $2; exit }'
}

own_container_on_port() {
  grep -q ":$1->" <<<"$(docker ps --filter "label=com.docker.compose.project=$project" --format '{{.Ports}}')"
}

# program_of PID NAME: the command that was typed. What ss and lsof call it is the name of its first thread, for which
# some programs, such as node, choose another.
program_of() {
  local command=""
  if [ -r "/proc/$1/cmdline" ]; then IFS= read -r -d '' command <"/proc/$1/cmdline" || true; fi
  # A program may have put a title of its own there: "nginx: master process …".
  command="${command%%: *}"
  command="${command##*/}"
  printf '%s' "${command:-$2}"
}

process_on_port() {
  local name="" pid=""
  if command -v ss >/dev/null; then
    read -r pid name <<<"$(ss -Hltnp "sport = :$1" 2>/dev/null | sed -n 's/.*users:(("\([^"]*\)",pid=\([0-9]*\).*/\2 \1/p' | sed -n 1p)"
  elif command -v lsof >/dev/null; then
    read -r pid name <<<"$(lsof -nP -iTCP:"$1" -sTCP:LISTEN 2>/dev/null | awk 'NR == 2 { print $2, $1 }')"
  fi
  if [ -z "$pid" ]; then
    printf 'another process'
  else
    printf '%s (process %s)' "$(program_of "$pid" "$name")" "$pid"
  fi
}

answers_on_port() {
  case "$1" in 0.0.0.0 | ::) set -- 127.0.0.1 "$2" ;; esac
  (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# The variable of docker-compose.yml that chooses a service's port.
port_variable() { printf '%s_PORT' "$(printf '%s' "$1" | tr 'a-z-' 'A-Z_')"; }

# While one of the system's own containers starts, its port answers before the engine tells whose it is.
is_own_port() {
  local waited=0
  until own_container_on_port "$1"; do
    if [ "$waited" -ge 4 ] || [ -z "$(container_ids)" ]; then return 1; fi
    sleep 1
    waited=$((waited + 1))
  done
}

check_port() {
  local service="$1" address="$2" port="$3" holder
  holder="$(container_on_port "$port")"
  if [ -n "$holder" ]; then
    holder="container $holder"
  elif ! engine_is_here || ! answers_on_port "$address" "$port" || is_own_port "$port"; then
    return 0
  else
    holder="$(process_on_port "$port")"
  fi
  add_fault "port $port, for $service, is taken by $holder; stop it, or set $(port_variable "$service") in $(shown "$env_file")"
}

# Variables that compose cannot read are told by the check of the environment, with all others.
check_ports() {
  if [ ! -f "$scratch/ports.yml" ]; then return 0; fi
  local service address port
  while read -r service address port; do
    check_port "$service" "$address" "$port"
  done <<PORTS
$(published_ports "$scratch/ports.yml")
PORTS
}
