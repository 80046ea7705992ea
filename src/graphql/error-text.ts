import { type GraphQLError, Kind } from 'graphql';

const SIGN = '"(?:[!$&():=@[\\]{|}]|\\.\\.\\.)"';
const TOKEN = `(?:${SIGN}|<EOF>|Name|Int|Float|String|BlockString|Comment)`;
/** The part of a parser's message that names kinds of tokens, before it repeats one. */
const SYNTAX = new RegExp(
  `^Syntax Error: (?:Expected ${TOKEN}, found ${TOKEN}|Unexpected ${TOKEN}|Unterminated string)`,
);

const VALUE_KINDS: ReadonlySet<string> = new Set([
  Kind.STRING,
  Kind.INT,
  Kind.FLOAT,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);
/** The part of a validation message that names the type, before it repeats the value. */
const OF_TYPE =
  /^(?:Expected value of type "[\w![\]]+"|(?:Enum )?"?\w+"? cannot represent (?:a )?non[- ]\w+ value|Int cannot represent non 32-bit signed integer value|Field "\w+(?:\.\w+)?" of required type "[\w![\]]+" was not provided)/;

/**
 * The message of an error without values of the request: the messages of graphql-js repeat them, and a value may be a card's.
 * Only parts that name types or kinds of tokens are kept.
 */
export function withoutValues(error: GraphQLError): string {
  const { message, nodes } = error;
  if (message.startsWith('Syntax Error')) return `${SYNTAX.exec(message)?.[0] ?? 'Syntax Error'}.`;
  if (message.startsWith('Unknown operation named')) return 'The document has no operation of this name.';
  const [node] = nodes ?? [];
  if (node !== undefined && VALUE_KINDS.has(node.kind))
    return `${OF_TYPE.exec(message)?.[0] ?? 'A value does not fit its type'}.`;
  return message;
}

/** Removes suggestions of names: with introspection off, they would reveal the schema piece by piece. */
export function withoutSuggestions(message: string): string {
  return message.replace(/ Did you mean .*\?$/s, '');
}
