# Reads the command line.

project="${COMPOSE_PROJECT_NAME:-pyairtable-compose}"
env_file="$root/.env"
timeout_s=120
min_free_mb="${DEPLOY_MIN_FREE_MB:-2048}"
action=deploy

known_options="--rollback --down --status --dry-run --timeout --project --env-file --help"

print_help() {
  cat <<'TEXT'
Usage: ./deploy-local.sh [options]

Builds the system, starts it, and waits until all of it is healthy. A release that does not become
healthy is rolled back to the last good one. Running it again changes nothing that is right already.

  --rollback        go back to the release before the present one
  --down            stop the system; its data stays
  --status          what runs, and where; exit code 0 when all of it is healthy
  --dry-run         say what would be done, and do nothing
  --timeout SECONDS how long a release may take to become healthy (default 120); what the engine has called
                    unhealthy for an eighth of it is given up
  --env-file FILE   the variables (default .env, which is made from .env.template where it is not there)
  --project NAME    the compose project (default pyairtable-compose)
  --help            this text

NODE_IMAGE, POSTGRES_IMAGE, REDIS_IMAGE choose other base images, SERVICES_IMAGE a services image that is
built already, CA_FILE the certificates of a private npm registry: in the environment or in the file.
DEPLOY_MIN_FREE_MB is the disk space that must be free (default 2048).

Exit codes: 0 healthy, 1 the release did not become healthy, 2 wrong usage, or a fault of the variables or
of the compose file, 3 this machine lacks something.
TEXT
}

# The known word that is nearest to the given one, if any is near.
nearest_option() {
  printf '%s\n' $known_options | awk -v word="$1" '
    function min(a, b) { return a < b ? a : b }
    function distance(a, b,   i, j, m, n, d) {
      m = length(a); n = length(b)
      for (i = 0; i <= m; i++) d[i, 0] = i
      for (j = 0; j <= n; j++) d[0, j] = j
      for (i = 1; i <= m; i++)
        for (j = 1; j <= n; j++)
          d[i, j] = min(min(d[i-1, j] + 1, d[i, j-1] + 1),
            d[i-1, j-1] + (substr(a, i, 1) != substr(b, j, 1)))
      return d[m, n]
    }
    { here = distance(word, $0); if (best == "" || here < least) { best = $0; least = here } }
    END { if (least <= 3) print best }'
}

refuse_option() {
  local near
  near="$(nearest_option "$1")"
  if [ -n "$near" ]; then stop 2 "unknown option \"$1\"; did you mean \"$near\"?"; fi
  stop 2 "unknown option \"$1\"; ./deploy-local.sh --help lists those that are"
}

choose_action() {
  if [ "$action" != deploy ] && [ "$action" != "$1" ]; then
    stop 2 "--$action and --$1 are two things; ask for one of them"
  fi
  action="$1"
}

read_options() {
  local option
  while [ $# -gt 0 ]; do
    option="$1"
    case "$option" in
      --help) action=help && return 0 ;;
      --rollback | --down | --status | --dry-run) choose_action "${option#--}" ;;
      --timeout | --env-file | --project)
        if [ $# -lt 2 ] || [ -z "$2" ]; then stop 2 "$option needs a value after it"; fi
        set_option "$option" "$2"
        shift
        ;;
      --timeout=* | --env-file=* | --project=*) set_option "${option%%=*}" "${option#*=}" ;;
      *) refuse_option "$option" ;;
    esac
    shift
  done
}

set_option() {
  case "$1" in
    --timeout)
      if ! grep -Eq '^[1-9][0-9]{0,4}$' <<<"$2"; then
        stop 2 "--timeout is a number of seconds, such as 120, not \"$2\""
      fi
      timeout_s="$2"
      ;;
    --project)
      if ! grep -Eq '^[a-z0-9][a-z0-9_-]{0,62}$' <<<"$2"; then
        stop 2 "--project is of small letters, digits, _ and -, and begins with a letter or digit, not \"$2\""
      fi
      project="$2"
      ;;
    --env-file)
      case "$2" in
        /*) env_file="$2" ;;
        *) env_file="$PWD/$2" ;;
      esac
      ;;
  esac
}

# What a deployment is asked for, beyond the command line's own form.
check_request() {
  if ! grep -Eq '^[0-9]{1,9}$' <<<"$min_free_mb"; then
    stop 2 "DEPLOY_MIN_FREE_MB is a number of megabytes, such as 2048, not \"$min_free_mb\""
  fi
  check_env_file
}
