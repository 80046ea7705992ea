import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandError } from '../../src/cli/failure.js';
import { readAll } from '../../src/cli/read-all.js';
import type { Reader } from '../../src/cli/reader.js';
import type { Answer, PictureRecord } from '../../src/cli/record.js';
import { temporary } from './support.js';

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
});
afterEach(() => folder.remove());

/** Pictures that hold their own number. */
const pictures = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const path = folder.path(`${n}.jpg`);
    writeFileSync(path, String(n));
    return path;
  });
const answer = {
  __typename: 'OcrNoResultError',
  code: 'OCR_NO_RESULT',
  message: 'A message.',
  retryable: false,
} as unknown as Answer;

/** Reads until it is told of each picture's end; what was written, and what was begun. */
function run(count: number, lanes: number) {
  const written: number[] = [];
  const begun: number[] = [];
  const ends = new Map<number, { resolve: (answer: Answer) => void; reject: (error: unknown) => void }>();
  const reader: Reader = {
    lanes,
    ready: async () => {},
    read(picture) {
      const number = Number(picture);
      begun.push(number);
      return new Promise((resolve, reject) => ends.set(number, { resolve, reject }));
    },
    close: async () => {},
  };
  const numberOf = ({ file }: PictureRecord) => Number(/(\d+)\.jpg$/.exec(file)?.[1]);
  const stop = new AbortController();
  const done = readAll({
    files: pictures(count),
    reader,
    output: {
      earlier: () => undefined,
      rows: () => [],
      write: async (record) => void written.push(numberOf(record)),
      finish: async () => {},
      close: async () => null,
    },
    stop: stop.signal,
    onDone: () => {},
  });
  // It is asked for below, after what makes it fail.
  done.catch(() => {});
  const begins = async (number: number) => {
    while (!begun.includes(number)) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    ...{ written, begun, done, stop, begins },
    async end(number: number) {
      await begins(number);
      ends.get(number)?.resolve(answer);
    },
    async fail(number: number, error: unknown) {
      await begins(number);
      ends.get(number)?.reject(error);
    },
  };
}

describe('rows', () => {
  it('are written in the order of the files, whichever is read first', async () => {
    const { end, written, done, begins } = run(5, 3);
    await end(2);
    await end(1);
    await end(3);
    await begins(4);
    expect(written).toEqual([]);
    await end(0);
    await end(4);
    await done;
    expect(written).toEqual([0, 1, 2, 3, 4]);
  });

  it('do not wait for the oldest in any number: four times as many as are read at once', async () => {
    const { end, begun, written, done, begins } = run(12, 2);
    for (let number = 1; number < 8; number += 1) await end(number);
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await end(0);
    await begins(9);
    expect(written).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (let number = 8; number < 12; number += 1) await end(number);
    await done;
    expect(written).toHaveLength(12);
  });

  it('that were read are written where an older one keeps the run from going on, and where the run is stopped', async () => {
    const broken = run(12, 3);
    for (const number of [1, 2, 3]) await broken.end(number);
    await broken.begins(5);
    await broken.fail(0, new CommandError('The gateway is gone.'));
    await broken.end(5);
    await broken.end(4);
    await expect(broken.done).rejects.toThrow('The gateway is gone.');
    expect(broken.written).toEqual([1, 2, 3, 4, 5]);

    const stopped = run(12, 2);
    for (let number = 1; number < 8; number += 1) await stopped.end(number);
    stopped.stop.abort();
    await stopped.end(0);
    await stopped.done;
    expect(stopped.written).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(stopped.begun).toHaveLength(8);
  });
});
