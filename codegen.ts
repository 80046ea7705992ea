import { readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { buildSchema, isAbstractType } from 'graphql';

const schema = buildSchema(readFileSync(new URL('./schema/schema.graphql', import.meta.url), 'utf8'));

/** The members of each union and interface, which Apollo Client's cache must be told. */
const possibleTypes = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
);

const scalars = { ID: 'string', Date: 'string', Upload: { input: 'Blob', output: 'never' } } as const;

/** Typed documents and their manifest, in a folder of its own. */
const client = (
  documents: string | string[],
  config: CodegenConfig['config'] = {},
): CodegenConfig['generates'][string] => ({
  preset: 'client',
  documents,
  presetConfig: {
    // The hash of a document is the one that automatic persisted queries send as well.
    persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
    fragmentMasking: false,
  },
  config: {
    useTypeImports: true,
    importExtension: '.js',
    enumsAsTypes: true,
    strictScalars: true,
    scalars,
    ...config,
  },
});

/** Some operations of those that clients may copy, with nothing but what they need. */
const only = (...operations: string[]) =>
  client(
    [...operations, 'fragments'].map((name) => `schema/operations/${name}.graphql`),
    {
      documentMode: 'string',
      onlyOperationTypes: true,
    },
  );

/** Typed documents for the tests, the command and the page, with manifests of persisted documents; `npm run codegen` writes them. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  generates: {
    'test/client/generated/': client('schema/operations/*.graphql'),
    'src/cli/generated/': only('ReadRecord'),
    'web/generated/': only('ReadForPage', 'CheckReading'),
    'test/client/generated/possible-types.ts': {
      plugins: [
        { add: { content: `export const possibleTypes = ${JSON.stringify(possibleTypes, null, 2)};` } },
      ],
    },
  },
};

export default config;
