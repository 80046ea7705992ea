import {
  type GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { refusal } from './refusal.js';

/** Enough to ask for the same thing of a page full of cards; without a limit, one small document asks for it a hundred times. */
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

/** At most one reading a request: each takes an engine for as long as a whole request should, and may cost money. */
export const oneReading: ValidationRule = (context) => ({
  OperationDefinition({ selectionSet }) {
    const readings = [...responseKeys(selectionSet, context)];
    if (readings.length <= 1) return;
    const message = `The request asks for ${readings.length} readings; ask for one, or send several pictures with ocrKtpBatch.`;
    context.reportError(tooComplex(message));
  },
});

/** The names under which the answer would hold a reading. Two selections of one name are one field. */
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

/** HTTP 400 whatever the client accepts: this is no fault of the document's form. */
export function tooComplex(message: string): GraphQLError {
  return refusal('DOCUMENT_TOO_COMPLEX', message);
}
