import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: boolean }>>;

interface CommandLine<T extends Options> {
  /** What `--help` prints. */
  readonly usage: string;
  readonly options: T;
  readonly allowPositionals?: boolean;
  /** Whether the values are some that the bench can do with; it may throw an error that says which are not. */
  readonly valid?: (parsed: Parsed<T>) => boolean;
}

/** What the command line of a bench says. It ends the process with the usage for `--help`, and with exit code 2 for what is not understood. */
export function commandLine<T extends Options>({
  usage,
  options,
  allowPositionals = false,
  valid = () => true,
}: CommandLine<T>): Parsed<T> {
  try {
    const all = { ...options, help: { type: 'boolean' } } as const;
    const parsed = parseArgs({ options: all, allowPositionals });
    if ((parsed.values as { help?: boolean }).help) {
      console.log(usage);
      process.exit(0);
    }
    if (!valid(parsed as Parsed<T>)) throw new Error('a value is none of those allowed');
    return parsed as Parsed<T>;
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}

/** Whether all are whole numbers from 1. */
export function areCounts(...texts: readonly string[]): boolean {
  return texts.every((text) => /^[1-9]\d*$/.test(text));
}
