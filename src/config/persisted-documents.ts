import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Documents by the id that clients send: the manifest that code generators write, JSON of hash to document. */
export type PersistedDocuments = ReadonlyMap<string, string>;

const Manifest = z.record(z.string().min(1), z.string().min(1));

/** Some generators write `sha256:` before the hash, and some clients send it without. */
export function documentId(id: string): string {
  return id.replace(/^sha256:/, '');
}

/** A path to a manifest, as what stands in it. */
export const persistedDocuments = z.string().transform((path, context): PersistedDocuments => {
  const manifest = Manifest.safeParse(jsonOf(path));
  if (manifest.success) {
    return new Map(Object.entries(manifest.data).map(([id, document]) => [documentId(id), document]));
  }
  context.addIssue('must be the path of a readable JSON file, an object of hash to document');
  return z.NEVER;
});

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
