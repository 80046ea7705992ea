import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { BUNDLE } from './client-bundle.js';

export interface EntrySize {
  readonly entry: string;
  /** Bytes. */
  readonly minified: number;
  readonly gzipped: number;
}

const ENTRIES = {
  '@ktp-gateway/client': 'index',
  '@ktp-gateway/client/element': 'element',
  '@ktp-gateway/client/react': 'react',
};

/** What each entry weighs in a page that takes nothing else of the package. */
export function clientSizes(): Promise<EntrySize[]> {
  const sources = Object.entries(ENTRIES).map(([entry, name]) => ({
    entry,
    file: fileURLToPath(new URL(`../packages/client/src/${name}.ts`, import.meta.url)),
  }));
  return Promise.all(
    sources
      .filter(({ file }) => existsSync(file))
      .map(async ({ entry, file }) => {
        const { outputFiles } = await build({ ...BUNDLE, entryPoints: [file], minify: true, write: false });
        const code = outputFiles[0]!.contents;
        return { entry, minified: code.length, gzipped: gzipSync(code, { level: 9 }).length };
      }),
  );
}
