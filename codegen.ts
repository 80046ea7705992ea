import type { CodegenConfig } from '@graphql-codegen/cli';

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
  },
};

export default config;
