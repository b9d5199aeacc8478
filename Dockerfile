# One image for every service; the command chooses which. Node strips the types, so there is nothing to build.
FROM node:24-slim

ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY services ./services
COPY fixtures/airtable ./fixtures/airtable
USER node
