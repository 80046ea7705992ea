import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const client = (entry: string) =>
  fileURLToPath(new URL(`./packages/client/src/${entry}.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    // Dependencies load graphql's CommonJS build, our code would load the other: two copies know nothing of each other's errors.
    alias: [
      { find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') },
      // From its sources, so that no test waits for a build.
      { find: /^@ktp-gateway\/client$/, replacement: client('index') },
      { find: /^@ktp-gateway\/client\/element$/, replacement: client('element') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // Engines load models in worker threads of their own; on two cores, more test processes only make each other wait.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
