# Starts a release and watches it until all of it is healthy, something stays unhealthy or keeps crashing, or its time is over.

bring_up_problem=""
bring_up_release=""
# Those that the problem is about, one a line.
culprits=""

# compose_release RELEASE …: on the release's own file, whatever the tree and .env have become since: no variable is left
# in it, and compose quotes the values of a .env that it cannot read. In every profile that was asked for then; services
# of the others are not in the file.
compose_release() {
  local file="$state/releases/$1/compose.yml"
  shift
  docker compose --project-name "$project" --project-directory "$root" --file "$file" --env-file /dev/null \
    --profile '*' "$@"
}

# watch RELEASE CHILD: 0 when all is healthy and ready; else `bring_up_problem` says why not.
watch() {
  local services states before="" started=$SECONDS seconds aligned="" started_all="" looping sick known_sick="" sick_since=0
  services="$(services_of "$1")"
  while :; do
    states="$(read_states "$services")"
    seconds=$((SECONDS - started))
    show_states "$states" "$before" "$seconds"
    before="$states"
    if [ -z "$aligned" ] && grep -q '^postgres healthy' <<<"$states"; then
      align_database_password && aligned=yes
    fi
    if [ -z "$started_all" ] && ! kill -0 "$2" 2>/dev/null; then
      wait "$2" || { bring_up_problem="docker compose could not start it" && return 1; }
      started_all=yes
    fi
    if [ -n "$started_all" ] && ! grep -qv ' healthy$' <<<"$states" && all_ready "$1"; then return 0; fi
    if looping="$(crash_looping "$services")"; then
      culprits="$looping"
      bring_up_problem="$(printf '%s' "$looping" | tr '\n' ' ') keeps crashing" && return 1
    fi
    # What the engine has called unhealthy for an eighth of the time, after a start period and retries, stays so.
    sick="$(awk '$2 == "unhealthy" { print $1; exit }' <<<"$states")"
    if [ "$sick" != "$known_sick" ] || [ -z "$started_all" ]; then known_sick="$sick" sick_since=$seconds; fi
    if [ -n "$sick" ] && [ $((seconds - sick_since)) -gt $((timeout_s / 8)) ]; then
      culprits="$sick"
      bring_up_problem="$sick stays unhealthy" && return 1
    fi
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

# Ends what an earlier release ran and this one has not. `up --remove-orphans` would end what was started beside the
# release, too, such as the monitoring.
drop_services_of_before() {
  local services id service file
  # Of a file that cannot be read all services would seem to be gone.
  services="$(services_of "$1")" || return 0
  docker ps --all --filter "label=com.docker.compose.project=$project" \
    --format '{{.ID}} {{.Label "com.docker.compose.service"}} {{.Label "com.docker.compose.project.config_files"}}' |
    while read -r id service file; do
      case "$file" in "$state"/releases/*) ;; *) continue ;; esac
      if grep -Fxq "$service" <<<"$services"; then continue; fi
      { docker stop "$id" && docker rm "$id"; } >/dev/null || warn "$service could not be removed."
    done
}

bring_up() {
  local child result=0
  bring_up_problem=""
  culprits=""
  bring_up_release="$1"
  drop_half_made
  drop_services_of_before "$1"
  restarts_before="$(count_restarts)"
  say "Starting $project:"
  start_child "$scratch/up" compose_release "$1" up --detach --no-build \
    --scale "airtable=$(cat "$state/releases/$1/airtable")"
  watch "$1" "$child" || result=1
  if [ "$result" -ne 0 ]; then end_orphan; fi
  rm -f "$state/child"
  return "$result"
}

stop_system() {
  local release=""
  # Without its file it was never started.
  if [ -f "$state/releases/candidate/compose.yml" ]; then release=candidate; elif read_current; then release="$current"; fi
  if [ -n "$release" ]; then
    compose_release "$release" down --remove-orphans >"$scratch/down" 2>&1
  else
    compose down --remove-orphans >"$scratch/down" 2>&1
  fi || { tail -n 5 "$scratch/down" >&2 && stop 3 "docker compose could not stop $project"; }
}
