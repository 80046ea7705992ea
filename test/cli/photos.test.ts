import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card } from '../support/cards.js';
import { Connection, oneUpload } from '../support/client.js';
import { compiled } from '../support/compiled.js';
import { PHOTO, photo, scenery, TURNS } from '../support/photos.js';
import { GatewayProcess } from '../support/process.js';
import { CARDS, CommandProcess, jsonRows, temporary } from './support.js';

const { idNumber } = card('clean-man').printed;

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
});
afterEach(() => folder.remove());

/** By a process of its own: what decodes large pictures allows all of its process fewer formats. */
const read = (...options: string[]) =>
  new CommandProcess(['read', '.', '-q', ...options], { cwd: folder.path() }).end();

/** Rows by file: the size that is told, and the number that was read. */
const told = (out: string) =>
  Object.fromEntries(
    jsonRows(out).map(({ file, code, card: found, imageQuality: quality }) => [
      file,
      [code, found?.raw.idNumber, quality?.width, quality?.height, quality?.bytes, quality?.mimeType],
    ]),
  );

async function photographs(): Promise<Record<string, unknown[]>> {
  const expected: Record<string, unknown[]> = {};
  const put = (name: string, bytes: Buffer, type: string, turned = false) => {
    writeFileSync(folder.path(name), bytes);
    const sides = turned ? [PHOTO.height, PHOTO.width] : [PHOTO.width, PHOTO.height];
    expected[name] = ['SUCCESS', idNumber, ...sides, bytes.length, `image/${type}`];
  };
  for (const turn of TURNS) put(`turn-${turn}.jpg`, await photo(3, turn), 'jpeg', turn > 4);
  put('five.jpg', await photo(5), 'jpeg');
  put('nine.jpg', await photo(9), 'jpeg');
  put('other.webp', await (await scenery()).webp({ effort: 0 }).toBuffer(), 'webp');
  return expected;
}

describe('the command', () => {
  it('reads photos as they come, whatever their weight and however they were held', async () => {
    const expected = await photographs();
    const { code, out } = await read();
    expect([code, told(out)]).toEqual([0, expected]);
  }, 120_000);

  describe('with a gateway that takes no large ones', () => {
    let gateway: GatewayProcess;
    let url: string;
    beforeAll(async () => {
      gateway = new GatewayProcess();
      url = (await gateway.ready()).url;
    });
    afterAll(() => gateway.kill());

    it('makes them smaller before they are sent, and speaks of them as they were', async () => {
      const expected = await photographs();
      const { code, out } = await read('--url', url);
      expect([code, told(out)]).toEqual([0, expected]);
    }, 120_000);

    it('lets the gateway judge what is wrong with a small picture, and says itself what is with a large one', async () => {
      writeFileSync(folder.path('heavy.jpg'), Buffer.concat([await photo(3), Buffer.alloc(20 * 1024 ** 2)]));
      writeFileSync(folder.path('note.jpg'), 'no picture');
      copyFileSync(join(CARDS, 'clean-man.jpg'), folder.path('card.jpg'));
      const { code, out } = await read('--url', url);
      const rows = jsonRows(out).toSorted((a, b) => (a.file < b.file ? -1 : 1));
      expect(code).toBe(2);
      expect(rows).toMatchObject([
        { file: 'card.jpg', code: 'SUCCESS' },
        {
          file: 'heavy.jpg',
          code: 'IMAGE_INVALID_SIZE',
          message: 'The picture has 20971520 bytes or more; it must have fewer.',
          retryable: false,
        },
        { file: 'note.jpg', code: 'IMAGE_INVALID_FORMAT' },
      ]);
      expect(rows[1]).not.toHaveProperty('transactionId');
      expect(rows[2]).toHaveProperty('transactionId');
    }, 60_000);
  });

  it('serves with --fit as with FIT_IMAGES=true', async () => {
    const serve = new GatewayProcess({}, { args: [compiled('src/cli.ts'), 'serve', '--fit'] });
    const connection = new Connection(await serve.ready());
    const query = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
    const { json } = await connection.upload(oneUpload(query, await photo(5)));
    expect(json).toEqual({ data: { ocrKtp: { __typename: 'OcrKtpSuccess' } } });
    connection.close();
    serve.signal('SIGTERM');
    expect(await serve.end()).toBe(0);
  }, 60_000);
});
