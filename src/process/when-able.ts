import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 200;

/**
 * Resolves when a program can do its work, or is told to stop.
 * @param cause why it cannot do it now, in a word; null where it can
 * @param onWaiting told each cause once, when the program begins to wait for it
 */
export async function whenAble(
  cause: () => string | null,
  onWaiting: (cause: string) => void,
  isStopping: () => boolean,
): Promise<void> {
  let told: string | null = null;
  for (;;) {
    const now = cause();
    if (now === null || isStopping()) return;
    if (now !== told) onWaiting(now);
    told = now;
    await sleep(LOOK_MS, undefined, { ref: false });
  }
}
