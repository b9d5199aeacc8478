# Whose system a project is. The engine knows it by its name alone, and each clone of the repository would use the same.

at_work=""

# Other spellings of a folder are that folder.
is_this_tree() { [ "$1" -ef "$root" ]; }

# The folder from which somebody else has started containers of this project.
other_tree() {
  docker ps --all --filter "label=com.docker.compose.project=$project" \
    --format '{{.Label "com.docker.compose.project.working_dir"}}' | sort -u | while IFS= read -r folder; do
    if [ -n "$folder" ] && ! is_this_tree "$folder"; then printf '%s\n' "$folder"; fi
  done | sed -n 1p
}

# One sentence where the system is another tree's, else nothing.
why_not_ours() {
  local folder own="give this one a name of its own by --project NAME"
  folder="$(other_tree)"
  if [ -z "$folder" ]; then return 0; fi
  if [ -f "$folder/deploy-local.sh" ]; then
    printf '%s' "$project was deployed from another folder, $folder; $own, or stop that one there: ./deploy-local.sh$(project_option) --down"
  else
    printf '%s' "$project was started from another folder, $folder, where no deploy-local.sh is to be found; $own, or stop that one: docker compose -p $project down --remove-orphans"
  fi
}

refuse_other_tree() {
  local why
  why="$(why_not_ours)"
  if [ -n "$why" ]; then stop 3 "$why"; fi
}

# By the lock of that tree; into one of another user, or on another machine, nobody can look from here.
may_be_at_work() {
  if [ ! -x "$1/.deploy" ]; then return 0; fi
  is_alive "$(readlink "$1/.deploy/$project/lock" || true)"
}

# The lock is this tree's; this holds off the other trees of the same engine. A volume is made in one step, needs no image,
# and stays whose it is when somebody makes it again.
take_turn() {
  local name="$project-at-work" owner tries=0
  while [ "$tries" -lt 3 ]; do
    docker volume create --label "pyairtable.tree=$root" "$name" >/dev/null
    owner="$(docker volume inspect --format '{{index .Labels "pyairtable.tree"}}' "$name" 2>/dev/null || true)"
    if is_this_tree "$owner"; then
      at_work="$name"
      return 0
    fi
    # An owner that has just been done has taken it away.
    if [ -n "$owner" ]; then
      if may_be_at_work "$owner"; then break; fi
      docker volume rm "$name" >/dev/null 2>&1 || true
    fi
    tries=$((tries + 1))
  done
  stop 3 "another ./deploy-local.sh is at work on $project, in $owner; wait until it is done, or type docker volume rm $name if none is"
}

end_turn() {
  if [ -n "$at_work" ]; then docker volume rm "$at_work" >/dev/null 2>&1 || warn "The volume $at_work could not be removed."; fi
  at_work=""
}

# For what changes the system: it is this tree's, and nobody else is at work on it.
open_system() {
  check_engine
  refuse_other_tree
  open_state
  take_turn
  # Whoever had the turn before may have started it.
  refuse_other_tree
}
