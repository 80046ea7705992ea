import busboy from 'busboy';
import { expect, it } from 'vitest';
import { keepToForm } from '../../src/reading/form-parser.js';

const BOUNDARY = 'a-boundary';
const FIELD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="one"`;
const FILE = `${FIELD}; filename="one.jpg"`;

/** The parts of a form that comes in these chunks, each with what is in it. */
function parts(chunks: readonly string[]): Promise<[string, string][]> {
  const parser = busboy({ headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` } });
  keepToForm(parser);
  const found: [string, string][] = [];
  parser.on('field', (name, content) => found.push([name, content]));
  parser.on('file', (name, file) => {
    const content: Buffer[] = [];
    file.on('data', (chunk) => content.push(chunk));
    file.on('end', () => found.push([name, Buffer.concat(content).toString()]));
    file.on('error', () => {});
  });
  return new Promise((resolve, reject) => {
    parser.on('error', reject);
    parser.on('close', () => resolve(found));
    for (const chunk of chunks) parser.write(chunk);
    parser.end();
  });
}

it.each<[string, string[]]>([
  ['in a file that then seems to begin', [`${FILE}\r\n\r\n--${BOUNDARY}\r\n--`]],
  [
    'in a field behind which others begin, in pieces',
    [`${FIELD}\r\n\r\n--${BOUNDARY}`, '\r\n', '\r\nContent-Type: te', 'xt', '/pl', `\r\n--${BOUNDARY}--\r\n`],
  ],
])('a boundary among headers is refused: %s', async (_, chunks) => {
  await expect(parts(chunks)).rejects.toThrow('Malformed part header');
});

it('what begins behind the last boundary is no part', async () => {
  const form = `${FIELD}\r\n\r\nsome text\r\n--${BOUNDARY}--\r\n--${BOUNDARY}\r\n${FILE}\r\n\r\nand more`;
  expect(await parts([form])).toEqual([['one', 'some text']]);
});

it('parts are read wherever a chunk ends', async () => {
  const form = `${FIELD}\r\n\r\nsome text\r\n${FILE}\r\n\r\n\r\n--\r\n\r\n${FIELD}\r\n\r\n\r\n--${BOUNDARY}--\r\n`;
  const expected = [
    ['one', 'some text'],
    ['one', '\r\n--\r\n'],
    ['one', ''],
  ];
  for (let at = 0; at <= form.length; at++) {
    const found = await parts([form.slice(0, at), form.slice(at)]);
    expect(found.sort(), `cut at ${at}`).toEqual(expected.sort());
  }
});
