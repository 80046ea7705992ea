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

/** Typed documents for the web page and the tests, and the manifest of persisted documents; `npm run codegen` writes them. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  generates: {
    'test/client/generated/': {
      preset: 'client',
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
        scalars: {
          ID: 'string',
          Date: 'string',
          Upload: { input: 'Blob', output: 'never' },
        },
      },
    },
    'test/client/generated/possible-types.ts': {
      plugins: [
        { add: { content: `export const possibleTypes = ${JSON.stringify(possibleTypes, null, 2)};` } },
      ],
    },
  },
};

export default config;
