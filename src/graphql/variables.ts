import {
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { GraphQLUpload } from 'graphql-upload-minimal';

/** Values in all variables of a request, each item of a list and each field of an object counted. All fields of a card are 18. */
export const MAX_VALUES = 1000;

interface Mistake {
  /** `input.names[3]`, of names in the schema and of indexes only. */
  readonly path: string;
  readonly reason: string;
  readonly code: string;
}

const SEND_A_FILE =
  'an Upload is a file: send it by the GraphQL multipart request specification (https://github.com/jaydenseric/graphql-multipart-request-spec) as docs/clients.md shows.';

/**
 * What is wrong with the variables of an operation, or null. It stops at the first mistake and never makes a value into text: an
 * executor makes an error for each mistake, with the whole value in each, so that a small request costs minutes.
 * @param variables as sent
 */
export function faultInVariables(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): GraphQLError | null {
  const count = { left: MAX_VALUES };
  for (const { variable, type: declared, defaultValue } of variableDefinitions) {
    const name = variable.name.value;
    const type = typeFromAST(schema, declared) as GraphQLInputType | undefined;
    // The validation names what is no input type.
    if (type === undefined) continue;
    const sent = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (sent === undefined && defaultValue !== undefined) continue;
    const mistake = mistakeIn(sent, type, name, count);
    if (mistake !== null) return fault(name, mistake);
  }
  return null;
}

function fault(name: string, { path, reason, code }: Mistake): GraphQLError {
  const where = path === name ? '' : ` at "${path}"`;
  return new GraphQLError(`Variable "$${name}" got an invalid value${where}; ${reason}`, {
    extensions: { code },
  });
}

function mistakeIn(
  value: unknown,
  type: GraphQLInputType,
  path: string,
  count: { left: number },
): Mistake | null {
  const mistake = (reason: string, code = 'BAD_USER_INPUT') => ({ path, reason, code });
  count.left -= 1;
  if (count.left < 0) return mistake(`all variables together hold more than ${MAX_VALUES} values.`);
  if (isNonNullType(type)) {
    if (value !== null && value !== undefined) return mistakeIn(value, type.ofType, path, count);
    return mistake(`Expected non-nullable type "${type}" not to be null.`);
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) {
    if (!Array.isArray(value)) return mistakeIn(value, type.ofType, path, count);
    return firstOf(value.length, (i) => mistakeIn(value[i], type.ofType, `${path}[${i}]`, count));
  }
  if (isInputObjectType(type)) {
    if (typeof value !== 'object' || Array.isArray(value))
      return mistake(`Expected type "${type}" to be an object.`);
    const fields = type.getFields();
    const keys = Object.keys(value);
    if (keys.some((key) => !Object.hasOwn(fields, key)))
      return mistake(`it has a field that is not defined by type "${type}".`);
    const object = value as Readonly<Record<string, unknown>>;
    for (const field of Object.values(fields)) {
      if (isRequiredInputField(field) && object[field.name] === undefined)
        return mistake(`Field "${field.name}" of required type "${field.type}" was not provided.`);
    }
    return firstOf(keys.length, (i) => {
      const key = keys[i] as string;
      const field = fields[key];
      return field === undefined || object[key] === undefined
        ? null
        : mistakeIn(object[key], field.type, `${path}.${key}`, count);
    });
  }
  if (type.name === GraphQLUpload.name)
    return parses(value, type) ? null : mistake(SEND_A_FILE, 'BAD_UPLOAD');
  return isPlain(value) && parses(value, type) ? null : mistake('its type does not take it.');
}

function firstOf(length: number, look: (index: number) => Mistake | null): Mistake | null {
  for (let i = 0; i < length; i += 1) {
    const mistake = look(i);
    if (mistake !== null) return mistake;
  }
  return null;
}

/** No scalar of the schema takes a list or an object, and its error would hold it as text. */
function isPlain(value: unknown): boolean {
  return typeof value !== 'object';
}

function parses(value: unknown, type: { parseValue(value: unknown): unknown }): boolean {
  try {
    return type.parseValue(value) !== undefined;
  } catch {
    return false;
  }
}
