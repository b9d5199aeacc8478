# What a person is told of a system that runs: where it is, and what to do with it.

print_urls() {
  local service address port
  published_ports "$state/releases/$current/compose.yml" | while read -r service address port; do
    case "$address" in 127.0.0.1 | 0.0.0.0) address=localhost ;; esac
    printf '  %-18s http://%s:%s\n' "$service" "$address" "$port"
  done
}

# What the commands for this system need, if it has not the usual name.
project_option() { if [ "$project" != pyairtable-compose ]; then printf '%s' " --project $project"; fi; }

print_next_steps() {
  say "Stop it:       ./deploy-local.sh$(project_option) --down"
  say "See its logs:  docker compose -p $project logs --follow"
}

print_status() {
  check_engine
  refuse_other_tree
  open_scratch
  local states
  if ! read_current; then
    say "No release of $project is deployed here; ./deploy-local.sh makes one."
    exit 1
  fi
  if [ -z "$(container_ids)" ]; then
    say "Release $current of $project is stopped; ./deploy-local.sh starts it."
    exit 1
  fi
  say "Release $current:"
  states="$(read_states "$(services_of "$current")")"
  printf '%s\n' "$states" | while read -r service word; do printf '  %-18s %s\n' "$service" "$word"; done
  print_urls
  if grep -qv ' healthy$' <<<"$states"; then exit 1; fi
}
