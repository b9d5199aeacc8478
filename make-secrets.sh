#!/usr/bin/env bash
# Makes the secrets of docker-compose.production.yml as files; what is there already stays as it is.
set -euo pipefail

cd "$(dirname "$0")"
directory="${SECRETS_DIR:-secrets}"

usage() {
  cat <<'TEXT'
Usage: [AIRTABLE_TOKEN=pat…] ./make-secrets.sh

Makes the folder $SECRETS_DIR (default ./secrets), which only you may enter, and in it one file a secret.
A SECRETS_DIR of .env is not read here; export it.
The Airtable token is yours: from AIRTABLE_TOKEN, or asked for. Nothing is printed, nothing is overwritten;
to change a secret, remove its file, run this again, and start the system again.
TEXT
}

# The folder keeps others on this machine out; the files are readable, because the users inside the containers differ.
write() {
  printf '%s\n' "$2" >"$directory/.$1"
  chmod 0444 "$directory/.$1"
  mv -f "$directory/.$1" "$directory/$1"
  echo "made $directory/$1"
}

random_hex() {
  if command -v openssl >/dev/null; then openssl rand -hex "$1"; else od -An -v -tx1 -N"$1" /dev/urandom | tr -d ' \n'; fi
}

make_random() {
  if [ ! -s "$directory/$1" ]; then write "$1" "$(random_hex "$2")"; fi
}

make_airtable_token() {
  if [ -s "$directory/airtable_token" ]; then return 0; fi
  local token="${AIRTABLE_TOKEN:-}"
  if [ -z "$token" ] && [ -t 0 ]; then
    read -r -s -p 'Airtable personal access token (https://airtable.com/create/tokens): ' token
    echo
  fi
  if [ -z "$token" ]; then
    echo "the Airtable token is missing: AIRTABLE_TOKEN=pat… ./make-secrets.sh" >&2
    return 1
  fi
  write airtable_token "$token"
}

main() {
  if [ $# -gt 0 ]; then
    usage
    [ "$1" = --help ] && return 0 || return 2
  fi
  umask 077
  mkdir -p "$directory"
  chmod 0700 "$directory"
  local name
  for name in api_key metrics_token postgres_password redis_password; do make_random "$name" 32; done
  make_random jwt_secret 48
  # Of use only where LLM_API_KEY_FILE names it; compose wants the file to be there.
  if [ ! -s "$directory/llm_api_key" ]; then write llm_api_key none; fi
  make_airtable_token
}

main "$@"
