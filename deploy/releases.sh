# What is deployed and what was: an image under a name of its own, and a compose file with every variable in it.
# A release is a folder; `history` names the good ones, the present one last.

kept_releases=3
current=""
candidate=""

releases() { if [ -f "$state/history" ]; then cat "$state/history"; fi; }

# Sets `current`; false where nothing was ever deployed.
read_current() {
  current="$(releases | tail -n 1)"
  [ -n "$current" ]
}

write_history() {
  cat >"$state/history.new"
  mv -f "$state/history.new" "$state/history"
}

# With a token the real Airtable is asked; the simulated one is left out.
scale_of_airtable() { if [ -n "$(setting AIRTABLE_TOKEN)" ]; then printf 0; else printf 1; fi; }

write_candidate() {
  local folder="$state/releases/candidate"
  rm -rf "$folder"
  mkdir "$folder"
  scale_of_airtable >"$folder/airtable"
  printf '%s\n' "$SERVICES_IMAGE" >"$folder/image"
  # Last, and whole or not at all: where it is, the candidate may have been started.
  compose config >"$folder/compose.new"
  mv "$folder/compose.new" "$folder/compose.yml"
  candidate=candidate
  if read_current && same_release "$current" candidate; then
    rm -rf "$folder"
    candidate="$current"
  fi
}

same_release() {
  cmp -s "$state/releases/$1/compose.yml" "$state/releases/$2/compose.yml" &&
    cmp -s "$state/releases/$1/airtable" "$state/releases/$2/airtable"
}

accept_candidate() {
  if [ "$candidate" = candidate ]; then
    current="$(date -u +%Y%m%dT%H%M%SZ)-${SERVICES_IMAGE##*-}"
    mv "$state/releases/candidate" "$state/releases/$current"
    { releases; printf '%s\n' "$current"; } | tail -n "$kept_releases" | write_history
  fi
  forget_old_releases
}

# Folders and image names that no kept release needs; what a killed run left is among them. Of the images only those that
# were made here: another clone, whose system is stopped, may want its own again.
forget_old_releases() {
  local folder image
  for folder in "$state"/releases/*; do
    if [ -d "$folder" ] && ! grep -Fxq "${folder##*/}" <<<"$(releases)"; then
      if [ -f "$folder/image" ]; then note_image "$(cat "$folder/image")"; fi
      rm -rf "$folder"
    fi
  done
  docker image ls --format '{{.Repository}}:{{.Tag}}' "$services_repository" | while read -r image; do
    if grep -Fxqs "$image" "$state/images" && ! grep -Fxqs "$image" "$state"/releases/*/image; then
      docker rmi "$image" >/dev/null || warn "$image could not be removed."
    fi
  done
}

# note_image NAME: as one that was made here, to be forgotten with its release.
note_image() {
  if ! grep -Fxqs "$1" "$state/images"; then printf '%s\n' "$1" >>"$state/images"; fi
}

# False with a sentence when a release cannot be started again.
can_start() {
  local image
  image="$(cat "$state/releases/$1/image" 2>/dev/null || true)"
  if [ -n "$image" ] && has_image "$image"; then return 0; fi
  warn "Release $1 cannot be started again: its image ${image:-} is gone."
  return 1
}

# The candidate did not become healthy: back to the last good release, or stopped where there is none.
refuse_candidate() {
  if [ "$candidate" != candidate ]; then
    warn "The tree is as it was deployed before, so there is nothing to roll back. ./deploy-local.sh --rollback goes one release further back."
    exit 1
  fi
  if ! read_current; then
    warn "There is no earlier release to roll back to; stopping it. Its data stays."
    stop_system
    forget_old_releases
    exit 1
  fi
  if ! can_start "$current"; then
    warn "There is nothing to roll back to; the failed release is left as it is, and ./deploy-local.sh --down stops it."
    exit 1
  fi
  warn "Rolling back to release $current."
  if bring_up "$current"; then
    forget_old_releases
    warn "Rolled back: release $current is running, and all of it is healthy. The failed one is gone; $(shown "$env_file") is as you wrote it."
    exit 1
  fi
  explain_bring_up
  warn "The rollback did not become healthy either; see the lines above."
  exit 1
}

roll_back_on_demand() {
  open_system
  local previous
  if ! read_current; then stop 1 "there is no release of $project to roll back from; ./deploy-local.sh makes one"; fi
  previous="$(releases | tail -n 2 | sed -n 1p)"
  if [ "$previous" = "$current" ]; then stop 1 "there is no release before $current"; fi
  if ! can_start "$previous"; then exit 1; fi
  say "Rolling back from release $current to $previous."
  if bring_up "$previous"; then
    releases | sed '$d' | write_history
    forget_old_releases
    read_current
    say "Release $current is running, and all of it is healthy."
    print_urls
    return 0
  fi
  explain_bring_up
  warn "Going back to release $current."
  if can_start "$current" && bring_up "$current"; then
    warn "Release $current is running, and all of it is healthy."
  fi
  exit 1
}
