import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { describe, expect, it } from 'vitest';
import { searchNatively } from '../../../src/graphql/multipart/boundary-search.js';

const BOUNDARY = 'a-boundary';
/** What has the beginnings of boundaries in it, and no boundary. */
const NEARLY = `--\r--${BOUNDARY}\n\r\n\r\n--\r\r\n--${BOUNDARY.slice(0, -1)}\r\n`;

function part(headers: string, content: string): string {
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${content}\r\n`;
}

const BODY = `a preamble\r\n${part('name="text"', 'some text')}${part('name="one"; filename="one.jpg"', NEARLY)}${part('name="two"; filename="two.jpg"', '')}--${BOUNDARY}--\r\nan epilogue`;

const PARTS = [
  { name: 'text', content: 'some text' },
  { name: 'one', content: NEARLY },
  { name: 'two', content: '' },
];

/** The parts that a parser finds in a body that comes in these chunks. */
async function parts(chunks: readonly Buffer[]): Promise<{ name: string; content: string }[]> {
  const parser = busboy({ headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` } });
  searchNatively(parser);
  const found: { name: string; content: string }[] = [];
  parser.on('field', (name, content) => found.push({ name, content }));
  parser.on('file', (name, file: Readable) => {
    const entry = { name, content: '' };
    found.push(entry);
    file.on('error', () => {});
    file.on('data', (chunk: Buffer) => {
      entry.content += chunk.toString('latin1');
    });
  });
  return new Promise((resolve, reject) => {
    parser.on('error', reject);
    parser.on('close', () => resolve(found));
    for (const chunk of chunks) parser.write(chunk);
    parser.end();
  });
}

describe('boundaries are found', () => {
  const body = Buffer.from(BODY, 'latin1');

  it('wherever a chunk ends', async () => {
    for (let at = 0; at <= body.length; at++) {
      expect(await parts([body.subarray(0, at), body.subarray(at)]), `cut at ${at}`).toEqual(PARTS);
    }
  });

  it('in chunks of any size', async () => {
    for (let size = 1; size < 40; size++) {
      const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, n) =>
        body.subarray(n * size, (n + 1) * size),
      );
      expect(await parts(chunks), `chunks of ${size}`).toEqual(PARTS);
    }
  });

  it('at the very beginning of a body', async () => {
    expect(await parts([body.subarray('a preamble\r\n'.length)])).toEqual(PARTS);
  });
});

it('a body that ends in the beginning of a boundary breaks off', async () => {
  const cut = Buffer.from(`${part('name="one"; filename="one.jpg"', 'some text')}--${BOUNDARY.slice(0, 3)}`);
  await expect(parts([cut])).rejects.toThrow('Unexpected end of form');
});
