/** Whatever threads are in the middle of, a process that was told to end does. */
const MOST_MS = 30_000;

const ends = new Set<() => Promise<void>>();

/**
 * Has the end of the process wait for what must not be broken off.
 * @param end breaks it off as soon as that can be done
 * @returns what to call when it is over
 */
export function holdEnd(end: () => Promise<void>): () => void {
  ends.add(end);
  return () => ends.delete(end);
}

/**
 * Resolves when the process may exit: every way out of a program goes through here. It takes as long as what threads are in the
 * middle of, usually less than a second.
 */
export async function beforeExit(): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, MOST_MS);
  });
  await Promise.race([Promise.allSettled([...ends].map((end) => end())), patience]);
  clearTimeout(timer);
}
