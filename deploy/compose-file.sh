# The compose file: asked with the variables of the environment file, and whether it can be read at all.

# compose …: on this tree's file, with these variables.
compose() {
  readable_lines >"$scratch/env"
  docker compose --project-name "$project" --file "$root/docker-compose.yml" --env-file "$scratch/env" "$@"
}

port_variables() { grep -o '${[A-Z_]*_PORT' "$root/docker-compose.yml" | tr -d '${'; }

# The same with the ports at their defaults: one that is none would keep compose from doing anything at all.
# For a subshell, because it unsets what the caller has.
compose_without_ports() {
  local name
  for name in PUBLISH_ADDRESS $(port_variables); do unset "$name"; done
  readable_lines | grep -Ev '^[[:space:]]*(export[[:space:]]+)?(PUBLISH_ADDRESS|[A-Z_]+_PORT)=' >"$scratch/env" || true
  docker compose --project-name "$project" --file "$root/docker-compose.yml" --env-file "$scratch/env" "$@"
}

# is_readable FILE: its form alone. No variable is filled in, so that no value is in what compose says of it.
is_readable() {
  docker compose --project-name "$project" --file "$root/$1" --env-file /dev/null config --no-interpolate --quiet \
    2>"$scratch/unreadable"
}

refuse_compose_file() {
  local file=docker-compose.yml line="$1"
  # Compose does not always say which of the two it is about.
  if ! is_readable compose.test.yml; then file=compose.test.yml line="$(tail -n 1 "$scratch/unreadable")"; fi
  line="${line//"$root/"/}"
  stop 2 "$file cannot be read: ${line%.}; correct it there, or take it from the repository again"
}

# Leaves the file with every variable filled in where the ports are read from. Where only the variables keep compose
# from that, their own check tells it.
check_compose_file() {
  rm -f "$scratch/ports.yml"
  if compose config >"$scratch/whole.yml" 2>"$scratch/not-whole"; then
    mv "$scratch/whole.yml" "$scratch/ports.yml"
    return 0
  fi
  local garbled
  # Of this fault compose shows what the file says, not what it comes to.
  garbled="$(grep '^invalid interpolation format' "$scratch/not-whole" | sed -n 1p || true)"
  if [ -n "$garbled" ]; then refuse_compose_file "$garbled"; fi
  if ! is_readable docker-compose.yml; then refuse_compose_file "$(tail -n 1 "$scratch/unreadable")"; fi
}
