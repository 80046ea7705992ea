import type { Writable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';

/** The progress that a person at a terminal sees. */
export interface Progress {
  start(total: number, done: number): void;
  done(read: boolean): void;
  note(text: string): void;
  stop(): void;
}

/** A progress bar if the stream is a terminal and the command is not quiet; else nothing is shown. */
export function createProgress(
  stream: Writable & { readonly isTTY?: boolean },
  { quiet }: { readonly quiet: boolean },
): Progress {
  if (!stream.isTTY || quiet) return { start: () => {}, done: () => {}, note: () => {}, stop: () => {} };
  let notRead = 0;
  const bar = new SingleBar(
    {
      stream: stream as NodeJS.WriteStream,
      format: '{bar} {value}/{total}, {notRead} not read, {eta_formatted} left{note}',
      // The command handles signals itself.
      gracefulExit: false,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  return {
    start: (total, done) => bar.start(total, done, { notRead, note: '' }),
    done(read) {
      if (!read) notRead += 1;
      bar.increment(1, { notRead, note: '' });
    },
    note: (text) => bar.update({ note: `; ${text}` }),
    stop: () => bar.stop(),
  };
}
