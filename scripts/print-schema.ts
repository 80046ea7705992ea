import { readFileSync, writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '../src/graphql/schema.js';
import { openapiDocument } from '../src/rest/document/document.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Both contracts as built by the code; the schema is sorted, so that a change shows as just that change. */
const contracts = {
  'schema.graphql': `${printSchema(lexicographicSortSchema(schema))}\n`,
  'openapi.json': `${JSON.stringify(openapiDocument(version), null, 2)}\n`,
};

for (const [name, printed] of Object.entries(contracts)) {
  const file = new URL(`../schema/${name}`, import.meta.url);
  if (!process.argv.includes('--check')) writeFileSync(file, printed);
  else if (readFileSync(file, 'utf8') !== printed) {
    console.error(
      `schema/${name} is not what the code builds: run \`npm run schema\` and look at the change.`,
    );
    process.exitCode = 1;
  }
}
