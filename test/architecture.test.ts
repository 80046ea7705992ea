import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FIELD_NAMES } from '../src/ktp/field.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SRC = resolve(ROOT, 'src');

/** Each layer may know those below it; `config` makes their options of the environment, so that none of them knows it. */
const LAYERS = ['redis', 'regions', 'ktp', 'engine', 'reading', 'graphql', 'http', 'config'];
/** What settings, engines and doors go by; these know nothing. */
const COMMON = ['image-limits', 'language', 'refusals'];
/** What may be known from `reading` upwards, and knows nothing itself. */
const LEAVES = ['observability'];

function layerOf(file: string): string {
  return (relative(SRC, file).split('/')[0] as string).replace(/\.ts$/, '');
}

function importsOf(file: string, types = true): string[] {
  const source = readFileSync(file, 'utf8').replace(types ? /^$/g : /^(?:import|export) type [^;]*;/gm, '');
  return [...source.matchAll(/^(?:import|export)\s[^;]*?from '([^']+)'|^import '([^']+)'/gm)].map(
    ([, from, bare]) => from ?? (bare as string),
  );
}

/** The modules beside it that a file imports, those for types alone included unless told otherwise. */
function neighboursOf(file: string, types = true): string[] {
  return importsOf(file, types)
    .filter((from) => from.startsWith('.'))
    .map((from) => resolve(dirname(file), from).replace(/\.js$/, '.ts'));
}

const EMBEDDED = resolve(SRC, 'engine/embedded');
/** Folders of the embedded engine, each a stage, in the order of a reading. */
const STAGES = [
  'image',
  'models',
  'detection',
  'rectification',
  'recognition',
  'layout',
  'visibility',
  'outline',
  'decoding',
  'quality',
];
const COMMON_TO_STAGES = ['heuristics.ts', 'template.ts', 'work-budget.ts'];

function stageOf(file: string): string | null {
  const [stage = ''] = relative(EMBEDDED, file).split('/');
  return STAGES.includes(stage) ? stage : null;
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
/** The sources that are written by hand, of `src`, the packages and the specimens. */
const CODE = ['src', 'packages', 'specimens'].flatMap((folder) =>
  (readdirSync(resolve(ROOT, folder), { recursive: true }) as string[])
    .filter((file) => /\.tsx?$/.test(file) && !/generated\/|node_modules\/|dist\/|\.d\.ts$/.test(file))
    .map((file) => resolve(ROOT, folder, file)),
);
const programs = ['main', 'worker', 'cli', 'process'];
/** What puts layers together, for programs and for those who import the package. */
const entries = [...programs, 'assemble', 'embedded', 'library'];

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

  it('lets the stages of the engine know those before them, and the template', () => {
    const upward = files.flatMap((file) => {
      const stage = stageOf(file);
      if (stage === null) return [];
      return neighboursOf(file)
        .filter((other) => relative(EMBEDDED, other).startsWith('..') === false)
        .filter((other) => {
          const theirs = stageOf(other);
          return theirs === null
            ? !COMMON_TO_STAGES.includes(relative(EMBEDDED, other))
            : STAGES.indexOf(theirs) > STAGES.indexOf(stage);
        })
        .map((other) => `${relative(EMBEDDED, file)} imports ${relative(EMBEDDED, other)}`);
    });
    expect(upward).toEqual([]);
  });

  it('keeps what reads a card free of where it runs: no Node, no decoder, no runtime', () => {
    const closure = new Set<string>([resolve(EMBEDDED, 'pipeline.ts')]);
    for (const file of closure) for (const other of neighboursOf(file, false)) closure.add(other);
    const bound = [...closure].flatMap((file) =>
      importsOf(file, false)
        .filter((from) => /^(node:|sharp|onnxruntime)/.test(from))
        .map((from) => `${relative(SRC, file)} imports ${from}`),
    );
    expect(closure.size).toBeGreaterThan(60);
    expect(bound).toEqual([]);
  });

  it('lists the fields of a card in one table of meaning, one of print, and one of which field is read with which', () => {
    const tables = files.filter((file) => {
      const source = readFileSync(file, 'utf8');
      const listed = FIELD_NAMES.filter((field) =>
        new RegExp(`^\\s*(?:'${field}',|${field}: )`, 'm').test(source),
      );
      return listed.length > FIELD_NAMES.length / 2;
    });
    expect(tables.map((file) => relative(SRC, file)).sort()).toEqual([
      'engine/embedded/template.ts',
      'ktp/field-texts.ts',
      'ktp/field.ts',
      'reading/selection.ts',
    ]);
  });

  it('names a field of a closed list in its four files, its column, rules about it and examples', () => {
    const naming = files.filter((file) => /MARITAL_STATUS|maritalStatus/.test(readFileSync(file, 'utf8')));
    expect(naming.map((file) => relative(SRC, file)).sort()).toEqual([
      'cli/output/columns.ts',
      'engine/embedded/template.ts',
      'engine/sandbox/engine.ts',
      'graphql/types/card.ts',
      'ktp/closed-lists.ts',
      'ktp/field.ts',
      'ktp/rules/person.ts',
      'rest/document/examples.ts',
    ]);
  });

  it('says of every exported function and class what it is', () => {
    const silent = files.flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n');
      return lines.flatMap((line, i) => {
        const [, name] = /^export (?:default )?(?:async )?(?:function\*?|class) (\w+)/.exec(line) ?? [];
        // Of a function with overloads the first says it.
        const said =
          /\*\/$/.test(lines[i - 1] ?? '') || lines.slice(0, i).some((above) => above.includes(` ${name}(`));
        return name === undefined || said ? [] : [`${relative(SRC, file)}: ${name}`];
      });
    });
    expect(silent).toEqual([]);
  });

  it('has its constants at the top of their file, before the first function or class', () => {
    const below = CODE.flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n');
      const first = lines.findIndex((line) =>
        /^(?:export )?(?:default )?(?:async )?(?:function|(?:abstract )?class)\b/.test(line),
      );
      return lines.slice(first < 0 ? lines.length : first).flatMap((line) => {
        const [, name] = /^(?:export )?const ([A-Z][A-Z0-9_]*)\b/.exec(line) ?? [];
        return name === undefined ? [] : [`${relative(ROOT, file)}: ${name}`];
      });
    });
    expect(below).toEqual([]);
  });

  it('stays in small files', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 400);
    expect(long.map((file) => relative(SRC, file))).toEqual([]);
  });
});
