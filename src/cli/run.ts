import { placeOf } from '../observability/fault.js';
import { parseCommand, type ServiceCommand } from './arguments.js';
import { CommandError, EXIT } from './failure.js';
import { writeTo } from './output/stream.js';
import type { Surroundings } from './read-command.js';
import { USAGE } from './usage.js';

/** What a command line gets from its process. */
export interface Terms extends Pick<Surroundings, 'engine'> {
  /** Node opens the streams when they are first used. Services do not use them. */
  readonly process: Pick<Surroundings, 'stdout' | 'stderr'> & {
    readonly env: Surroundings['environment'];
    readonly stdin: NodeJS.ReadableStream;
  };
  readonly version: () => string;
  /** Runs the gateway or a worker in this process. */
  readonly become: (service: ServiceCommand) => Promise<void>;
  /** Begins to listen for signals. `stop` fires at the first; `stoppedWith` returns its exit code. */
  readonly listen: () => { readonly stop: AbortSignal; readonly stoppedWith: () => number | undefined };
}

/**
 * Runs a command line, and prints its error if it fails.
 * @returns the exit code; null for a service, which ends itself
 */
export async function run(args: readonly string[], { process, ...terms }: Terms): Promise<number | null> {
  const print = async (text: string, exitCode: number = EXIT.ALL_READ) => {
    await writeTo(process.stdout, text);
    return exitCode;
  };
  try {
    const command = parseCommand(args);
    switch (command.name) {
      case 'help':
        return await print(USAGE);
      case 'version':
        return await print(`${terms.version()}\n`);
      case 'serve':
      case 'worker':
        await terms.become(command);
        return null;
      case 'schema':
        return await print((await import('../library/schema.js')).sdl);
      case 'nik':
      case 'check': {
        const { runCheck } = await import('./check-command.js');
        const checked = await runCheck(command, process.stdin);
        return await print(checked.json, checked.exitCode);
      }
      case 'read': {
        const { stop, stoppedWith } = terms.listen();
        // The engine is loaded only here, so that errors of the command line are printed at once.
        const { runRead } = await import('./read-command.js');
        const { env: environment, stdout, stderr } = process;
        const exitCode = await runRead(command, { environment, stdout, stderr, stop, engine: terms.engine });
        return stoppedWith() ?? exitCode;
      }
    }
  } catch (error) {
    if (error instanceof CommandError) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    // The message may repeat a value of a card.
    process.stderr.write(`A fault of this program: ${JSON.stringify(placeOf(error))}\n`);
    return EXIT.BROKEN_OFF;
  }
}
