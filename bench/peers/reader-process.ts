/** A reader in a process of its own: `reader-process.ts NAME THREADS PACKAGES`; asked and answering by messages. */
import type { ReaderName } from './names.js';
import type { Outcome, Question, Reply } from './protocol.js';
import { type CardReader, makeReader } from './reader.js';
import { cpuMs } from './usage.js';

const [name, threads, packages] = process.argv.slice(2) as [ReaderName, string, string];
let reader: CardReader | null = null;

process.on('message', (question: Question) => {
  answer(question).then(
    (value) => reply({ id: question.id, value }),
    (error: unknown) =>
      reply({ id: question.id, failed: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit());

async function answer(question: Question) {
  switch (question.kind) {
    case 'warm-up': {
      const pictures = question.pictures.map((picture) => Buffer.from(picture));
      reader = await makeReader(name, { threads: Number(threads), packages, pictures });
      return { threading: reader.threading };
    }
    case 'read':
      return read(question);
    case 'usage':
      return { cpuMs: cpuMs(), rss: process.memoryUsage.rss() };
  }
}

async function read({ bytes, wanted }: Extract<Question, { kind: 'read' }>): Promise<Outcome> {
  if (reader === null) throw new Error('The reader was not warmed up.');
  const picture = Buffer.from(bytes);
  const [started, cpu] = [performance.now(), cpuMs()];
  const { reading, refused } = await reader.read(picture, wanted);
  return { reading, refused, wallMs: performance.now() - started, cpuMs: cpuMs() - cpu };
}

function reply(message: Reply): void {
  process.send?.(message);
}
