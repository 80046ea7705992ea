import type { FileHandle } from 'node:fs/promises';

/** A line of a file, without its end. */
export interface Line {
  readonly text: string;
  /** Bytes of the file up to the end of this line. */
  readonly end: number;
  /** Whether the line has an end. Only the last line may have none. */
  readonly whole: boolean;
}

const LINE_FEED = 0x0a;

/** The lines of a file from its beginning. Only one chunk of the file is in memory at a time. The handle stays open. */
export async function* linesOf(handle: FileHandle): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let end = 0;
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = rest.indexOf(LINE_FEED); at !== -1; at = rest.indexOf(LINE_FEED, from)) {
      end += at + 1 - from;
      yield { text: rest.toString('utf8', from, at).replace(/\r$/, ''), end, whole: true };
      from = at + 1;
    }
    rest = rest.subarray(from);
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), end: end + rest.length, whole: false };
}
