import {
  type GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { refusal } from './refusal.js';

/** Enough for `checkNik` on a page of numbers. Without a limit a small document could ask for the same field a hundred times. */
export const MAX_ALIASES = 20;

/** At most `MAX_ALIASES` aliases in a document. */
export const aliasLimit: ValidationRule = (context) => {
  let aliases = 0;
  return {
    Field(field) {
      if (field.alias !== undefined) aliases += 1;
    },
    Document: {
      leave: () => {
        if (aliases <= MAX_ALIASES) return;
        const message = `The document has ${aliases} aliases; at most ${MAX_ALIASES} are allowed.`;
        context.reportError(tooComplex(message));
      },
    },
  };
};

/** Allows one `ocrKtp` or `ocrKtpBatch` in a request: each occupies an engine, and may cost money. */
export const oneReading: ValidationRule = (context) => ({
  OperationDefinition({ selectionSet }) {
    const readings = [...responseKeys(selectionSet, context)];
    if (readings.length <= 1) return;
    const message = `The request asks for ${readings.length} readings; ask for one, or send several pictures with ocrKtpBatch.`;
    context.reportError(tooComplex(message));
  },
});

/** The response keys of all readings. Selections with the same key are merged, so they count once. */
function responseKeys(
  selectionSet: SelectionSetNode,
  context: ValidationContext,
  keys = new Set<string>(),
  visited = new Set<string>(),
): Set<string> {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith('ocrKtp')) keys.add((selection.alias ?? selection.name).value);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      responseKeys(selection.selectionSet, context, keys, visited);
    } else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      const fragment = context.getFragment(selection.name.value);
      if (fragment) responseKeys(fragment.selectionSet, context, keys, visited);
    }
  }
  return keys;
}

/** The error `DOCUMENT_TOO_COMPLEX`, with HTTP status 400 for every media type. */
export function tooComplex(message: string): GraphQLError {
  return refusal('DOCUMENT_TOO_COMPLEX', message);
}
