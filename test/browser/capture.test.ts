import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from 'graphql';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ReadNikDocument } from '../client/generated/graphql.js';
import { card } from '../support/cards.js';
import { writeVideo } from '../support/fake-camera.js';
import { startKitPage } from '../support/kit-page.js';
import { photo } from '../support/photos.js';
import { GatewayProcess } from '../support/process.js';
import { ARGS, CHROMIUM, DESKTOP, describeInBrowser, expectAccessible, PHONE, shoot } from './support.js';

const web = (path: string) => fileURLToPath(new URL(`../../web/${path}`, import.meta.url));
const NIK = print(ReadNikDocument);

/** What the element told, in order. */
interface Told {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the assertions judge it.
  readonly detail: any;
}

declare global {
  // What the page of the tests has; evaluated in it.
  var told: Told[];
}

describeInBrowser('<ktp-capture>', () => {
  let gateway: GatewayProcess;
  let url: string;
  let site: Awaited<ReturnType<typeof startKitPage>>;
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'ktp-capture-'));
  const video = join(folder, 'camera.y4m');

  beforeAll(async () => {
    // Each time another card: the number that is read tells when the picture was taken.
    await writeVideo(video, [
      { person: 'clean-man', cardWidth: 640, seconds: 2, light: 0.15 },
      { person: 'foreigner', cardWidth: 300, seconds: 2 },
      { person: 'dated', cardWidth: 560, seconds: 2, degrees: 20 },
      { person: 'long', cardWidth: 640, seconds: 2, glare: true },
      { person: 'mild', cardWidth: 640, seconds: 2, blur: 5 },
      { person: 'clean-woman', cardWidth: 640, seconds: 4 },
    ]);
    site = await startKitPage('http://127.0.0.1:*');
    gateway = new GatewayProcess({ SANDBOX: 'true', CORS_ORIGINS: site.url });
    url = `${(await gateway.ready()).url}/graphql`;
    const camera = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${video}`];
    browser = await chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, ...camera] });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    site?.close();
    gateway?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => Promise.all((browser?.contexts() ?? []).map((context) => context.close())));

  /** A page with the element, which notes what it tells. */
  async function open(
    attributes: Record<string, string> = {},
    options: BrowserContextOptions = DESKTOP,
  ): Promise<Page> {
    const context = await browser.newContext({ permissions: ['camera'], ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(site.url);
    await page.evaluate(
      async ([given, document]) => {
        await customElements.whenDefined('ktp-capture');
        const element = window.document.querySelector('ktp-capture')!;
        globalThis.told = [];
        for (const type of ['ktp-capture', 'ktp-progress', 'ktp-success', 'ktp-error', 'ktp-hint'] as const) {
          element.addEventListener(
            type,
            ({ type: name, detail }) => void globalThis.told.push({ type: name, detail }),
          );
        }
        element.document = document;
        for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
      },
      [{ url, ...attributes }, NIK] as const,
    );
    return page;
  }
  const until = (page: Page, type: string, count = 1) =>
    page.waitForFunction(([name, n]) => told.filter((each) => each.type === name).length >= n, [
      type,
      count,
    ] as const);
  const details = (page: Page, type: string) =>
    page.evaluate((name) => told.filter((each) => each.type === name).map(({ detail }) => detail), type);
  const status = (page: Page) => page.locator('.status').textContent();

  it('guides the hand, takes the picture by itself when it is good, and reads that card', async () => {
    const page = await open({ manual: '' }, { ...DESKTOP, colorScheme: 'light' });
    await expectAccessible(page);
    await shoot(page, 'capture-start');
    await page.getByRole('button', { name: 'Use the camera' }).click();
    const wanted = ['TOO_DARK', 'TOO_SMALL', 'SKEWED', 'GLARE', 'BLURRED', undefined];
    for (const hint of wanted) {
      await page.waitForFunction(
        (code) => told.some(({ type, detail }) => type === 'ktp-hint' && detail.hints[0] === code),
        hint,
      );
    }
    await page.getByText('Hold still').first().waitFor();
    await shoot(page, 'capture-good');
    await page.getByText('Hold the card straight').first().waitFor();
    await shoot(page, 'capture-tilted');
    await expectAccessible(page);
    expect(await details(page, 'ktp-capture')).toEqual([]);
    await page.locator('ktp-capture').evaluate((element) => element.removeAttribute('manual'));
    await until(page, 'ktp-success');
    const [{ result }] = await details(page, 'ktp-success');
    expect(result.card.nik.number).toBe(card('clean-woman').printed.idNumber);
    // On a busy machine the scene may have moved on before the picture is taken: it shows no card then, and another is taken.
    const taken: readonly unknown[] = await details(page, 'ktp-capture');
    const camera = { source: 'camera', index: 0, count: 1 };
    expect(taken.length).toBeGreaterThan(0);
    expect(taken).toMatchObject(taken.map(() => camera));
    expect(await status(page)).toBe('The card was read.');
    expect(await page.locator('.camera').isVisible()).toBe(false);
  });

  it('is used by keyboard, on a phone, in Indonesian, with a light where there is one', async () => {
    const page = await open({ language: 'ID' }, { ...PHONE, colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessible(page);
    await shoot(page, 'capture-phone-start');
    await page.evaluate(() => {
      const lit: unknown[] = [];
      Object.assign(globalThis, { lit });
      MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true }) as MediaTrackCapabilities;
      MediaStreamTrack.prototype.applyConstraints = async (constraints) =>
        void lit.push(constraints?.advanced);
    });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const torch = page.getByRole('button', { name: 'Lampu' });
    await torch.waitFor();
    expect(
      await page.evaluate(() => document.querySelector('ktp-capture')?.shadowRoot?.activeElement?.className),
    ).toBe('take');
    await until(page, 'ktp-hint');
    await page.getByRole('status').filter({ hasText: /\S/ }).first().waitFor();
    await shoot(page, 'capture-phone-camera');
    await expectAccessible(page);
    await torch.focus();
    await page.keyboard.press('Space');
    await page.locator('.torch[aria-pressed=true]').waitFor();
    expect(await page.evaluate('lit')).toEqual([[{ torch: true }]]);
    await page.keyboard.press('Escape');
    expect(await page.locator('.camera').isVisible()).toBe(false);
    expect(
      await page.evaluate(() => document.querySelector('ktp-capture')?.shadowRoot?.activeElement?.className),
    ).toContain('open');
    // The shutter takes whatever is seen, and the picture is the page's where it says so.
    await page.evaluate(() => addEventListener('ktp-capture', (event) => event.preventDefault()));
    await page.evaluate(() => void told.splice(0));
    await page.keyboard.press('Enter');
    await until(page, 'ktp-hint');
    await page.keyboard.press('Enter');
    await until(page, 'ktp-capture');
    await page.getByText('Foto sudah diambil.').waitFor();
    const taken = await page.evaluate(async () => {
      const bitmap = await createImageBitmap(told.find(({ type }) => type === 'ktp-capture')!.detail.file);
      return [bitmap.width, bitmap.height];
    });
    expect(taken[0]! / taken[1]!).toBeCloseTo(85.6 / 53.98, 1);
    expect(await details(page, 'ktp-progress')).toEqual([]);
  });

  it('says so where the camera may not be used, and takes a file', async () => {
    const page = await open({}, { ...DESKTOP, permissions: [] });
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('no', 'NotAllowedError');
      };
    });
    // Asked for early: a browser that is busy takes its time to be told that the chooser is ours.
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByText('The camera cannot be used.').waitFor();
    await page.keyboard.press('Enter');
    await (await chosen).setFiles(web('specimen.jpg'));
    await until(page, 'ktp-success');
    expect((await details(page, 'ktp-success'))[0].result.card.nik.number).toBe('3505135409780016');
    const phases = (await details(page, 'ktp-progress')).map(({ progress }) => progress.phase);
    expect([...new Set(phases)]).toEqual(['preparing', 'sending', 'reading']);
  });

  it('takes several at once, and says of each what became of it', async () => {
    const page = await open({ multiple: '' });
    const files = ['sandbox/quota-exceeded.jpg', 'sandbox/hint-glare.jpg', 'sandbox/ocr-no-result.jpg'];
    await page.locator('.files').setInputFiles(files.map(web));
    await page.getByText('1 of 3 pictures were read.').waitFor();
    expect(await details(page, 'ktp-capture')).toMatchObject(
      [0, 1, 2].map((index) => ({ index, count: 3, source: 'file' })),
    );
    expect((await details(page, 'ktp-error')).map(({ error, title }) => [error.__typename, title])).toEqual([
      ['QuotaExceededError', 'The quota is used up'],
      ['OcrNoResultError', 'No card could be read'],
    ]);
  });

  it('tells of an error, and sends the same again under the same key', async () => {
    const page = await open({}, { ...PHONE, colorScheme: 'light' });
    const keys: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') keys.push(request.headers()['idempotency-key']);
    });
    await page.evaluate(() => {
      document.querySelector('ktp-capture')!.options = { retries: 0 };
    });
    for (const [source, name] of [
      ['drop', 'service-busy'],
      ['paste', 'upstream-error'],
    ] as const) {
      const bytes = [...readFileSync(web(`sandbox/${name}.jpg`))];
      await page.evaluate(
        ([kind, data]) => {
          const transfer = new DataTransfer();
          transfer.items.add(
            new File([new Uint8Array(data as number[])], 'card.jpg', { type: 'image/jpeg' }),
          );
          const event =
            kind === 'paste'
              ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
              : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
          (kind === 'paste' ? document.body : document.querySelector('ktp-capture')!).dispatchEvent(event);
        },
        [source, bytes] as const,
      );
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    }
    expect(await status(page)).toBe(
      'The reading failedTry again. If it fails again, tell the operator the transaction number.',
    );
    await shoot(page, 'capture-phone-error');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await until(page, 'ktp-error', 3);
    expect(keys).toHaveLength(3);
    expect(keys[1]).toBe(keys[2]);
    expect(keys[0]).not.toBe(keys[1]);
    expect((await details(page, 'ktp-capture')).map(({ source }) => source)).toEqual(['drop', 'paste']);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('There is no connection').waitFor();
    expect((await details(page, 'ktp-error')).at(-1)).toMatchObject({
      advice: 'Try again when you are online.',
    });
  });

  it('sends what may have been charged again under the same key', async () => {
    const page = await open({}, { ...DESKTOP, colorScheme: 'light' });
    const keys: (string | undefined)[] = [];
    const charged = { __typename: 'UpstreamError', message: '', retryable: false, mayBeCharged: true };
    await page.route('**/graphql', (route) => {
      if (route.request().method() === 'POST') keys.push(route.request().headers()['idempotency-key']);
      return route.fulfill({
        headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
        json: { data: { ocrKtp: charged } },
      });
    });
    await page.locator('.files').setInputFiles(web('specimen.jpg'));
    await page.getByRole('button', { name: 'Try again' }).click();
    await until(page, 'ktp-error', 2);
    expect(keys).toEqual([expect.stringMatching(/^"[0-9a-f]{32}"$/), keys[0]]);
    // Chosen again, it is meant to be read anew.
    await page.locator('.files').setInputFiles(web('specimen.jpg'));
    await until(page, 'ktp-error', 3);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('stops sending where it is asked to', async () => {
    const page = await open();
    await page.route('**/graphql', () => {});
    await page.locator('.files').setInputFiles(web('specimen.jpg'));
    await shoot(page, 'capture-sending');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Use the camera' }).waitFor();
    expect([await status(page), await details(page, 'ktp-error')]).toEqual(['', []]);
  });

  it('shrinks what does not fit, upright and on white, and leaves the rest as it is', async () => {
    const page = await open();
    const shrink = async (file: Buffer, type: string, options = {}) => {
      const shrunk = await page.evaluate(
        async ([base64, mime, given]) => {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          const before = new File([bytes], 'my card.png', { type: mime });
          // biome-ignore lint/suspicious/noExplicitAny: put there by the page.
          const after: File = await (globalThis as any).kit.shrink(before, given);
          const content = Array.from(new Uint8Array(await after.arrayBuffer()), (byte) =>
            String.fromCharCode(byte),
          );
          return { same: after === before, name: after.name, base64: btoa(content.join('')) };
        },
        [file.toString('base64'), type, options] as const,
      );
      return { ...shrunk, bytes: Buffer.from(shrunk.base64, 'base64') };
    };
    const specimen = readFileSync(web('specimen.jpg'));
    expect((await shrink(specimen, 'image/jpeg')).same).toBe(true);
    // By what it is, not by what it is called.
    expect((await shrink(specimen, '')).same).toBe(true);
    expect((await shrink(Buffer.from('no picture'), 'image/jpeg')).same).toBe(true);
    const large = await shrink(await photo(9, 6), 'image/jpeg');
    const { width, height, format, orientation } = await sharp(large.bytes).metadata();
    expect([format, orientation, large.name]).toEqual(['jpeg', undefined, 'my card.jpg']);
    expect([width / height, large.bytes.length < 2 * 1024 * 1024]).toEqual([4 / 3, true]);
    expect(width).toBeGreaterThan(2000);
    const webp = await sharp(specimen).webp().toBuffer();
    expect((await sharp((await shrink(webp, 'image/webp')).bytes).metadata()).format).toBe('jpeg');
    expect((await shrink(webp, 'image/webp', { types: ['image/webp'] })).same).toBe(true);
    const clear = sharp({ create: { width: 5000, height: 300, channels: 4, background: '#0000' } });
    const white = await shrink(await clear.png().toBuffer(), 'image/png');
    const { dominant } = await sharp(white.bytes).stats();
    expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(240);
    expect((await sharp(white.bytes).metadata()).height).toBeGreaterThanOrEqual(190);
  });
});
