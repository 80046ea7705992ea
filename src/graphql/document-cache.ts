import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Documents kept; the one that was not used for the longest time goes first. */
const MAX_DOCUMENTS = 256;

/** A string or a long number in a document may be a value of a card. Variables are never cached. */
const MAY_HOLD_VALUES = /"|\d{4}/;

/** Parsed documents by their text. Documents that may hold values of a card are left out, because the cache outlives the request. */
export function createDocumentCache() {
  const documents = new LRUCache<string, DocumentNode>({ max: MAX_DOCUMENTS });
  return {
    get: (text: string) => documents.get(text),
    set: (text: string, document: DocumentNode) => {
      if (!MAY_HOLD_VALUES.test(text)) documents.set(text, document);
    },
  };
}
