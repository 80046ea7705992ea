import type { Writable } from 'node:stream';
import { CommandError, codeOf, EXIT } from '../failure.js';
import type { Format } from './format.js';
import type { Output } from './output.js';

/** An output to a stream, as standard output is. It has no rows of earlier runs. */
export function createStreamOutput(stream: Writable, format: Format): Output {
  // Without a listener, a closed pipe would end the process with an exception.
  stream.on('error', () => {});
  const write = (text: string) =>
    new Promise<void>((resolve, reject) => {
      stream.write(text, (error) => {
        if (error) reject(new CommandError(`The output was closed: ${codeOf(error)}.`, EXIT.BROKEN_OFF));
        else resolve();
      });
    });
  return {
    earlier: () => undefined,
    rows: () => [],
    write: (record) => write(format.line(record) + format.lineEnd),
    finish: async () => {},
    close: async () => null,
  };
}
