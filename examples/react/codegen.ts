import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  // Of a running gateway: http://127.0.0.1:4000/schema.graphql
  schema: '../../schema/schema.graphql',
  documents: 'src/**/*.ts',
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        // With `persisted: true` only the hash of a document is sent.
        persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
      },
      config: {
        // A file is a variable of its own, a date a string such as 1978-09-14.
        scalars: { ID: 'string', Date: 'string', Upload: { input: 'Blob', output: 'never' } },
        strictScalars: true,
        enumsAsTypes: true,
        useTypeImports: true,
        // TypeScript 7 no longer guesses the ending of a file.
        importExtension: '.ts',
      },
    },
  },
};

export default config;
