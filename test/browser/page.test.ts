import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { SANDBOX_NAMES } from '../../src/engine/sandbox/engine.js';
import { schema } from '../../src/graphql/schema.js';
import type { ReadForPageMutation } from '../../web/generated/graphql.js';
import { card } from '../support/cards.js';
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

describeInBrowser('the page', () => {
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
      '1978-09-14',
      expect.stringMatching(/^\d+%/),
    ]);
    expect(await page.locator('.digits').textContent()).toContain('Panggungrejo');
    expect(await page.locator('.box').count()).toBeGreaterThan(15);
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    expect(await page.locator('.box.shown').count()).toBe(1);
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
    await page.locator('#file').setInputFiles({ name: 'turned.jpg', mimeType: 'image/jpeg', buffer });
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
    await page.locator('#file').setInputFiles(file('test/fixtures/cards/turned.jpg'));
    await read(page);
    const tops = await page
      .locator('.box')
      .evaluateAll((boxes) => boxes.map((box) => Number.parseFloat((box as HTMLElement).style.top)));
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
    await page.locator('#file').setInputFiles({ name: 'large.jpg', mimeType: 'image/jpeg', buffer: large });
    await page.getByText('Made smaller before sending').waitFor();
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
      await page.locator('#file').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
      await page.getByText('Made smaller before sending').waitFor();
      await read(page);
      expect([megabytes, turn, await page.getByRole('row', { name: 'NIK' }).textContent()]).toEqual([
        megabytes,
        turn,
        expect.stringContaining(idNumber as string),
      ]);
    }
    await page.context().close();
  }, 120_000);

  it.each(['webp', 'avif'] as const)('reads %s as well', async (format) => {
    const page = await stage.open('/');
    const buffer = await sharp(file('web/specimen.jpg')).toFormat(format).toBuffer();
    await page.locator('#file').setInputFiles({ name: 'card', mimeType: `image/${format}`, buffer });
    await read(page);
    expect(await page.getByRole('row', { name: 'NIK' }).textContent()).toContain('3505135409780016');
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
    await page.locator('summary').focus();
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
  const stage = useStage({ API_KEYS: 'a-key-of-sixteen-or-more' });

  it('asks for the key and sends the picture again', async () => {
    const page = await stage.open('/');
    await page.getByRole('button', { name: 'Good picture' }).click();
    await page.getByLabel('API key of this server').fill('a-key-of-sixteen-or-more');
    await page.getByRole('button', { name: 'Send again' }).click();
    await read(page);
    expect(await status(page)).toBe('The card was read.');
    await page.context().close();
  });
});

describeInBrowser('the page of a gateway that takes persisted documents only', () => {
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
