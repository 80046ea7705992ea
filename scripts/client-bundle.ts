import type { BuildOptions } from 'esbuild';

/** How front-end code is bundled: for every browser of the last years. */
export const BUNDLE = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  // A page has one React, its own.
  external: ['react'],
  logLevel: 'warning',
} as const satisfies BuildOptions;
