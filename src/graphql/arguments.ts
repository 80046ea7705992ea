import { GraphQLError } from 'graphql';

/** Longer than anything that is printed in one field of a card, and short enough to cost nothing. */
export const MAX_CHARACTERS = 1000;

/**
 * The text itself.
 * @throws GraphQLError (BAD_USER_INPUT) where it is too long to be what the argument asks for; the text is not repeated in it
 */
export function shortText(argument: string, text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  throw badInput(`\`${argument}\` has ${text.length} characters; at most ${MAX_CHARACTERS} are allowed.`);
}

/** An argument that cannot be worked with; `message` says what was found and what is allowed. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
