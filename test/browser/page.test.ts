import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { SANDBOX_NAMES } from '../../src/engine/sandbox/engine.js';
import { schema } from '../../src/graphql/schema.js';
import type { ReadForPageMutation } from '../../web/generated/graphql.js';
import { card } from '../support/cards.js';
import { compiled } from '../support/compiled.js';
import { photo, TURNS } from '../support/photos.js';
import { DESKTOP, describeInBrowser, expectAccessible, PHONE, shoot, useStage } from './support.js';

const ROOT = new URL('../../', import.meta.url);
const file = (path: string) => fileURLToPath(new URL(path, ROOT));

const read = (page: Page) => page.locator('#result').waitFor({ state: 'visible' });
const answer = async (page: Page): Promise<ReadForPageMutation['ocrKtp']> =>
  JSON.parse((await page.locator('#answer').textContent()) as string).data.ocrKtp;
/** What is wider than its place, and texts that run into the next cell. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('html, section, figure, td, th, button, li, dd')]
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
      .map(({ tagName, textContent }) => `${tagName} ${textContent?.slice(0, 40)}`),
  );
const status = (page: Page) => page.locator('#status').textContent();

const built = () =>
  beforeAll(() => {
    execFileSync(process.execPath, [compiled('scripts/build-page.ts')], { cwd: file('.') });
  });

describeInBrowser('the page', () => {
  built();
  const stage = useStage();

  it.each([
    ['desktop, light', { ...DESKTOP, colorScheme: 'light' as const }],
    ['desktop, dark', { ...DESKTOP, colorScheme: 'dark' as const }],
    ['phone, light', { ...PHONE, colorScheme: 'light' as const }],
    ['phone, dark', { ...PHONE, colorScheme: 'dark' as const }],
  ])('reads a specimen, %s', async (name, options) => {
    stage.complaints.length = 0;
    const page = await stage.open('/', options);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Good picture' }).click();
    await read(page);
    expect(await status(page)).toBe('The card was read.');
    const row = page.getByRole('row', { name: 'Date of birth' });
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      '14-09-1978',
      '14 September 1978',
      expect.stringMatching(/^\d+%/),
    ]);
    expect(await page.locator('#name').textContent()).toBe('HESTI');
    expect(await page.locator('#number').innerText()).toMatch(/^350513\s540978\s0016$/);
    expect(await page.locator('.digits').textContent()).toContain('Panggungrejo');
    expect(await page.locator('polygon').count()).toBeGreaterThan(15);
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    expect(await page.locator('polygon.shown').count()).toBe(1);
    for (const language of ['Bahasa Indonesia', 'English']) {
      await page.getByRole('button', { name: language }).click();
      expect(await overflowing(page)).toEqual([]);
      if (options.isMobile !== true) {
        for (const width of [600, 720, 900, 1190, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          expect([width, ...(await overflowing(page))]).toEqual([width]);
        }
      }
      if (language !== 'English') await shoot(page, `page-${name.replace(', ', '-')}-id`);
    }
    await expectAccessible(page);
    await shoot(page, `page-${name.replace(', ', '-')}`);
    expect(stage.complaints).toEqual([]);
    await page.context().close();
  });

  it('says what contradicts, in the language that is chosen', async () => {
    const page = await stage.open('/', { ...DESKTOP, locale: 'id-ID' });
    await page.getByRole('button', { name: 'Data bertentangan' }).click();
    await read(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    expect(await status(page)).toMatch(/^Kartu terbaca; ada \d+ hal yang perlu dilihat\.$/);
    const findings = page.locator('#findings li');
    expect(await findings.filter({ hasText: 'NIK_' }).count()).toBeGreaterThan(0);
    const inIndonesian = await findings.first().textContent();
    await shoot(page, 'page-contradictions-id');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await status(page)).toMatch(/^The card was read; /);
    expect(await findings.first().textContent()).not.toBe(inIndonesian);
    await expectAccessible(page);
    await page.context().close();
  });

  it('tells how to take a poor picture again', async () => {
    const page = await stage.open('/', PHONE);
    await page.getByRole('button', { name: 'Poor picture' }).click();
    await read(page);
    expect(await page.locator('#hints li').count()).toBeGreaterThan(0);
    expect(await page.locator('#hints').textContent()).toMatch(/dark|blurred/);
    await shoot(page, 'page-poor-phone');
    await page.context().close();
  });

  it('shows every error and every hint of the sandbox', async () => {
    const page = await stage.open('/');
    for (const name of SANDBOX_NAMES) {
      await page.getByRole('combobox').selectOption(name);
      await read(page);
      const result = await answer(page);
      if (name.startsWith('hint-')) {
        const [hint] = ('imageQuality' in result && result.imageQuality?.hints) || [];
        expect(hint?.code).toBe(name.slice('hint-'.length).toUpperCase().replaceAll('-', '_'));
        expect(await page.locator('#hints li').allTextContents()).toEqual([hint?.adviceInEnglish]);
      } else {
        expect(await page.locator('#error-title').textContent()).toBe(await status(page));
        expect(await page.locator('#error-detail').textContent()).toContain(result.transactionId);
        await shoot(page, `error-${name}`);
      }
      await expectAccessible(page);
    }
    await page.context().close();
  });

  it.each([90, 180, 270])('turns a picture upright that was turned by %i degrees', async (degrees) => {
    const page = await stage.open('/');
    const upright = await sharp(file('web/specimen.jpg')).jpeg().toBuffer();
    const buffer = await sharp(upright).rotate(degrees).jpeg({ quality: 95 }).toBuffer();
    await page.locator('.files').setInputFiles({ name: 'turned.jpg', mimeType: 'image/jpeg', buffer });
    await read(page);
    const canvas = page.locator('#frame canvas');
    const shown = await canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL('image/png'));
    const [seen, expected] = await Promise.all(
      [Buffer.from(shown.slice(shown.indexOf(',') + 1), 'base64'), upright].map((bytes) =>
        sharp(bytes).removeAlpha().resize(24, 16, { fit: 'fill' }).greyscale().raw().toBuffer(),
      ),
    );
    const differences = [...(seen as Buffer)].map((value, at) => Math.abs(value - (expected?.[at] ?? 0)));
    expect(Math.max(...differences)).toBeLessThan(16);
    await shoot(page, `page-turned-${degrees}`);
    await page.context().close();
  });

  it('puts the boxes of a card that lies on its side over its print', async () => {
    const page = await stage.open('/');
    await page.locator('.files').setInputFiles(file('test/fixtures/cards/turned.jpg'));
    await read(page);
    const tops = await page
      .locator('polygon')
      .evaluateAll((boxes) => boxes.map((box) => 100 * (box as SVGPolygonElement).points[0]!.y));
    expect(tops.length).toBeGreaterThan(15);
    // From the province's line down to the last: rows, not columns.
    expect(Math.max(...tops) - Math.min(...tops)).toBeGreaterThan(30);
    const canvas = page.locator('#frame canvas');
    expect(await canvas.evaluate(({ width, height }: HTMLCanvasElement) => width > height)).toBe(true);
    await shoot(page, 'page-turned');
    await page.context().close();
  });

  it('makes a large picture smaller', async () => {
    const page = await stage.open('/');
    const large = await sharp(file('web/specimen.jpg'))
      .resize({ width: 4800 })
      .jpeg({ quality: 98 })
      .toBuffer();
    expect(large.length).toBeGreaterThan(2 * 1024 * 1024);
    await page.locator('.files').setInputFiles({ name: 'large.jpg', mimeType: 'image/jpeg', buffer: large });
    await read(page);
    expect(await page.getByRole('row', { name: 'NIK' }).textContent()).toContain('3505135409780016');
    await page.context().close();
  });

  it('reads photos as phones take them, whatever their weight and however they were held', async () => {
    const page = await stage.open('/');
    const { idNumber } = card('clean-man').printed;
    const turned = TURNS.map((turn) => [3, turn] as const);
    for (const [megabytes, turn] of [...turned, [5, 6] as const, [9, 8] as const]) {
      const buffer = await photo(megabytes, turn);
      await page.locator('.files').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
      await read(page);
      expect([megabytes, turn, await page.getByRole('row', { name: 'NIK' }).textContent()]).toEqual([
        megabytes,
        turn,
        expect.stringContaining(idNumber as string),
      ]);
    }
    await page.context().close();
  }, 300_000);

  it.each(['webp', 'avif'] as const)('reads %s as well', async (format) => {
    const page = await stage.open('/');
    const buffer = await sharp(file('web/specimen.jpg')).toFormat(format).toBuffer();
    await page.locator('.files').setInputFiles({ name: 'card', mimeType: `image/${format}`, buffer });
    await read(page);
    expect(await page.getByRole('row', { name: 'NIK' }).textContent()).toContain('3505135409780016');
    await page.context().close();
  });

  it('reads several, shows each, and says which fields to compare, by outlines that lie on tilted print', async () => {
    const page = await stage.open('/', { ...PHONE, colorScheme: 'light' });
    const cards = ['specimen-dim.jpg', 'specimen.jpg', 'sandbox/quota-exceeded.jpg'];
    await page.locator('.files').setInputFiles(cards.map((name) => file(`web/${name}`)));
    await page.getByRole('button', { name: '3 · Picture' }).waitFor();
    expect(await page.getByText('2 of 3 pictures were read.').count()).toBe(1);
    expect(await page.locator('#findings .WARNING').count()).toBeGreaterThan(0);
    await shoot(page, 'page-several-phone');
    await page.getByRole('button', { name: '2 · HESTI' }).click();
    expect(await status(page)).toBe('The card was read.');
    // Of a card that lies askew, the text falls.
    const falls = await page.locator('polygon').evaluateAll((boxes) =>
      boxes.map((box) => {
        const [left, right] = (box as SVGPolygonElement).points as unknown as DOMPoint[];
        return left!.y - right!.y;
      }),
    );
    expect(falls.filter((fall) => fall > 0.01).length).toBeGreaterThan(8);
    const seen = () =>
      page.locator('#frame canvas').evaluate((canvas) => canvas.getBoundingClientRect().bottom);
    await page.getByRole('button', { name: 'Valid until' }).click();
    expect(await page.locator('polygon.shown').count()).toBe(1);
    expect(await seen()).toBeGreaterThan(100);
    await page.screenshot({ path: file('artefacts/browser/page-field-phone.png') });
    await page.getByRole('button', { name: '3 · Picture' }).click();
    expect(await status(page)).toBe('The quota is used up');
    expect(await page.locator('#name').isVisible()).toBe(false);
    await page.context().close();
  });

  it('speaks the language that was chosen the last time, values too', async () => {
    const page = await stage.open('/');
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
    await page.reload();
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    await page.getByRole('button', { name: 'Foto baik' }).click();
    await read(page);
    const value = (field: string) =>
      page.getByRole('row', { name: field }).getByRole('cell').nth(1).textContent();
    expect(
      await Promise.all(['Jenis kelamin', 'Tanggal lahir', 'Kewarganegaraan', 'Berlaku hingga'].map(value)),
    ).toEqual(['Perempuan', '14 September 1978', 'WNI', 'Seumur hidup']);
    await page.context().close();
  });

  it('says what a file is that is no picture for it, and that there is no connection', async () => {
    const page = await stage.open('/');
    const heic = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypheic\0\0\0\0mif1heic'),
      Buffer.alloc(400),
    ]);
    await page.locator('.files').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: heic });
    await read(page);
    expect(await page.locator('#error').textContent()).toContain('Most Compatible');
    await page.context().setOffline(true);
    await page.locator('.files').setInputFiles(file('web/specimen.jpg'));
    await page.getByText('There is no connection').waitFor({ timeout: 100_000 });
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await read(page);
    expect(await page.locator('#number').innerText()).toContain('350513');
    await page.context().close();
  });

  it('takes a picture that is pasted or dropped, and can forget it', async () => {
    const page = await stage.open('/');
    const bytes = [...readFileSync(file('web/sandbox/service-busy.jpg'))];
    for (const type of ['paste', 'drop']) {
      await page.evaluate(
        ([kind, data]) => {
          const transfer = new DataTransfer();
          transfer.items.add(
            new File([new Uint8Array(data as number[])], 'card.jpg', { type: 'image/jpeg' }),
          );
          const event =
            kind === 'paste'
              ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true })
              : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
        },
        [type, bytes] as const,
      );
      await read(page);
      expect(await status(page)).toBe('The service is busy');
      await page.getByRole('button', { name: 'Clear the picture and the result' }).click();
      expect(await page.locator('#result').isVisible()).toBe(false);
      expect(await page.locator('#answer').textContent()).toBe('');
    }
    await page.context().close();
  });

  it('is used by keyboard, and copies the answer', async () => {
    const page = await stage.open('/', { ...DESKTOP, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Good picture' }).focus();
    await page.keyboard.press('Enter');
    await read(page);
    await page.locator('#json summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-copy=answer]').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Copied.').waitFor();
    const query = (await page.locator('#query').textContent()) as string;
    expect(query).toMatch(/^mutation ReadForPage\(/);
    expect(validate(schema, parse(query))).toEqual([]);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(copied).data.ocrKtp.card.nik.number).toBe('3505135409780016');
    await shoot(page, 'page-json');
    await expectAccessible(page);
    const kept = await page.evaluate(
      () => localStorage.length + sessionStorage.length + document.cookie.length,
    );
    expect(kept).toBe(0);
    await page.context().close();
  });
});

describeInBrowser('the page of a gateway with keys', () => {
  built();
  const stage = useStage({ API_KEYS: 'a-key-of-sixteen-or-more' });

  it('asks for the key and sends the picture again', async () => {
    const page = await stage.open('/');
    await page.getByRole('button', { name: 'Good picture' }).click();
    await page.getByText('This server asks for an API key').waitFor();
    await page.getByLabel('API key of this server').fill('a-key-of-sixteen-or-more');
    await page.keyboard.press('Enter');
    await read(page);
    expect(await status(page)).toBe('The card was read.');
    await page.context().close();
  });
});

describeInBrowser('the page of a gateway that takes persisted documents only', () => {
  built();
  const stage = useStage({
    // A manifest without the page's own document.
    PERSISTED_DOCUMENTS: file('src/cli/generated/persisted-documents.json'),
    PERSISTED_ONLY: 'true',
  });

  it('reads a card, and does not point at GraphiQL', async () => {
    const page = await stage.open('/');
    await page.getByRole('button', { name: 'Good picture' }).click();
    await read(page);
    expect(await status(page)).toBe('The card was read.');
    expect(await page.locator('#graphiql').isVisible()).toBe(false);
    expect(stage.complaints).toEqual([]);
    await page.context().close();
  });
});
