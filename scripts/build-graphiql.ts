import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, parse, visit } from 'graphql';

const ROOT = new URL('../', import.meta.url);
const OPERATIONS = new URL('schema/operations/', ROOT);

/** The operations that come first among GraphiQL's tabs. */
const FIRST = ['ReadCard', 'ReadNik', 'ReadEvidence'];

const files = readdirSync(OPERATIONS).filter((file) => file.endsWith('.graphql'));
const sources = files.map((file) => readFileSync(new URL(file, OPERATIONS), 'utf8'));
const definitions = sources.flatMap((source) =>
  parse(source).definitions.map((node) => ({ node, text: textOf(node, source) })),
);
const fragments = new Map(
  definitions
    .filter(({ node }) => node.kind === Kind.FRAGMENT_DEFINITION)
    .map((each) => [(each.node as FragmentDefinitionNode).name.value, each]),
);
const operations = definitions
  .filter(({ node }) => node.kind === Kind.OPERATION_DEFINITION)
  .map(({ node, text }) => ({ name: (node as OperationDefinitionNode).name?.value ?? '', node, text }))
  .sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name))
  .map(({ node, text }) => ({
    query: [text, ...[...fragmentsOf(node)].map((name) => fragments.get(name)?.text)].join('\n\n'),
    variables: null,
  }));

/** GraphiQL's typefaces are a third of a megabyte, and every system has a sans and a monospaced one. */
const withoutTypefaces: Plugin = {
  name: 'without-typefaces',
  setup({ onLoad }) {
    onLoad({ filter: /graphiql.*style\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/@font-face\s*\{[^}]*\}/g, ''),
      loader: 'css',
    }));
  },
};

await build({
  entryPoints: { graphiql: fileURLToPath(new URL('web/graphiql/main.js', ROOT)) },
  outdir: fileURLToPath(new URL('dist/graphiql/', ROOT)),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  plugins: [withoutTypefaces],
  loader: { '.woff2': 'dataurl', '.ttf': 'dataurl' },
  define: { OPERATIONS: JSON.stringify(operations), 'process.env.NODE_ENV': '"production"' },
  legalComments: 'eof',
  logLevel: 'warning',
});

function rank(name: string): number {
  const place = FIRST.indexOf(name);
  return place === -1 ? FIRST.length : place;
}

/** A definition with the comment above it. */
function textOf(
  { loc }: { readonly loc?: { readonly start: number; readonly end: number } },
  source: string,
) {
  const { start = 0, end = 0 } = loc ?? {};
  const comment = /(?:^#.*\n)+$/m.exec(source.slice(0, start))?.[0] ?? '';
  return comment + source.slice(start, end);
}

/** The names of the fragments that a definition needs, and that these need. */
function fragmentsOf(node: Parameters<typeof visit>[0], found = new Set<string>()): Set<string> {
  visit(node, {
    FragmentSpread({ name: { value } }) {
      const fragment = fragments.get(value);
      if (found.has(value) || !fragment) return;
      found.add(value);
      fragmentsOf(fragment.node, found);
    },
  });
  return found;
}
