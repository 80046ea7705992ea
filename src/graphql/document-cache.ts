import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

const MAX_DOCUMENTS = 256;

/** Text written into a document, or a number of some length, may be a card's; what is sent as a variable is not cached at all. */
const MAY_HOLD_VALUES = /"|\d{4}/;

/** Parsed documents, by their text. Only such as hold no values: a cache outlives the request. */
export function createDocumentCache() {
  const documents = new LRUCache<string, DocumentNode>({ max: MAX_DOCUMENTS });
  return {
    get: (text: string) => documents.get(text),
    set: (text: string, document: DocumentNode) => {
      if (!MAY_HOLD_VALUES.test(text)) documents.set(text, document);
    },
  };
}
