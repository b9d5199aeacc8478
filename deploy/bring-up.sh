# Starts a release and watches it until all of it is healthy, keeps crashing, or its time is over.

tries_before_giving_up=3
bring_up_problem=""
bring_up_release=""
restarts_before=""

# compose_release RELEASE …: on the release's own file, whatever the tree has become since.
compose_release() {
  local file="$state/releases/$1/compose.yml"
  shift
  docker compose --project-name "$project" --project-directory "$root" --file "$file" "$@"
}

project_containers() {
  docker ps --all --no-trunc --filter "label=com.docker.compose.project=$project" \
    --filter label=com.docker.compose.oneoff=False \
    --format '{{.Label "com.docker.compose.service"}}|{{.ID}}|{{.Status}}' | sort
}

container_ids() { project_containers | cut -d '|' -f 2; }

# The services that a release runs, one a line.
services_of() {
  local without=""
  if [ "$(cat "$state/releases/$1/airtable")" = 0 ]; then without=airtable; fi
  compose_release "$1" config --services | grep -Fxv "$without" | sort
}

# One word for what `docker ps` says.
word_for() {
  case "$1" in
    *"(healthy)"*) printf healthy ;;
    *"(unhealthy)"*) printf unhealthy ;;
    *"(health: starting)"*) printf starting ;;
    Up*) printf healthy ;;
    Restarting*) printf crashed ;;
    Exited*) printf ended ;;
    Created*) printf waiting ;;
    Removal*) printf stopping ;;
    "") printf absent ;;
    *) printf '%s' "$1" ;;
  esac
}

# `service word`, one a line, for every service that should run.
read_states() {
  local containers service status
  containers="$(project_containers)"
  for service in $1; do
    status="$(printf '%s\n' "$containers" | awk -F '|' -v want="$service" '$1 == want { print $3; exit }')"
    printf '%s %s\n' "$service" "$(word_for "$status")"
  done
}

show_states() {
  local lines="$1" before="$2" seconds="$3"
  if [ -t 1 ]; then
    if [ -n "$before" ]; then printf '\033[%sA' "$(printf '%s\n' "$before" | wc -l | tr -d ' ')"; fi
    printf '%s\n' "$lines" | while read -r service word; do
      printf '\033[K  %-18s %-10s %4s s\n' "$service" "$word" "$seconds"
    done
    return 0
  fi
  # Where nobody watches, only what has changed.
  printf '%s\n' "$lines" | while read -r service word; do
    if [ "$word" = absent ] || [ "$word" = waiting ]; then continue; fi
    if ! printf '%s\n' "$before" | grep -Fxq "$service $word"; then
      printf '  %-18s %-10s %4s s\n' "$service" "$word" "$seconds"
    fi
  done
}

# The restarts of each container since this bring-up began; a container may have had some before.
crash_looping() {
  local ids
  ids="$(project_containers | grep -v '(healthy)' | cut -d '|' -f 2)"
  if [ -z "$ids" ]; then return 1; fi
  # shellcheck disable=SC2086
  docker inspect --format '{{.RestartCount}} {{.Id}} {{index .Config.Labels "com.docker.compose.service"}}' $ids 2>/dev/null |
    known="$restarts_before" awk -v limit="$tries_before_giving_up" '
      BEGIN { count = split(ENVIRON["known"], pairs, "\n"); for (i = 1; i <= count; i++) { split(pairs[i], p, " "); base[p[2]] = p[1] } }
      $1 - base[$2] >= limit { print $3; found = 1 }
      END { exit !found }'
}

count_restarts() {
  local ids
  ids="$(container_ids)"
  if [ -z "$ids" ]; then return 0; fi
  # shellcheck disable=SC2086
  docker inspect --format '{{.RestartCount}} {{.Id}}' $ids 2>/dev/null || true
}

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

