#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import type { ServiceCommand } from './cli/arguments.js';
import { CommandError, codeOf, EXIT } from './cli/failure.js';
import { run } from './cli/run.js';
import { beforeExit } from './engine/threads/before-exit.js';

/** The exit code of each signal. */
const SIGNALS = { SIGINT: EXIT.INTERRUPTED, SIGTERM: EXIT.TERMINATED } as const;

const exitCode = await run(process.argv.slice(2), {
  process,
  version,
  become: service,
  listen: stopOnSignals,
});
// A service ends the process itself.
if (exitCode !== null) await exit(exitCode);

async function exit(code: number): Promise<never> {
  await beforeExit();
  process.exit(code);
}

/** Runs the gateway or a worker in this process. */
async function service(command: ServiceCommand): Promise<void> {
  const { name, envFiles, optionalEnvFiles } = command;
  // Node reads both options itself. This is for programs that start the command in another way. Variables that are set keep their values.
  for (const file of envFiles) loadSettings(file);
  for (const file of optionalEnvFiles.filter((each) => existsSync(each))) loadSettings(file);
  if (command.name === 'serve' && command.fit) process.env.FIT_IMAGES = 'true';
  if (name === 'serve') await import('./main.js');
  else await import('./worker.js');
}

function loadSettings(file: string): void {
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new CommandError(`--env-file cannot be read: ${codeOf(error)}.`);
  }
}

/** The first signal stops the command in order, the second at once. Either way all rows that were written are whole. */
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

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
