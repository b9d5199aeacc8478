# Why a release did not come up: what compose said, and the last lines of whoever is not healthy.

# Of the log, and what the health check saw last.
show_last_lines() {
  docker logs --tail 20 "$1" 2>&1 | sed 's/^/  /'
  docker inspect --format '{{with .State.Health}}{{range .Log}}{{println .Output}}{{end}}{{end}}' "$1" |
    grep -v '^$' | tail -n 1 | sed 's/^/  health check: /' || true
}

# Puts `service word` lines in the order in which they tell most: whom the problem is about, who has failed, who has not
# come so far, and last who is healthy and lacks something.
culprits_first() {
  culprits="$culprits" awk '
    BEGIN { count = split(ENVIRON["culprits"], names, "\n"); for (i = 1; i <= count; i++) named[names[i]] = 1 }
    $1 in named { print 1, $0; next }
    $2 == "crashed" || $2 == "unhealthy" || $2 == "ended" { print 2, $0; next }
    $2 != "healthy" { print 3, $0; next }
    { print 4, $0 }' | sort -s -k 1,1n | cut -d ' ' -f 2-
}

explain_bring_up() {
  local service word
  warn "It did not come up: $bring_up_problem."
  if [ "$bring_up_problem" = "docker compose could not start it" ]; then tail -n 5 "$scratch/up" | sed 's/^/  /' >&2; fi
  read_states "$(services_of "$bring_up_release")" | culprits_first | while read -r service word; do
    case "$word" in
      # Not started yet: what they wait for is told.
      waiting | absent) continue ;;
      healthy)
        if ! grep -Fxqs "$service" "$scratch/unready"; then continue; fi
        word="does not reach what it needs"
        ;;
    esac
    warn "$service ($word) said last:"
    show_last_lines "$(container_of "$service")" >&2
  done
}
