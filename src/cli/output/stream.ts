import type { Writable } from 'node:stream';
import { CommandError, codeOf, EXIT } from '../failure.js';
import type { Format } from './format.js';
import type { Output } from './output.js';

/**
 * Writes a text to a stream, as standard output is.
 * @throws CommandError if the stream was closed or takes nothing
 */
export function writeTo(stream: Writable, text: string): Promise<void> {
  // Without a listener, a closed pipe would end the process with an exception.
  if (!stream.listeners('error').includes(heard)) stream.on('error', heard);
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(new CommandError(`The output was closed: ${codeOf(error)}.`, EXIT.BROKEN_OFF));
      else resolve();
    });
  });
}

/** What is wrong is told by the write that failed. */
function heard(): void {}

/** An output to a stream. It has no rows of earlier runs. */
export function createStreamOutput(stream: Writable, format: Format): Output {
  return {
    earlier: () => undefined,
    rows: () => [],
    write: (record) => writeTo(stream, format.line(record) + format.lineEnd),
    finish: async () => {},
    close: async () => null,
  };
}
