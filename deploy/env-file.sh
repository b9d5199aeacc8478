# The file of variables: made from the template, its placeholders replaced by secrets that nobody sees.

template="$root/.env.template"

random_hex() { od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n'; }
has_placeholder() { [ -e "$1" ] && grep -Eq '^[A-Z_]+=.*change-me' "$1"; }

placeholder_note() {
  if has_placeholder "$env_file"; then printf '%s' ", and generate secrets where placeholders stand in it"; fi
}

# Copies $1 to standard output with a secret for each placeholder; tells their names on descriptor 3.
with_secrets() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    case "$line" in
      [A-Z]*=*change-me*)
        printf '%s\n' "${line%%=*}" >&3
        line="${line%%=*}=$(random_hex)"
        ;;
    esac
    printf '%s\n' "$line"
  done <"$1"
}

# write_env_file SOURCE: whole or not at all, and never readable by others.
write_env_file() {
  local names
  rm -f "$env_file.new" 2>/dev/null || true
  if ! (: >"$env_file.new") 2>/dev/null; then
    stop 3 "$(shown "$env_file") cannot be written; make its folder writable, or give another by --env-file"
  fi
  names="$({ with_secrets "$1" >"$env_file.new"; } 3>&1)"
  mv -f "$env_file.new" "$env_file"
  say "Generated secrets in $(shown "$env_file"): $(printf '%s' "$names" | tr '\n' ' ' | sed 's/ $//; s/ /, /g')."
}

# Why it is no text that anything here could read; nothing where it is.
why_no_text() {
  local line
  case "$(od -An -tx1 -N2 "$1" | tr -d ' \n')" in
    fffe | feff)
      printf 'it begins as UTF-16 does'
      return 0
      ;;
  esac
  # No grep or awk is sure to see the byte itself.
  line="$(LC_ALL=C tr '\001\000' ' \001' <"$1" | LC_ALL=C grep -an "$(printf '\001')" | sed -n '1s/:.*//p' || true)"
  if [ -n "$line" ]; then printf 'line %s holds a NUL byte' "$line"; fi
}

# Only the usual file is made from the template: another name that is not there is more likely a slip.
check_env_file() {
  local why
  if [ ! -e "$env_file" ]; then
    if [ "${env_file##*/}" = .env ] && [ "${env_file%/*}" -ef "$root" ]; then return 0; fi
    stop 2 "$(shown "$env_file") is not there; correct --env-file, or make it: cp .env.template $(shown "$env_file")"
  fi
  if [ ! -f "$env_file" ] || [ ! -r "$env_file" ]; then
    stop 3 "$(shown "$env_file") cannot be read; make it a file of yours"
  fi
  why="$(why_no_text "$env_file")"
  if [ -n "$why" ]; then stop 2 "$(shown "$env_file") is no UTF-8 text ($why); save it as UTF-8"; fi
}

make_env_file() {
  if [ ! -f "$template" ]; then stop 3 ".env.template is not there; take it from the repository"; fi
  if [ ! -e "$env_file" ]; then
    write_env_file "$template"
  elif has_placeholder "$env_file"; then
    write_env_file "$env_file"
  fi
  if [ -n "$(find "$env_file" -perm -040 -o -perm -020 -o -perm -004 -o -perm -002)" ]; then
    if ! chmod 600 "$env_file" 2>/dev/null; then
      stop 3 "others may read $(shown "$env_file"), and it is not yours to change; chmod 600 it as its owner"
    fi
    say "$(shown "$env_file") is now readable by you alone."
  fi
}

# setting NAME: what the environment says, else the file, as compose has it.
setting() {
  local value="${!1-}"
  if [ -z "$value" ] && [ -f "$env_file" ]; then
    value="$(sed -n "s/^[[:space:]]*\(export[[:space:]][[:space:]]*\)\{0,1\}$1=//p" "$env_file" | tail -n 1 |
      sed "s/[[:space:]]#.*//; s/[[:space:]]*\$//; s/^'\(.*\)'\$/\1/; s/^\"\(.*\)\"\$/\1/")"
  fi
  printf '%s' "$value"
}

# The lines that compose itself can read, so that one garbled line does not hide every other fault.
readable_lines() {
  if [ ! -f "$env_file" ]; then return 0; fi
  tr -d '\r' <"$env_file" |
    grep -E "^[[:space:]]*(export[[:space:]]+)?[A-Za-z_][A-Za-z0-9_]*=([^'\"\`\$\\\\]*|'[^']*'|\"[^\"\$\\\\]*\")[[:space:]]*\$" ||
    true
}
