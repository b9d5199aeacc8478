# One deployment of a project at a time; whatever a killed one left is put right by the next.

state=""
scratch=""
locked=""

# A process by number and start, because numbers are used again.
identity_of() { printf '%s %s' "$1" "$(start_of "$1")"; }

# Linux counts it in ticks. The time that ps tells there is reckoned from the clock anew each time, and drifts with it;
# whoever asks in another time zone or language reads another text.
start_of() {
  local stat
  if [ -d /proc/self ]; then
    stat="$(cat "/proc/$1/stat" 2>/dev/null || true)"
    # Fields are counted after the name, which may hold blanks and parentheses.
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    # One that has ended is there until its parent takes note.
    if [ "${1-}" != Z ]; then printf '%s' "${20-}"; fi
  else
    LC_ALL=C TZ=UTC0 ps -o lstart= -p "$1" 2>/dev/null | tr -s ' '
  fi
}

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

# start_child LOG COMMAND…: in the background, its number in `child` and where the next run finds it.
start_child() {
  local log="$1"
  shift
  # docker takes the shell's place: a shell that is ended would leave docker at work.
  {
    docker() { exec docker "$@"; }
    "$@"
  } >"$log" 2>&1 &
  child=$!
  identity_of "$child" >"$state/child"
}

# The process and all below it: docker has compose's work done by a plugin, and an older docker (20.10) neither asks
# that to end nor takes it along.
tree_of() {
  local below
  printf '%s\n' "$1"
  for below in $(ps -A -o ppid= -o pid= | awk -v parent="$1" '$1 == parent { print $2 }'); do tree_of "$below"; done
}

# Of identities, each a line, those that are still alive.
still_alive() {
  local line
  while read -r line; do
    if is_alive "$line"; then printf '%s\n' "$line"; fi
  done
}

# signal_all SIGNAL IDENTITIES
signal_all() {
  # shellcheck disable=SC2046
  kill -s "$1" $(printf '%s\n' "$2" | cut -d ' ' -f 1) 2>/dev/null || true
}

# What the dead run had started would still pull at the same containers. The plugin may outlive the docker that ran it.
end_orphan() {
  local orphan="" left waited=0 pid
  if [ -f "$state/child" ]; then orphan="$(cat "$state/child")"; fi
  if is_alive "$orphan"; then
    left="$(for pid in $(tree_of "${orphan%% *}"); do printf '%s\n' "$(identity_of "$pid")"; done)"
    signal_all TERM "$left"
    while left="$(printf '%s\n' "$left" | still_alive)" && [ -n "$left" ] && [ "$waited" -lt 10 ]; do
      sleep 1
      waited=$((waited + 1))
    done
    if [ -n "$left" ]; then signal_all KILL "$left"; fi
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
    # Before the lock, by which other trees know that this one is at work.
    end_turn
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
