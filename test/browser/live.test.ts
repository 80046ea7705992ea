import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { JoinedReading, LiveResult, Reader, ReadResult } from '../../packages/browser/src/index.js';
import type { KtpCapture } from '../../packages/client/src/element.js';
import { FIELD_NAMES, type FieldName } from '../../src/ktp/field.js';
import { rawNameOf } from '../../src/ktp/raw.js';
import { card, person, picture } from '../support/cards.js';
import { type ReaderGlobals, type ReaderSite, startReaderSite } from '../support/reader-page.js';
import { type CameraGlobals, installCamera, type Spot } from '../support/wandering-glare.js';
import { ARGS, CHROMIUM, DESKTOP, describeInBrowser, expectAccessible, PHONE, shoot } from './support.js';

/** What the page of these tests notes. */
interface Notes {
  readonly readings: JoinedReading[];
  readonly ended: { type: string; result?: LiveResult; title?: string; size?: number }[];
  /** Every frame that was given to the reader. */
  readonly frames: ImageBitmap[];
}
type Globals = ReaderGlobals & CameraGlobals & { notes: Notes; wander: readonly Spot[] };

/** From row to row of a card, and over what stands under its photo. */
const WANDER: readonly Spot[] = [
  { x: 0.45, y: 0.25 },
  { x: 0.45, y: 0.5 },
  { x: 0.4, y: 0.75 },
  { x: 0.85, y: 0.75 },
];