# watch RELEASE CHILD: 0 when all is healthy and ready; else `bring_up_problem` says why not.
watch() {
  local services states before="" started=$SECONDS seconds aligned="" started_all="" looping
  services="$(services_of "$1")"
  while :; do
    states="$(read_states "$services")"
    seconds=$((SECONDS - started))
    show_states "$states" "$before" "$seconds"
    before="$states"
    if [ -z "$aligned" ] && printf '%s\n' "$states" | grep -q '^postgres healthy'; then
      align_database_password && aligned=yes
    fi
    if [ -z "$started_all" ] && ! kill -0 "$2" 2>/dev/null; then
      wait "$2" || { bring_up_problem="docker compose could not start it" && return 1; }
      started_all=yes
    fi
    if [ -n "$started_all" ] && ! printf '%s\n' "$states" | grep -qv ' healthy$' && all_ready "$1"; then return 0; fi
    if looping="$(crash_looping)"; then bring_up_problem="$(printf '%s' "$looping" | tr '\n' ' ') keeps crashing" && return 1; fi
    if [ "$seconds" -ge "$timeout_s" ]; then
      bring_up_problem="not all of it was healthy and ready after $timeout_s s" && return 1
    fi
    sleep 1
  done
}

# Compose makes a successor as <id>_<name>, and renames it once the predecessor is gone. Killed in between,
# it leaves both, and knows neither as the one to keep.
drop_half_made() {
  local name
  docker ps --all --filter "label=com.docker.compose.project=$project" --format '{{.Names}}' |
    { grep -E '^[0-9a-f]{12}_' || true; } | while read -r name; do
    docker rm --force "$name" >/dev/null || warn "$name could not be removed."
  done
}

bring_up() {
  local child result=0
  bring_up_problem=""
  bring_up_release="$1"
  drop_half_made
  restarts_before="$(count_restarts)"
  say "Starting $project:"
  compose_release "$1" up --detach --no-build --remove-orphans \
    --scale "airtable=$(cat "$state/releases/$1/airtable")" >"$scratch/up" 2>&1 &
  child=$!
  identity_of "$child" >"$state/child"
  watch "$1" "$child" || result=1
  if [ "$result" -ne 0 ]; then end_orphan; fi
  rm -f "$state/child"
  return "$result"
}

container_of() { project_containers | awk -F '|' -v want="$1" '$1 == want { print $2; exit }'; }

# Why it did not come up: what compose said, and the last lines of whoever is not healthy.
explain_bring_up() {
  local service word
  warn "It did not come up: $bring_up_problem."
  if [ "$bring_up_problem" = "docker compose could not start it" ]; then tail -n 5 "$scratch/up" | sed 's/^/  /' >&2; fi
  read_states "$(services_of "$bring_up_release")" | while read -r service word; do
    case "$word" in
      # Not started yet: what they wait for is told.
      waiting | absent) continue ;;
      healthy)
        if ! grep -Fxqs "$service" "$scratch/unready"; then continue; fi
        warn "$service does not reach what it needs; it said last:"
        ;;
      *) warn "$service ($word) said last:" ;;
    esac
    docker logs --tail 20 "$(container_of "$service")" 2>&1 | sed 's/^/  /' >&2
  done
}

stop_system() {
  local release=""
  if [ -d "$state/releases/candidate" ]; then release=candidate; elif read_current; then release="$current"; fi
  if [ -n "$release" ]; then
    compose_release "$release" down --remove-orphans >"$scratch/down" 2>&1
  else
    compose down --remove-orphans >"$scratch/down" 2>&1
  fi || { tail -n 5 "$scratch/down" >&2 && stop 3 "docker compose could not stop $project"; }
}

print_urls() {
  local service address port
  published_ports "${1:-$state/releases/$current/compose.yml}" | while read -r service address port; do
    case "$address" in 127.0.0.1 | 0.0.0.0) address=localhost ;; esac
    printf '  %-18s http://%s:%s\n' "$service" "$address" "$port"
  done
}

print_next_steps() {
  local name=""
  if [ "$project" != pyairtable-compose ]; then name=" --project $project"; fi
  say "Stop it:       ./deploy-local.sh$name --down"
  say "See its logs:  docker compose -p $project logs --follow"
}

print_status() {
  check_engine
  open_scratch
  local states
  if ! read_current; then
    say "No release of $project is deployed here; ./deploy-local.sh makes one."
    exit 1
  fi
  say "Release $current:"
  states="$(read_states "$(services_of "$current")")"
  printf '%s\n' "$states" | while read -r service word; do printf '  %-18s %s\n' "$service" "$word"; done
  print_urls
  if printf '%s\n' "$states" | grep -qv ' healthy$'; then exit 1; fi
}
