# The images: the base images that can be had, and the services' image, built once or given.

services_repository=pyairtable/services
built_image="$services_repository:local"

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

# run_watched SENTENCE LOG COMMAND…: in the background, so that a killed run can be told from a finished one.
run_watched() {
  local sentence="$1" log="$2" started=$SECONDS child
  shift 2
  say "$sentence"
  start_child "$log" "$@"
  while kill -0 "$child" 2>/dev/null; do
    if [ -t 1 ]; then printf '\r\033[K  %s s  %s' "$((SECONDS - started))" "$(last_line "$log")"; fi
    sleep 1
  done
  if [ -t 1 ]; then printf '\r\033[K'; fi
  rm -f "$state/child"
  wait "$child"
}

last_line() { tail -n 1 "$1" | tr -d '\r' | tr -c '[:print:]' ' ' | cut -c1-70; }

# pull IMAGE SECONDS: gives up when by then not a single layer is under way.
pull() {
  local child waited=0
  start_child "$scratch/pull" docker pull "$1"
  while kill -0 "$child" 2>/dev/null; do
    if [ "$waited" -ge "$2" ] && ! grep -q 'Pulling fs layer' "$scratch/pull"; then kill "$child" || true; fi
    sleep 1
    waited=$((waited + 1))
  done
  rm -f "$state/child"
  wait "$child"
}

why_no_pull() {
  local line
  line="$(tail -n 1 "$scratch/pull")"
  printf '%s' "${line:-its registry does not answer}"
}

no_registry=""

# stays STAND_IN: the release that runs has it. Asking a registry again would take its time at each run, and another
# Postgres could not read the data that this one has written.
stays() { has_image "$1" && read_current && grep -Fq ": $1" "$state/releases/$current/compose.yml"; }

# choose_image VARIABLE STAND_IN: the one that is named, else the usual one, else the stand-in where it is here.
choose_image() {
  local variable="$1" stand_in="$2" image patience=600
  image="$(setting "$variable")"
  if [ -z "$image" ]; then
    image="$(default_image "$variable")"
    if ! has_image "$image" && stays "$stand_in"; then
      say "The stand-in $stand_in stays, as release $current has it; $variable names another."
      export "$variable=$stand_in"
      return 0
    fi
    if has_image "$stand_in"; then patience=15; fi
  fi
  if ! has_image "$image"; then
    if [ -z "$no_registry" ] || [ "$patience" -ne 15 ]; then
      say "Pulling $image"
      pull "$image" "$patience" || no_registry=yes
    fi
  fi
  if ! has_image "$image"; then
    if [ "$patience" -ne 15 ]; then
      stop 3 "$image cannot be had: $(why_no_pull). Name another by $variable, or make a stand-in by npm run images"
    fi
    say "$image cannot be had here; the stand-in $stand_in takes its place."
    image="$stand_in"
  fi
  export "$variable=$image"
}

# default_image VARIABLE: the one that the compose files name.
default_image() {
  sed -n "s/.*\${$1:-\([^}]*\)}.*/\1/p" "$root/docker-compose.yml" "$root/compose.test.yml" | sed -n 1p
}

is_prebuilt() {
  local image
  image="$(setting SERVICES_IMAGE)"
  [ -n "$image" ] && [ "$image" != "$built_image" ]
}

choose_images() {
  choose_image POSTGRES_IMAGE verifier/postgres:local
  choose_image REDIS_IMAGE verifier/redis:local
  if ! is_prebuilt; then choose_image NODE_IMAGE verifier/node:local; fi
}

plan_images() {
  if is_prebuilt; then
    step "take the image $(setting SERVICES_IMAGE)"
  else
    step "build the services' image from this tree"
  fi
}

build_image() {
  export SERVICES_IMAGE="$services_repository:$project-candidate"
  note_image "$SERVICES_IMAGE"
  if ! run_watched "Building the services' image" "$scratch/build" compose_without_ports build api-gateway; then
    warn "The build failed; its last lines:"
    tail -n 20 "$scratch/build" | sed 's/^/  /' >&2
    stop 3 "Nothing was started; what ran before still runs."
  fi
}

take_prebuilt() {
  SERVICES_IMAGE="$(setting SERVICES_IMAGE)"
  if has_image "$SERVICES_IMAGE"; then return 0; fi
  say "Pulling $SERVICES_IMAGE"
  if ! pull "$SERVICES_IMAGE" 600; then
    stop 3 "$SERVICES_IMAGE cannot be had: $(why_no_pull). Correct SERVICES_IMAGE, or leave it empty to build"
  fi
}

# Leaves SERVICES_IMAGE as a name that only this content ever has.
make_image() {
  local id release
  if is_prebuilt; then take_prebuilt; else build_image; fi
  id="$(docker image inspect --format '{{.Id}}' "$SERVICES_IMAGE")"
  id="${id#sha256:}"
  release="$services_repository:$project-$(printf '%s' "$id" | cut -c1-12)"
  note_image "$release"
  docker tag "$SERVICES_IMAGE" "$release"
  if [ "$SERVICES_IMAGE" = "$services_repository:$project-candidate" ]; then
    docker rmi "$SERVICES_IMAGE" >/dev/null
  fi
  export SERVICES_IMAGE="$release"
}
