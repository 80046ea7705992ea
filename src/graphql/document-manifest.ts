import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Documents by their id, without `sha256:` before it. */
export type PersistedDocuments = ReadonlyMap<string, string>;

const Manifest = z.record(z.string().min(1), z.string().min(1));

/** Some code generators write `sha256:` before the hash, and some clients send it without. */
export function documentId(id: string): string {
  return id.replace(/^sha256:/, '');
}

/**
 * Reads a manifest as code generators write it: a JSON object of hash to document.
 * @returns null where the file cannot be read or is no such object
 */
export function readManifest(path: string | URL): PersistedDocuments | null {
  const manifest = Manifest.safeParse(jsonOf(path));
  if (!manifest.success) return null;
  return new Map(Object.entries(manifest.data).map(([id, document]) => [documentId(id), document]));
}

function jsonOf(path: string | URL): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
