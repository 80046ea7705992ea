import { readFileSync, writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '../src/graphql/schema.js';

const file = new URL('../schema/schema.graphql', import.meta.url);

/** The schema as built by the code, sorted, so that a change shows as just that change. */
const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, printed);
} else if (readFileSync(file, 'utf8') !== printed) {
  console.error(
    'schema/schema.graphql is not what the code builds: run `npm run schema` and look at the change.',
  );
  process.exit(1);
}
