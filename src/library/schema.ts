/** The gateway's GraphQL contract as text: the schema, and the operations that clients copy. The files are `ktp-gateway/schema.graphql` and `ktp-gateway/operations/…`. */
import { readdirSync, readFileSync } from 'node:fs';

const SCHEMA = new URL('../../schema/', import.meta.url);
const OPERATIONS = new URL('operations/', SCHEMA);

/** The schema in GraphQL's schema definition language, as the server answers it at `/schema.graphql`. */
export const sdl: string = readFileSync(new URL('schema.graphql', SCHEMA), 'utf8');

/** Documents by name, such as `ReadCard`. They share the fragments of `fragments`, which belong behind each. */
export const operations: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(OPERATIONS)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => [file.replace(/\.graphql$/, ''), readFileSync(new URL(file, OPERATIONS), 'utf8')]),
);
