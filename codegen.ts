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

/** Typed documents for the tests and for the command, and the manifest of persisted documents; `npm run codegen` writes them. */
const scalars = { ID: 'string', Date: 'string', Upload: { input: 'Blob', output: 'never' } } as const;

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  generates: {
    'test/client/generated/': {
      preset: 'client',
      documents: 'schema/operations/*.graphql',
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
      },
    },
    // What the command asks a gateway for, and the types of the answer.
    'src/cli/generated/': {
      preset: 'client',
      documents: ['schema/operations/ReadRecord.graphql', 'schema/operations/fragments.graphql'],
      presetConfig: {
        persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
        fragmentMasking: false,
      },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        importExtension: '.js',
        enumsAsTypes: true,
        onlyOperationTypes: true,
        strictScalars: true,
        scalars,
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
