# syntax=docker/dockerfile:1

# One of those that .ci/run starts the gateway on; another one: --build-arg NODE_VERSION=…
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY src ./src
COPY scripts ./scripts
COPY schema ./schema
COPY web ./web
COPY packages ./packages
# The page's own reader names its networks and its regions by their hashes.
COPY models ./models
COPY data ./data
RUN npm run build

FROM node:${NODE_VERSION}-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
# The native runtime of the networks is faster than the package's own. It comes for every system; this image is of one.
COPY --from=build /app/node_modules/onnxruntime-node ./node_modules/onnxruntime-node
RUN find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 ! -path "*/linux/$(node -p process.arch)" -exec rm -r {} +

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=4000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY data ./data
COPY schema ./schema
COPY models ./models
COPY web ./web
# The image's own user, by number so that orchestrators can tell it is not root. Nothing below /app is its to write.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
