import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Each layer may know those below it. `observability` and `config` are leaves that may be known from `reading` upwards. */
const LAYERS = ['redis', 'regions', 'ktp', 'engine', 'reading', 'graphql', 'http'];
/** What settings, engines and doors go by; these know nothing. */
const COMMON = ['image-limits', 'language'];
const LEAVES = ['observability', 'config'];

function layerOf(file: string): string {
  return (relative(SRC, file).split('/')[0] as string).replace(/\.ts$/, '');
}

function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^(?:import|export)\s[^;]*?from '([^']+)'|^import '([^']+)'/gm)].map(
    ([, from, bare]) => from ?? (bare as string),
  );
}

function mayKnow(layer: string, other: string): boolean {
  if (other === layer || COMMON.includes(other)) return true;
  if (LEAVES.includes(layer)) return false;
  // The two front doors, GraphQL and the upstream's REST format, stand side by side.
  const rank = (name: string) => LAYERS.indexOf(name === 'rest' ? 'graphql' : name);
  if (LEAVES.includes(other)) return rank(layer) >= rank('reading');
  return rank(other) >= 0 && rank(other) < rank(layer);
}

const files = (readdirSync(SRC, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts') && !file.includes('/generated/'))
  .map((file) => resolve(SRC, file));
const programs = ['main', 'worker', 'cli', 'process'];
/** What puts layers together, for programs and for those who import the package. */
const entries = [...programs, 'assemble', 'library'];

describe('the direction of imports', () => {
  it('goes one way: http, graphql | rest, reading, engine, ktp, regions', () => {
    const upward = files
      .filter((file) => !entries.includes(layerOf(file)))
      .flatMap((file) =>
        importsOf(file)
          .filter((from) => from.startsWith('.'))
          .map((from) => layerOf(resolve(dirname(file), from).replace(/\.js$/, '.ts')))
          .filter((other) => !mayKnow(layerOf(file), other))
          .map((other) => `${relative(SRC, file)} imports ${other}`),
      );
    expect(upward).toEqual([]);
  });

  it('keeps ktp and the matching of regions pure: no package but lists, no clock, no input or output', () => {
    const pure = files.filter(
      (file) => layerOf(file) === 'ktp' || (layerOf(file) === 'regions' && !file.endsWith('/store.ts')),
    );
    const impure = pure.flatMap((file) => {
      const foreign = importsOf(file).filter(
        (from) => !from.startsWith('.') && !/^i18n-iso-countries\/.*\.json$/.test(from),
      );
      const clock = /\bnew Date\b|\bDate\.|\bprocess\./.test(readFileSync(file, 'utf8'))
        ? ['clock or process']
        : [];
      return [...foreign, ...clock].map((what) => `${relative(SRC, file)}: ${what}`);
    });
    expect(impure).toEqual([]);
  });

  it('lets only entry files touch the process', () => {
    const touching = files.filter(
      (file) =>
        !programs.includes(layerOf(file)) &&
        /\bprocess\.(env|argv|exit|std)/.test(readFileSync(file, 'utf8')),
    );
    expect(touching.map((file) => relative(SRC, file))).toEqual([]);
  });

  it('stays in small files', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 400);
    expect(long.map((file) => relative(SRC, file))).toEqual([]);
  });
});
