import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { CommandError } from './failure.js';
import { COLUMNS, type Column, columnNamed } from './output/columns.js';

/** A parsed command line. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'schema' }
  | ServiceCommand
  | NikCommand
  | CheckCommand
  | ReadCommand;

/** A program that runs until it is stopped. */
export type ServiceCommand = ServeCommand | Service<'worker'>;

interface ServeCommand extends Service<'serve'> {
  /** Whether large pictures are made smaller, as with `FIT_IMAGES=true`. */
  readonly fit: boolean;
}

interface Service<Name> {
  readonly name: Name;
  /** Files of settings, as for Node's `--env-file`. */
  readonly envFiles: readonly string[];
  /** Files of settings that may be missing. */
  readonly optionalEnvFiles: readonly string[];
}

/** `ktp-gateway nik`. */
export interface NikCommand {
  readonly name: 'nik';
  /** Null: read it from standard input. */
  readonly number: string | null;
}

/** `ktp-gateway check`. */
export interface CheckCommand {
  readonly name: 'check';
  /** JSON, or the path of a file with JSON. Null: read it from standard input. */
  readonly input: string | null;
}

/** `ktp-gateway read`. */
export interface ReadCommand {
  readonly name: 'read';
  /** Files and folders. */
  readonly paths: readonly string[];
  /** Null: standard output. */
  readonly out: string | null;
  readonly format: OutputFormat;
  /** The GraphQL endpoint of a gateway. Null: read with the embedded engine. */
  readonly url: string | null;
  /** Pictures at once. Undefined: the reader's default. */
  readonly concurrency: number | undefined;
  readonly retry: boolean;
  readonly quiet: boolean;
}

/** The format of the output. */
export type OutputFormat =
  | { readonly name: 'jsonl' }
  | { readonly name: 'csv'; readonly columns: readonly Column[] | undefined; readonly excel: boolean }
  | { readonly name: 'xlsx'; readonly columns: readonly Column[] | undefined };

/** Formats, by the ending of the output's name. */
const FORMATS: Readonly<Record<string, OutputFormat['name']>> = {
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.csv': 'csv',
  '.xlsx': 'xlsx',
};
/** The name of all columns for `--columns`. */
const ALL_COLUMNS = 'all';
/** The most that `--concurrency` may be. */
const MAX_CONCURRENCY = 64;
const SEE_HELP = 'See ktp-gateway --help.';
const SERVICES: readonly ServiceCommand['name'][] = ['serve', 'worker'];
const SETTINGS = 'The settings of serve and worker, such as PORT, are environment variables.';

/** The commands, each with its options. */
const COMMANDS = {
  serve: ['env-file', 'env-file-if-exists', 'fit'],
  worker: ['env-file', 'env-file-if-exists'],
  read: ['out', 'columns', 'excel', 'url', 'concurrency', 'retry', 'quiet'],
  nik: [],
  check: [],
  schema: [],
} as const satisfies Record<string, readonly string[]>;
const NAMES = Object.keys(COMMANDS).join(', ');

/** Parses a command line. @throws CommandError if it is wrong */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [name, ...operands] = positionals;
  if (name === undefined) throw wrong(`No command was given; the commands are ${NAMES}.`);
  if (!isCommand(name)) throw wrong(`There is no command '${name}'; the commands are ${NAMES}.`);
  const known: readonly string[] = COMMANDS[name];
  const foreign = Object.keys(values).find((option) => !known.includes(option));
  if (foreign !== undefined) throw wrong(`${name} has no option --${foreign}.`);
  switch (name) {
    case 'serve':
      operand(name, operands, 0);
      return { name, ...envFilesIn(values), fit: values.fit ?? false };
    case 'worker':
      operand(name, operands, 0);
      return { name, ...envFilesIn(values) };
    case 'nik':
      return { name, number: operand(name, operands, 1, 'the number, or - for standard input') };
    case 'check':
      return { name, input: operand(name, operands, 1, 'JSON, a file of it, or - for standard input') };
    case 'schema':
      operand(name, operands, 0);
      return { name };
    case 'read':
      return readCommand(values, operands);
  }
}

