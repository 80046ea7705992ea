import type { Intake } from '../image-limits.js';
import { openapiDocument } from '../rest/document/document.js';
import type { Handler } from './handler.js';
import { staticFile } from './static-file.js';

/**
 * The description of the REST API, for tools that make clients; no route at all where there is no such API, or the server does not
 * tell its schema.
 */
export function createOpenapiDocumentRoute(
  on: boolean,
  version: string,
  intake: Intake,
): Record<string, Handler> {
  if (!on) return {};
  const body = Buffer.from(JSON.stringify(openapiDocument(version, intake)));
  return { '/openapi.json': staticFile('openapi.json', body, "default-src 'none'") };
}
