# How the deployment speaks: lines for people, faults collected and told at once.

faults=""
fault_count=0

say() { printf '%s\n' "$*"; }
step() { printf '  - %s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }

# stop CODE SENTENCE
stop() {
  local code="$1"
  shift
  warn "$*"
  exit "$code"
}

add_fault() {
  faults="$faults  - $*
"
  fault_count=$((fault_count + 1))
}

# stop_on_faults CODE: nothing is started on an environment or a machine that has one.
stop_on_faults() {
  if [ "$fault_count" -eq 0 ]; then return 0; fi
  warn "$fault_count thing(s) to put right first; nothing was started:"
  printf '%s' "$faults" >&2
  exit "$1"
}

# A path as the person at the keyboard would write it.
shown() {
  case "$1" in
    "$root"/*) printf '%s' "${1#"$root"/}" ;;
    *) printf '%s' "$1" ;;
  esac
}
