import { type GraphQLError, Kind } from 'graphql';

const SIGN = '"(?:[!$&():=@[\\]{|}]|\\.\\.\\.)"';
const TOKEN = `(?:${SIGN}|<EOF>|Name|Int|Float|String|BlockString|Comment)`;
/** What a parser says of kinds of tokens, up to where it repeats one. */
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
/** What a validation says of a value's type, up to where it repeats the value. */
const OF_TYPE =
  /^(?:Expected value of type "[\w![\]]+"|(?:Enum )?"?\w+"? cannot represent (?:a )?non[- ]\w+ value|Int cannot represent non 32-bit signed integer value|Field "\w+(?:\.\w+)?" of required type "[\w![\]]+" was not provided)/;

/**
 * What GraphQL says of a request, without what the request said: a library's sentence repeats values, and a value may be a card's.
 * Only what is known to name kinds of tokens and types is kept.
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

/** Without the names that GraphQL suggests: where the schema is not told, they would tell it piece by piece. */
export function withoutSuggestions(message: string): string {
  return message.replace(/ Did you mean .*\?$/s, '');
}
