/** Reasons that name types and fields only. */
const HARMLESS_REASON =
  /^(?:Expected non-nullable type|Expected type "\w+" to be an object|Field "\w+" (?:of required type|is not defined by type))/;

/**
 * What GraphQL says of a request, without what the request said: its own messages repeat values, and a value may be a
 * card's.
 */
export function withoutValues(message: string): string {
  const variable = /^Variable "(\$\w+)" got invalid value .*?(?: at "([\w.[\]]+)")?; (?:(.*))$/s.exec(
    message,
  );
  if (variable !== null) {
    const [, name, place, reason = ''] = variable;
    const where = place === undefined ? '' : ` at "${place}"`;
    const why = HARMLESS_REASON.test(reason) ? reason : 'its type does not take it.';
    return `Variable "${name}" got an invalid value${where}; ${why}`;
  }
  return message
    .replace(/(cannot represent [^:"]+): .*$/s, '$1.')
    .replace(/^(Expected value of type "[^"]+"), found .*$/s, '$1.')
    .replace(/^Value .* does not exist in ("\w+" enum)/s, 'The value does not exist in $1')
    .replace(/(String|BlockString|Int|Float) ".*"/s, '$1');
}

/** Without the names that GraphQL suggests: where the schema is not told, they would tell it piece by piece. */
export function withoutSuggestions(message: string): string {
  return message.replace(/ Did you mean .*\?$/s, '');
}