describeInBrowser('<ktp-capture on-device>', { timeout: 300_000 }, () => {
  let browser: Browser;
  let site: ReaderSite;

  beforeAll(async () => {
    site = await startReaderSite();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });
  afterEach(() => Promise.all((browser?.contexts() ?? []).map((context) => context.close())));

  /** A page with the element and a camera, whose lamps wander with each frame that is read. */
  async function open(
    cards: readonly string[],
    wander: readonly Spot[] = [],
    options: BrowserContextOptions = DESKTOP,
  ) {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(100_000);
    await page.goto(`${site.url}/capture`);
    await page.waitForFunction('globalThis.kit');
    await installCamera(page, cards, options.isMobile ? 'phone' : 'desk');
    await page.evaluate(async (spots) => {
      const page = globalThis as unknown as Globals;
      const notes: Notes = { readings: [], ended: [], frames: [] };
      Object.assign(page, { notes, wander: spots });
      const show = () => {
        page.camera.spots =
          page.wander.length === 0 ? [] : [page.wander[notes.frames.length % page.wander.length]!];
      };
      show();
      page.reader = page.kit.createReader({ assets: '/reader/' });
      await page.reader.ready();
      const reader: Pick<Reader, 'ready' | 'live'> = {
        ready: page.reader.ready,
        live(given) {
          const live = page.reader.live(given);
          return {
            read: async (picture, more) => {
              notes.frames.push(await createImageBitmap(picture));
              show();
              return live.read(picture, more);
            },
            get reading() {
              return live.reading;
            },
            result: live.result,
          };
        },
      };
      const element = document.querySelector<KtpCapture>('ktp-capture')!;
      element.reader = reader;
      element.document = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
      element.addEventListener('ktp-reading', ({ detail }) => void notes.readings.push(detail.reading));
      element.addEventListener('ktp-read', ({ detail: { result, file } }) => {
        notes.ended.push({ type: 'ktp-read', result, size: file.size });
      });
      element.addEventListener('ktp-error', ({ detail: { title } }) => {
        notes.ended.push({ type: 'ktp-error', title });
      });
      element.addEventListener('ktp-capture', () => void notes.ended.push({ type: 'ktp-capture' }));
    }, wander);
    return page;
  }

  const use = (page: Page) => page.getByRole('button', { name: 'Use the camera' }).click();
  const ended = async (page: Page) => {
    await page.waitForFunction(() => (globalThis as unknown as Globals).notes.ended.length > 0);
    return page.evaluate(() => (globalThis as unknown as Globals).notes.ended[0]!);
  };
  const camerasOpen = (page: Page) => page.evaluate(() => (globalThis as unknown as Globals).camera.live);
  /** What was asked for but for the reader's own files. */
  const askedElsewhere = () =>
    site.asked.filter(({ path, bytes }) => bytes > 0 || !path.startsWith('/reader/'));
  /** What the frames show that were read, each alone. */
  const readAlone = (page: Page): Promise<ReadResult[]> =>
    page.evaluate(async () => {
      const { notes, reader } = globalThis as unknown as Globals;
      const results: ReadResult[] = [];
      for (const frame of notes.frames) results.push(await reader.read(frame));
      return results;
    });

  it('reads a card over which light wanders: no frame shows all of it, together they do', async () => {
    const page = await open(['clean-woman'], WANDER);
    site.asked.splice(0);
    await use(page);
    await page.waitForFunction(() => (globalThis as unknown as Globals).notes.readings.length > 0);
    await page.locator('.marks polygon').first().waitFor({ state: 'attached' });
    await shoot(page, 'live-missing');
    await expectAccessible(page);
    const { type, result, size } = await ended(page);
    expect(type).toBe('ktp-read');
    const printed = printedOn('clean-woman');
    expect(textsOf(result!)).toEqual(printed);
    expect(result!.missing).toEqual([]);
    for (const { confidence, visibility } of result!.fields) {
      expect(visibility).toBe('WHOLE');
      expect(confidence).toBeGreaterThanOrEqual(0.8);
    }
    expect(result!.card.nik!.number).toBe(printed.NIK);
    expect(result!.inconsistencies).toEqual([]);
    expect(size).toBeGreaterThan(10_000);
    expect(await camerasOpen(page)).toBe(0);
    expect(await page.locator('.status').textContent()).toBe('The card was read.');
    expect(await page.locator('.camera').isVisible()).toBe(false);
    // Alone, each frame lacks something.
    const alone = await readAlone(page);
    const lacking = alone.map(({ fields }) =>
      fields.flatMap(({ name, raw, visibility }) =>
        raw === printed[name] && visibility === 'WHOLE' ? [] : [name],
      ),
    );
    expect(lacking.length).toBeGreaterThanOrEqual(2);
    expect(lacking.filter((names) => names.length === 0)).toEqual([]);
    // Nothing left the page.
    expect(askedElsewhere()).toEqual([]);
  });

  it('ends with what was read, where light stays on a field, on a phone, in Indonesian', async () => {
    const options = { ...PHONE, colorScheme: 'dark', reducedMotion: 'reduce' } as const;
    const page = await open(['clean-woman'], [{ x: 0.45, y: 0.23 }], options);
    await page.evaluate(() => document.querySelector('ktp-capture')!.setAttribute('language', 'ID'));
    await page.getByRole('button', { name: 'Gunakan kamera' }).click();
    await page.locator('.lacking').waitFor();
    const places = () => Promise.all(['.camera', '.lacking'].map((part) => page.locator(part).boundingBox()));
    const before = await places();
    await page.getByRole('status').filter({ hasText: 'Terkena pantulan: ' }).waitFor();
    await page.locator('.marks polygon[data-field=NIK]').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Pakai yang sudah terbaca' }).waitFor();
    expect(await places()).toEqual(before);
    await shoot(page, 'live-phone');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Pakai yang sudah terbaca' }).click();
    const { type, result } = await ended(page);
    expect(type).toBe('ktp-read');
    expect(result!.missing).toContainEqual({ name: 'NIK', reason: 'HIDDEN', hiddenBy: 'GLARE' });
    expect(result!.fields.find(({ name }) => name === 'NIK')!.confidence ?? 0).toBeLessThan(0.5);
    expect(result!.inconsistencies!.map(({ code }) => code)).toContain('VALUE_HIDDEN');
    const { missing } = result!;
    expect(await page.locator('.status').textContent()).toBe(
      `Kartu terbaca, kecuali ${missing.length} kolom. Cocokkan dengan kartu.`,
    );
    await shoot(page, 'live-phone-partly');
    expect(await camerasOpen(page)).toBe(0);
  });

  it('mixes no two cards: the one that comes is read anew', async () => {
    const page = await open(['clean-woman', 'clean-man'], [{ x: 0.4, y: 0.66 }]);
    await page.evaluate(() => {
      const page = globalThis as unknown as Globals;
      addEventListener('ktp-reading', () => {
        page.camera.card = 'clean-man';
        page.camera.spots = [];
        page.wander = [];
      });
    });
    await use(page);
    const { result } = await ended(page);
    expect(textsOf(result!)).toEqual(printedOn('clean-man'));
    // The first of its frames shows all of it; another is to say the same.
    expect(result!.pictures).toBe(2);
    const first = await page.evaluate(() => (globalThis as unknown as Globals).notes.readings[0]!);
    expect(textsOf(first).NAME).toBe(printedOn('clean-woman').NAME);
  });

  it('reads only what is asked for, and only frames that the person takes', async () => {
    const page = await open(['clean-man', 'clean-woman']);
    await page.evaluate(() => {
      const element = document.querySelector<KtpCapture>('ktp-capture')!;
      element.fields = ['NAME', 'RELIGION'];
      element.setAttribute('manual', '');
      (globalThis as unknown as Globals).camera.card = null;
    });
    await use(page);
    await page.getByText('Place the card in the frame').first().waitFor();
    await page.getByRole('button', { name: 'Take the picture' }).click();
    await page.waitForFunction(() => (globalThis as unknown as Globals).notes.frames.length === 1);
    // Of an empty table nothing is read, and no more is looked at.
    await page.evaluate(() => {
      (globalThis as unknown as Globals).camera.card = 'clean-woman';
    });
    await page.getByText('Reading: hold still').first().waitFor();
    expect(await page.evaluate(() => (globalThis as unknown as Globals).notes.frames.length)).toBe(1);
    await page.getByRole('button', { name: 'Take the picture' }).click();
    const { result } = await ended(page);
    const { NAME, RELIGION } = printedOn('clean-woman');
    expect(textsOf(result!)).toEqual({ NAME, RELIGION });
    expect(result!.inconsistencies).toBeNull();
  });

  it('stops when it is taken off the page: camera, reading and events', async () => {
    const page = await open(['clean-woman'], [{ x: 0.45, y: 0.23 }]);
    await use(page);
    await page.waitForFunction(() => (globalThis as unknown as Globals).notes.frames.length > 0);
    await page.evaluate(() => document.querySelector('ktp-capture')!.remove());
    expect(await camerasOpen(page)).toBe(0);
    // What it had begun is given up: the reader reads the next at once.
    const [alone] = await readAlone(page);
    expect(alone!.card.name).toBe(printedOn('clean-woman').NAME);
    const { readings, ended: told } = await page.evaluate(() => {
      const { notes } = globalThis as unknown as Globals;
      return { readings: notes.readings.length, ended: notes.ended };
    });
    expect([readings, told]).toEqual([0, []]);
  });

  it('says so where the camera is pulled out, and closes one that nobody waits for any more', async () => {
    const page = await open(['clean-woman'], [{ x: 0.45, y: 0.23 }]);
    await use(page);
    await page.waitForFunction(() => (globalThis as unknown as Globals).notes.frames.length > 0);
    await page.evaluate(() => {
      const [track] = (document.querySelector('ktp-capture')!.shadowRoot!.querySelector('video')!
        .srcObject as MediaStream)!.getTracks();
      track!.stop();
      track!.dispatchEvent(new Event('ended'));
    });
    await page.getByText('The camera has stopped. Open it again, or choose a picture.').waitFor();
    expect(await page.locator('.camera').isVisible()).toBe(false);
    // The browser asks the person, who closes the view, opens it twice, and only then allows the camera.
    await page.evaluate(() => {
      const allowed = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const waiting: (() => void)[] = [];
      navigator.mediaDevices.getUserMedia = async (wish) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return allowed(wish);
      };
      Object.assign(globalThis, { waiting });
    });
    await use(page);
    await page.getByRole('button', { name: 'Close the camera' }).click();
    expect(await page.locator('.camera').isVisible()).toBe(false);
    await use(page);
    const opened = await page.evaluate(async () => {
      const element = document.querySelector<KtpCapture>('ktp-capture')!;
      void element.openCamera();
      const { waiting, camera } = globalThis as unknown as Globals & { waiting: (() => void)[] };
      const asked = waiting.length;
      for (const allow of waiting.reverse()) allow();
      const video = element.shadowRoot!.querySelector('video')!;
      await new Promise((resolve) => video.addEventListener('playing', resolve, { once: true }));
      return [asked, camera.live];
    });
    expect(opened).toEqual([2, 1]);
    expect(await page.locator('.camera').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Close the camera' }).click();
    expect(await camerasOpen(page)).toBe(0);
    expect(await page.evaluate(() => (globalThis as unknown as Globals).notes.ended)).toEqual([]);
  });

  it('reads files, says which show no card, and sends none', async () => {
    const page = await open(['clean-woman']);
    site.asked.splice(0);
    await page.evaluate(() => document.querySelector('ktp-capture')!.setAttribute('multiple', ''));
    const files = [
      ['card.jpg', card('clean-man').picture],
      ['news.jpg', picture('newspaper.jpg')],
    ] as const;
    await page
      .locator('.files')
      .setInputFiles(files.map(([name, buffer]) => ({ name, mimeType: 'image/jpeg', buffer })));
    await page.getByText('1 of 2 pictures were read.').waitFor();
    const all = await page.evaluate(() => (globalThis as unknown as Globals).notes.ended);
    expect(all.map(({ type, title }) => [type, title])).toEqual([
      ['ktp-capture', undefined],
      ['ktp-read', undefined],
      ['ktp-capture', undefined],
      ['ktp-error', 'No card could be read'],
    ]);
    expect(all[1]!.result!.card.nik!.number).toBe(card('clean-man').printed.idNumber);
    expect(askedElsewhere()).toEqual([]);
    // Without a reader it sends nothing either.
    await page.evaluate(() => {
      document.querySelector<KtpCapture>('ktp-capture')!.reader = null;
    });
    await page
      .locator('.files')
      .setInputFiles({ name: 'card.jpg', mimeType: 'image/jpeg', buffer: files[0][1] });
    await page.getByText('The picture was taken.').waitFor();
    expect(askedElsewhere()).toEqual([]);
  });

  it('says so where the reader cannot be loaded', async () => {
    const page = await open(['clean-woman']);
    site.instead.set('/reader/detector.onnx.gz', null);
    await page.evaluate(async () => {
      const { kit } = globalThis as unknown as Globals;
      await caches.delete('ktp-gateway-reader');
      document.querySelector<KtpCapture>('ktp-capture')!.reader = kit.createReader({ assets: '/reader/' });
    });
    await use(page);
    expect(await ended(page)).toEqual({ type: 'ktp-error', title: 'The reader could not be loaded' });
    site.instead.clear();
    expect(await camerasOpen(page)).toBe(0);
    await page.getByText('Check the connection, and open the page again.').waitFor();
  });
});

const textsOf = ({ fields }: Pick<JoinedReading, 'fields'>) =>
  Object.fromEntries(fields.map(({ name, raw }) => [name, raw])) as Record<FieldName, string | null>;

/** What is printed on a card of the fixtures, by field. */
function printedOn(name: string): Record<FieldName, string | null> {
  const { fields, issue } = person(name);
  const [place, date] = fields.birthPlaceBirthday!.split(/, ?/);
  const own: Partial<Record<FieldName, string | null>> = {
    BIRTH_PLACE: place!,
    BIRTH_DATE: date!,
    ISSUE_PLACE: issue.place,
    ISSUE_DATE: issue.date,
  };
  return Object.fromEntries(
    FIELD_NAMES.map((field) => [field, field in own ? own[field] : fields[rawNameOf(field)!]]),
  ) as Record<FieldName, string | null>;
}
