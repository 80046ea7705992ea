import { GraphQLError } from 'graphql';

/** Longest text in an argument. No field of a card is longer, and comparing names of this length is still fast. */
export const MAX_CHARACTERS = 1000;

/**
 * Returns the text if it is short enough.
 * @throws GraphQLError (BAD_USER_INPUT) if it is longer than `MAX_CHARACTERS`; the message does not repeat the text
 */
export function shortText(argument: string, text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  throw badInput(`\`${argument}\` has ${text.length} characters; at most ${MAX_CHARACTERS} are allowed.`);
}

/** The error for a wrong argument; `message` says what was found and what is allowed. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
