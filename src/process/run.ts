import { misspelt } from '../config/misspelt.js';
import { beforeExit } from '../engine/threads/before-exit.js';
import type { Log } from '../observability/log.js';
import { startError } from './start-error.js';

/** Runs a program: says what its settings may have meant, and one clear message where it does not start. */
export async function run(what: 'gateway' | 'worker', start: () => Promise<void>): Promise<void> {
  for (const sentence of misspelt(process.env)) process.stderr.write(`${sentence}\n`);
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${startError(what, error)}\n`);
    await exit(1);
  }
}

/** Ends the process when that can be done. */
export async function exit(code: number): Promise<never> {
  await beforeExit();
  process.exit(code);
}

/** Has signals end a program that has begun nothing but threads, as soon as these let it. */
export function endAtOnce(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.removeAllListeners(signal).on(signal, () => exit(0));
}

/**
 * Has signals and faults that nobody caught end the program in order.
 * @param end ends it, for a signal or a fault and with an exit code; called twice it is to make haste
 * @param isEnding whether it is ending by now
 */
export function endInOrder(
  end: (signal: string, exitCode: number) => Promise<void>,
  isEnding: () => boolean,
  log: Log,
): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.removeAllListeners(signal).on(signal, () => end(signal, 0));
  }
  process.on('unhandledRejection', (fault) => log.fault(fault));
  // Node would print the message, which may repeat a card. What state the process is in is not known: it ends, but in order.
  process.on('uncaughtException', (fault) => {
    log.fault(fault);
    if (!isEnding()) void end('uncaughtException', 1);
  });
}
