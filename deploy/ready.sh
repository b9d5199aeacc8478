# Whether the services reach what they need, beyond being alive.

# A volume keeps the password that it was made with; the file's own is what the services show.
align_database_password() {
  local id
  id="$(container_of postgres)"
  docker exec --interactive "$id" sh -s <<'INSIDE'
PGPASSWORD="$POSTGRES_PASSWORD" psql -h postgres -U "$POSTGRES_USER" -d "$POSTGRES_DB" -qc 'select 1' >/dev/null 2>&1 && exit 0
psql -q -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
\getenv password POSTGRES_PASSWORD
ALTER ROLE CURRENT_USER PASSWORD :'password';
SQL
INSIDE
}

# `service command…`, one a line: each health check's own command, asking for readiness instead.
ready_commands() {
  awk '
    /^  [a-z0-9_-]+:/ { service = $1; sub(":", "", service); command = ""; inside = 0 }
    /^      test:/ { inside = 1; next }
    inside && /^        - / { if ($2 != "CMD") command = command " " $2; next }
    { inside = 0 }
    /^      ready: / { sub("/[^/]*$", $2, command); print service command }
  ' "$state/releases/$1/compose.yml"
}

# Healthy says that a process answers; ready, that it reaches what it needs.
ask_ready() {
  local service command
  ready_commands "$1" | {
    while read -r service command; do
      # shellcheck disable=SC2086
      (docker exec "$(container_of "$service")" $command >/dev/null 2>&1 </dev/null ||
        printf '%s\n' "$service" >>"$scratch/unready") &
    done
    wait
  }
}

all_ready() {
  rm -f "$scratch/unready"
  ask_ready "$1"
  [ ! -s "$scratch/unready" ]
}
