import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { execute, type GraphQLInputObjectType, getOperationAST, parse } from 'graphql';
import type { Context } from '../graphql/context.js';
import { schema } from '../graphql/schema.js';
import { faultInVariables } from '../graphql/variables.js';
import { operations } from '../library/schema.js';
import { todayInJakarta } from '../reading/clock.js';
import { loadRegions } from '../regions/store.js';
import type { CheckCommand, NikCommand } from './arguments.js';
import { CommandError, codeOf, EXIT } from './failure.js';

const FIELDS = Object.keys((schema.getType('KtpFieldsInput') as GraphQLInputObjectType).getFields());

/** The answer, and the exit code of the command. */
export interface Checked {
  readonly json: string;
  readonly exitCode: number;
}

/** Runs `checkNik` or `checkKtp` without a server, and returns the answer of GraphQL. */
export async function runCheck(
  command: NikCommand | CheckCommand,
  stdin: NodeJS.ReadableStream,
): Promise<Checked> {
  if (command.name === 'nik') {
    const { checkNik } = await ask('CheckNik', { nik: command.number ?? (await text(stdin)).trim() });
    return checked(checkNik, checkNik.valid);
  }
  const { checkKtp } = await ask('CheckKtp', { input: await fieldsOf(command.input, stdin) }, FIELDS);
  const bad = checkKtp.inconsistencies.some(({ severity }: { severity: string }) => severity !== 'INFO');
  return checked(checkKtp, !bad);
}

function checked(answer: unknown, inOrder: boolean): Checked {
  return {
    json: `${JSON.stringify(answer, null, 2)}\n`,
    exitCode: inOrder ? EXIT.ALL_READ : EXIT.SOME_NOT_READ,
  };
}

/**
 * The result of one of `schema/operations`.
 * @param allowed fields of its variable, to be named where that is refused
 * @throws CommandError if the schema refuses the variables; its message repeats no value
 */
async function ask(
  operation: string,
  variableValues: Record<string, unknown>,
  allowed: readonly string[] = [],
  // biome-ignore lint/suspicious/noExplicitAny: as the operation has it.
): Promise<any> {
  const services = { engines: [], regions: loadRegions(), today: todayInJakarta, onFault: () => {} };
  const document = parse(`${operations[operation]}${operations.fragments}`, { noLocation: true });
  const asked = getOperationAST(document);
  // The executor's own message would repeat the value.
  const fault = asked && faultInVariables(asked, variableValues, schema);
  if (fault) {
    const fields = allowed.length > 0 ? `\nThe fields are ${allowed.join(', ')}.` : '';
    throw new CommandError(`${fault.message}${fields}`);
  }
  const { data, errors } = await execute({
    schema,
    document,
    contextValue: { services } satisfies Record<keyof Pick<Context, 'services'>, object>,
    variableValues,
  });
  if (errors?.[0]) throw new CommandError(errors[0].message);
  return data;
}

async function fieldsOf(input: string | null, stdin: NodeJS.ReadableStream): Promise<unknown> {
  const json =
    input === null ? await text(stdin) : input.trimStart().startsWith('{') ? input : await load(input);
  try {
    return JSON.parse(json);
  } catch {
    // The parser's message would repeat part of the text.
    throw new CommandError('The input is not JSON; it must be an object such as {"idNumber": "…"}.');
  }
}

async function load(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(
      `The input is neither a JSON object such as {"idNumber": "…"} nor a file that can be read: ${codeOf(error)}.`,
    );
  }
}
