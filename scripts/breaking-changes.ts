import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/**
 * Names what would break a client of the released schema, schema/baseline.graphql, and exits with 1 where anything would.
 * Another file to compare with the baseline may be given.
 */
const read = (file: string | URL) => buildSchema(readFileSync(file, 'utf8'));
const baseline = read(new URL('../schema/baseline.graphql', import.meta.url));
const current = read(process.argv[2] ?? new URL('../schema/schema.graphql', import.meta.url));

const changes = await diff(baseline, current);
const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
for (const { message, path } of breaking) console.error(`Breaking (${path ?? 'schema'}): ${message}`);
if (breaking.length > 0) {
  console.error(
    `${breaking.length} breaking change(s). Where they are meant, copy schema/schema.graphql to schema/baseline.graphql and tell the clients.`,
  );
  process.exit(1);
}
