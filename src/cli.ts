#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import type { ServiceCommand } from './cli/arguments.js';
import { CommandError, codeOf, EXIT } from './cli/failure.js';
import { run } from './cli/run.js';
import { beforeExit } from './engine/threads/before-exit.js';

const SIGNALS = { SIGINT: EXIT.INTERRUPTED, SIGTERM: EXIT.TERMINATED } as const;

const exitCode = await run(process.argv.slice(2), {
  process,
  version,
  become: service,
  listen: stopOnSignals,
});
// A service ends itself.
if (exitCode !== null) await exit(exitCode);

async function exit(code: number): Promise<never> {
  await beforeExit();
  process.exit(code);
}

/** Becomes the gateway or a worker. */
async function service(command: ServiceCommand): Promise<void> {
  const { name, envFiles, optionalEnvFiles } = command;
  // Node reads both options itself, wherever they stand; this is for what starts the program in another way. What is set stays.
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

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
