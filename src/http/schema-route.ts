import { readFileSync } from 'node:fs';
import type { Handler } from './handler.js';
import { staticFile } from './static-file.js';

const FILE = new URL('../../schema/schema.graphql', import.meta.url);

/** The schema as a file, for tools that make clients; no route at all where the schema is not told. */
export function createSchemaRoute(on: boolean): Record<string, Handler> {
  if (!on) return {};
  return { '/schema.graphql': staticFile('schema.graphql', readFileSync(FILE), "default-src 'none'") };
}
