# In which state the containers of a release are, as the engine tells it.

tries_before_giving_up=3
restarts_before=""

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
    status="$(printf '%s\n' "$containers" | awk -F '|' -v want="$service" '$1 == want && !seen++ { print $3 }')"
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
    if ! grep -Fxq "$service $word" <<<"$before"; then
      printf '  %-18s %-10s %4s s\n' "$service" "$word" "$seconds"
    fi
  done
}

# crash_looping SERVICES: the restarts of each container since this bring-up began; a container may have had some before.
crash_looping() {
  local ids
  ids="$(project_containers | grep -E "^($(printf '%s' "$1" | tr '\n' '|'))[|]" | grep -v '(healthy)' | cut -d '|' -f 2)"
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

container_of() { project_containers | awk -F '|' -v want="$1" '$1 == want && !seen++ { print $2 }'; }
