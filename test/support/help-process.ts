/**
 * Asks programs for their help, one after another: most of what each takes to start is to load what they share.
 * A message names a program and its arguments; the answer is how a process of its own would have ended.
 */
import { pathToFileURL } from 'node:url';

export interface HelpRequest {
  /** A module of JavaScript. */
  readonly file: string;
  readonly args: readonly string[];
}

export interface Help {
  readonly code: number;
  readonly stdout: string;
}

class Exit extends Error {}

let asked = 0;
process.on('message', async (request: HelpRequest) => process.send?.(await helpOf(request)));

async function helpOf({ file, args }: HelpRequest): Promise<Help> {
  const { argv, exit } = process;
  const { write } = process.stdout;
  let stdout = '';
  let code: number | undefined;
  process.argv = [argv[0] as string, file, ...args];
  process.stdout.write = (text: unknown, ...more: unknown[]) => {
    // After its exit a process would have written nothing.
    if (code === undefined) stdout += text;
    const written = more.at(-1);
    if (typeof written === 'function') written();
    return true;
  };
  process.exit = (given?: unknown) => {
    code ??= Number(given ?? 0);
    throw new Exit();
  };
  try {
    asked += 1;
    // Under a name of its own it is run again; what it imports is not.
    await import(`${pathToFileURL(file).href}?${asked}`);
  } catch (error) {
    if (!(error instanceof Exit)) {
      code ??= 1;
      process.stderr.write(`${error}\n`);
    }
  } finally {
    Object.assign(process, { argv, exit });
    process.stdout.write = write;
  }
  return { code: code ?? 0, stdout };
}
