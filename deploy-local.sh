#!/usr/bin/env bash
# Deploys the system on this machine: checks, builds, starts, waits until all of it is healthy, or rolls back.
# Needs Docker with its compose plugin, and nothing else that is not on every machine. Runs on bash 3.2.
set -euo pipefail
umask 077

root="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=deploy/say.sh
. "$root/deploy/say.sh"
# shellcheck source=deploy/options.sh
. "$root/deploy/options.sh"
# shellcheck source=deploy/lock.sh
. "$root/deploy/lock.sh"
# shellcheck source=deploy/env-file.sh
. "$root/deploy/env-file.sh"
# shellcheck source=deploy/compose-file.sh
. "$root/deploy/compose-file.sh"
# shellcheck source=deploy/engine.sh
. "$root/deploy/engine.sh"
# shellcheck source=deploy/tree.sh
. "$root/deploy/tree.sh"
# shellcheck source=deploy/ports.sh
. "$root/deploy/ports.sh"
# shellcheck source=deploy/images.sh
. "$root/deploy/images.sh"
# shellcheck source=deploy/environment.sh
. "$root/deploy/environment.sh"
# shellcheck source=deploy/releases.sh
. "$root/deploy/releases.sh"
# shellcheck source=deploy/states.sh
. "$root/deploy/states.sh"
# shellcheck source=deploy/ready.sh
. "$root/deploy/ready.sh"
# shellcheck source=deploy/bring-up.sh
. "$root/deploy/bring-up.sh"
# shellcheck source=deploy/explain-bring-up.sh
. "$root/deploy/explain-bring-up.sh"
# shellcheck source=deploy/tell.sh
. "$root/deploy/tell.sh"
# shellcheck source=deploy/dry-run.sh
. "$root/deploy/dry-run.sh"

# Makes the candidate: an image under a name of its own, and the compose file with every variable filled in.
prepare_candidate() {
  choose_images
  make_image
  check_environment
  stop_on_faults 2
  check_ports
  stop_on_faults 3
  write_candidate
}

deploy() {
  check_request
  open_system
  make_env_file
  check_compose_file
  check_disk
  check_ports
  stop_on_faults 3
  prepare_candidate
  local known="$candidate" before
  before="$(container_ids)"
  if bring_up "$candidate"; then
    accept_candidate
    if [ "$known" = "$current" ] && [ "$before" = "$(container_ids)" ]; then
      say "Nothing had to change: release $current is running, and all of it is healthy."
    else
      say "Release $current is running, and all of it is healthy."
    fi
    print_urls
    print_next_steps
    return 0
  fi
  explain_bring_up
  refuse_candidate
}

take_down() {
  open_system
  local ids
  ids="$(container_ids)"
  if [ -z "$ids" ]; then
    say "$project is not running."
    return 0
  fi
  stop_system
  say "$project is stopped. Its data is kept in these volumes:"
  docker volume ls --quiet --filter "label=com.docker.compose.project=$project" | sed 's/^/  /'
}

main() {
  read_options "$@"
  cd "$root"
  case "$action" in
    help) print_help ;;
    deploy) deploy ;;
    dry-run) dry_run ;;
    down) take_down ;;
    status) print_status ;;
    rollback) roll_back_on_demand ;;
  esac
}

main "$@"