function envFilesIn(values: ReturnType<typeof parsed>['values']) {
  return {
    envFiles: values['env-file'] ?? [],
    optionalEnvFiles: values['env-file-if-exists'] ?? [],
  };
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

/** The one operand of a command; null for `-`, and for commands without one. Error messages do not repeat it: it may be of a card. */
function operand(command: string, given: readonly string[], count: 0 | 1, what = ''): string | null {
  if (given.length === count) return given[0] === undefined || given[0] === '-' ? null : given[0];
  throw wrong(
    count === 0
      ? `${command} takes only options.`
      : `${command} takes one argument: ${what}; there are ${given.length}.`,
  );
}

function readCommand(values: ReturnType<typeof parsed>['values'], paths: readonly string[]): ReadCommand {
  if (paths.length === 0) throw wrong('No files or folders to read were given.');
  const out = values.out === undefined || values.out === '-' ? null : values.out;
  if (values.retry && out === null)
    throw wrong('--retry needs --out, the file that says what to read again.');
  return {
    name: 'read',
    paths,
    out,
    format: formatOf(out, values),
    url: values.url === undefined ? null : endpoint(values.url),
    concurrency: values.concurrency === undefined ? undefined : concurrencyOf(values.concurrency),
    retry: values.retry ?? false,
    quiet: values.quiet ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string', short: 'o' },
        columns: { type: 'string' },
        excel: { type: 'boolean' },
        url: { type: 'string', short: 'u' },
        concurrency: { type: 'string', short: 'c' },
        retry: { type: 'boolean' },
        quiet: { type: 'boolean', short: 'q' },
        'env-file': { type: 'string', multiple: true },
        'env-file-if-exists': { type: 'string', multiple: true },
        fit: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    // The message of Node names the option and what is wrong with it.
    const hint = SERVICES.some((name) => args.includes(name)) ? `\n${SETTINGS}` : '';
    throw wrong(`${(error as Error).message}${hint}`);
  }
}

function formatOf(out: string | null, { columns, excel }: ReturnType<typeof parsed>['values']): OutputFormat {
  const name = out === null ? 'jsonl' : FORMATS[extname(out).toLowerCase()];
  if (name === undefined) {
    throw wrong(
      `--out is '${out}'; it must end with ${Object.keys(FORMATS).join(', ')}, or be - for standard output.`,
    );
  }
  if (excel && name !== 'csv') {
    throw wrong(
      '--excel is only for an --out that ends with .csv; Excel opens one that ends with .xlsx without it.',
    );
  }
  if (name === 'jsonl') {
    if (columns !== undefined) throw wrong('--columns is for an --out that ends with .csv or .xlsx.');
    return { name };
  }
  const chosen = columns === undefined ? undefined : columnsOf(columns);
  return name === 'csv' ? { name, columns: chosen, excel: excel ?? false } : { name, columns: chosen };
}

function columnsOf(text: string): readonly Column[] {
  if (text.trim() === ALL_COLUMNS) return COLUMNS;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => columnNamed(name) === undefined);
  if (unknown.length > 0) {
    const known = COLUMNS.map(({ name }) => name).join(', ');
    throw wrong(
      `--columns names '${unknown.join("', '")}'; it must be ${ALL_COLUMNS}, or some of these, separated by commas: ${known}.`,
    );
  }
  const twice = names.filter((name, n) => names.indexOf(name) < n);
  if (twice.length > 0) throw wrong(`--columns names ${twice.join(', ')} twice.`);
  return names.flatMap((name) => columnNamed(name) ?? []);
}

function endpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw wrong("--url must be a gateway's address such as http://127.0.0.1:4000.");
  }
  if (url.username !== '' || url.password !== '') {
    throw wrong('--url must not contain a password; put a key into KTP_GATEWAY_KEY.');
  }
  if (url.pathname === '/') url.pathname = '/graphql';
  return url.href;
}

function concurrencyOf(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MAX_CONCURRENCY) return number;
  throw wrong(`--concurrency is '${text}'; it must be a whole number from 1 to ${MAX_CONCURRENCY}.`);
}

function wrong(message: string): CommandError {
  return new CommandError(`${message}\n${SEE_HELP}`);
}
