# Checks the variables by the services' own rules, inside their image, so that no Node is needed here.

# What the caller's environment sets of the variables that the template names; it wins over the file.
given_variables() {
  local name
  for name in $(sed -n 's/^\([A-Z_]*\)=.*/\1/p' "$template"); do
    if [ -n "${!name-}" ]; then printf '%s=%s\n' "$name" "${!name}"; fi
  done
}

mode_of() { stat -c %a "$1" 2>/dev/null || stat -f %Lp "$1"; }

# Everything that the check reads, with NUL between the parts: no value is ever on a command line.
check_input() {
  printf '%s\0%s\0' "$(shown "$env_file")" "$(mode_of "$env_file")"
  cat "$env_file"
  printf '\0'
  given_variables
  printf '\0'
  cat "$template"
  printf '\0'
  cat "$root/docker-compose.yml" "$root/compose.test.yml"
  printf '\0'
  cat "$1"
}

# The program is copied in, so that it is no part of the image that runs in production.
make_check_container() {
  docker create --interactive --name "$1" --network none --user 0 --entrypoint node \
    "$SERVICES_IMAGE" commands/env-check/check-in-image.ts >/dev/null
  COPYFILE_DISABLE=1 tar -cf - commands/env-check fixtures/topology/did-you-mean.ts |
    docker cp - "$1:$(docker image inspect --format '{{.Config.WorkingDir}}' "$SERVICES_IMAGE")" >/dev/null
}

# By a name that a killed run's container has too, so that none is left for good.
drop_container() { docker rm --force "$1" >/dev/null 2>&1 || true; }

check_environment() {
  local name="$project-env-check" code=0
  if ! (compose_without_ports config --format json) >"$scratch/config.json" 2>"$scratch/config.errors"; then
    add_fault "docker-compose.yml cannot be read with these variables: $(tail -n 1 "$scratch/config.errors")"
    : >"$scratch/config.json"
  fi
  drop_container "$name"
  make_check_container "$name"
  check_input "$scratch/config.json" |
    docker start --attach --interactive "$name" >"$scratch/faults" 2>"$scratch/check.errors" || code=$?
  drop_container "$name"
  case "$code" in
    0) ;;
    10) while IFS= read -r fault; do add_fault "$fault"; done <"$scratch/faults" ;;
    *) stop 3 "the variables could not be checked in $SERVICES_IMAGE: $(tail -n 3 "$scratch/check.errors")" ;;
  esac
  check_airtable_token
}

# Airtable itself is asked whether it knows the token; curl reads it from standard input.
check_airtable_token() {
  local token url answer
  token="$(setting AIRTABLE_TOKEN)"
  if [ -z "$token" ]; then return 0; fi
  url="$(setting AIRTABLE_API_URL)"
  url="${url:-https://api.airtable.com}/v0/meta/whoami"
  if ! command -v curl >/dev/null; then
    say "AIRTABLE_TOKEN is not tried, because curl is not here."
    return 0
  fi
  if ! answer="$(printf 'header = "Authorization: Bearer %s"\nurl = "%s"\n' "$token" "$url" |
    curl --silent --show-error --max-time 10 --output /dev/null --write-out '%{http_code}' --config - 2>"$scratch/whoami")"; then
    warn "AIRTABLE_TOKEN could not be tried: $(tail -n 1 "$scratch/whoami"). Without a way to Airtable the services answer 502."
    return 0
  fi
  case "$answer" in
    200) say "Airtable knows AIRTABLE_TOKEN." ;;
    401 | 403) add_fault "AIRTABLE_TOKEN is refused by Airtable ($answer); make one at https://airtable.com/create/tokens, or leave it empty for the simulated Airtable" ;;
    *) warn "AIRTABLE_TOKEN could not be tried: $url answered $answer." ;;
  esac
}
