#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { parseCommand, type ServiceCommand } from './cli/arguments.js';
import { CommandError, codeOf, EXIT } from './cli/failure.js';
import { USAGE } from './cli/usage.js';
import { beforeExit } from './engine/threads/before-exit.js';
import { placeOf } from './observability/fault.js';

const SIGNALS = { SIGINT: EXIT.INTERRUPTED, SIGTERM: EXIT.TERMINATED } as const;

const exitCode = await run();
// A service ends itself.
if (exitCode !== null) await exit(exitCode);

async function exit(code: number): Promise<never> {
  await beforeExit();
  process.exit(code);
}

async function run(): Promise<number | null> {
  try {
    const command = parseCommand(process.argv.slice(2));
    if (command.name === 'help') return print(USAGE);
    if (command.name === 'version') return print(`${version()}\n`);
    if (command.name === 'serve' || command.name === 'worker') return await service(command);
    if (command.name === 'schema') return print((await import('./library/schema.js')).sdl);
    if (command.name === 'nik' || command.name === 'check') {
      const { runCheck } = await import('./cli/check-command.js');
      const checked = await runCheck(command, process.stdin);
      return print(checked.json, checked.exitCode);
    }
    const { stop, stoppedWith } = stopOnSignals();
    // The engine is loaded where it is needed: a wrong command line is told at once.
    const { runRead } = await import('./cli/read-command.js');
    const { env: environment, stdout, stderr } = process;
    const exitCode = await runRead(command, { environment, stdout, stderr, stop });
    return stoppedWith() ?? exitCode;
  } catch (error) {
    if (error instanceof CommandError) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    // A message may repeat a card.
    process.stderr.write(`A fault of this program: ${JSON.stringify(placeOf(error))}\n`);
    return EXIT.BROKEN_OFF;
  }
}

/** Becomes the gateway or a worker. */
async function service(command: ServiceCommand): Promise<null> {
  const { name, envFiles, optionalEnvFiles } = command;
  // Node reads both options itself, wherever they stand; this is for what starts the program in another way. What is set stays.
  for (const file of envFiles) loadSettings(file);
  for (const file of optionalEnvFiles.filter((each) => existsSync(each))) loadSettings(file);
  if (command.name === 'serve' && command.fit) process.env.FIT_IMAGES = 'true';
  if (name === 'serve') await import('./main.js');
  else await import('./worker.js');
  return null;
}

function loadSettings(file: string): void {
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new CommandError(`--env-file cannot be read: ${codeOf(error)}.`);
  }
}

/** The first signal stops in order, a second one at once: what is written by then is whole all the same. */
function stopOnSignals() {
  const controller = new AbortController();
  let exitCode: number | undefined;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (exitCode !== undefined) return void exit(code);
      exitCode = code;
      controller.abort();
      process.stderr.write(
        'Stopping when the pictures in progress are read. Interrupt again to stop at once.\n',
      );
    });
  }
  return { stop: controller.signal, stoppedWith: () => exitCode };
}

function print(text: string, exitCode: number = EXIT.ALL_READ): Promise<number> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve(exitCode)));
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
