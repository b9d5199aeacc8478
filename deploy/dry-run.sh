# What a deployment would do, for --dry-run.

dry_run() {
  check_request
  say "This run changes nothing. It would:"
  if [ -e "$env_file" ]; then
    step "use $(shown "$env_file")$(placeholder_note)"
  else
    step "make $(shown "$env_file") from .env.template, with generated secrets, readable by you alone"
  fi
  check_engine
  open_scratch
  check_compose_file
  local why
  why="$(why_not_ours)"
  if [ -n "$why" ]; then add_fault "$why"; fi
  check_disk
  check_ports
  plan_images
  step "check every variable, then start $project and wait up to ${timeout_s} s until all of it is healthy"
  if read_current; then
    step "roll back to release $current if it does not become so"
  else
    step "stop it again if it does not become so: there is no earlier release"
  fi
  stop_on_faults 3
}
