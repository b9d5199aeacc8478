# One deployment of a project at a time; whatever a killed one left is put right by the next.

state=""
scratch=""
locked=""

# A process by number and start, because numbers are used again.
identity_of() { printf '%s %s' "$1" "$(ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ')"; }
is_alive() { [ -n "$1" ] && kill -0 "${1%% *}" 2>/dev/null && [ "$(identity_of "${1%% *}")" = "$1" ]; }

# A link is made with what it says in one step, so that no kill leaves a lock that names nobody.
make_lock() { ln -s "$(identity_of $$)" "$state/lock" 2>/dev/null; }

take_over() {
  # Of several that find the same dead owner one wins; a folder that outlived its maker does not count.
  find "$state" -maxdepth 1 -name lock.takeover -mmin +1 -exec rmdir '{}' +
  if ! mkdir "$state/lock.takeover" 2>/dev/null; then return 1; fi
  local taken=1
  if ! is_alive "$(readlink "$state/lock" || true)"; then
    rm -f "$state/lock"
    if make_lock; then taken=0; fi
  fi
  rmdir "$state/lock.takeover"
  return "$taken"
}

take_lock() {
  if make_lock; then
    locked=yes
    return 0
  fi
  local owner
  owner="$(readlink "$state/lock" || true)"
  if ! is_alive "$owner" && take_over; then
    locked=yes
    warn "An earlier run ended in the middle; carrying on from there."
    end_orphan
    return 0
  fi
  stop 3 "another ./deploy-local.sh is at work on $project (process ${owner%% *}); wait until it is done"
}

# What the dead run had started would still pull at the same containers.
end_orphan() {
  local orphan=""
  if [ -f "$state/child" ]; then orphan="$(cat "$state/child")"; fi
  if is_alive "$orphan"; then
    kill "${orphan%% *}" || true
    local waited=0
    while is_alive "$orphan" && [ "$waited" -lt 10 ]; do
      sleep 1
      waited=$((waited + 1))
    done
    if is_alive "$orphan"; then kill -9 "${orphan%% *}" || true; fi
  fi
  rm -f "$state/child"
}

interrupt() {
  warn "Stopped in the middle; the next run carries on from there."
  exit "$1"
}

leave() {
  local code=$?
  trap - EXIT
  if [ -n "$locked" ]; then
    end_orphan
    rm -f "$state/lock"
  fi
  if [ -n "$scratch" ]; then rm -rf "$scratch"; fi
  exit "$code"
}

# Where releases are kept; it holds secrets, so only its owner may enter.
open_state() {
  if ! mkdir -p "$root/.deploy/$project/releases" 2>/dev/null; then
    stop 3 "$(shown "$root/.deploy/$project") cannot be written; run this as the owner of $root"
  fi
  chmod 700 "$root/.deploy"
  state="$root/.deploy/$project"
  trap leave EXIT
  trap 'interrupt 130' INT
  trap 'interrupt 143' TERM HUP
  take_lock
  rm -rf "$state/scratch"
  mkdir "$state/scratch"
  scratch="$state/scratch"
}

# For what only looks: the releases are read where they are, and nothing is written beside them.
open_scratch() {
  state="$root/.deploy/$project"
  trap leave EXIT
  scratch="$(mktemp -d "${TMPDIR:-/tmp}/deploy-local.XXXXXX")"
}
