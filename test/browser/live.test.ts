import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { JoinedReading, LiveResult, Reader, ReadResult } from '../../packages/browser/src/index.js';
import type { KtpCapture } from '../../packages/client/src/element.js';
import { FIELD_NAMES, type FieldName, rawNameOf } from '../../src/ktp/field.js';
import { person } from '../support/cards.js';
import { type ReaderGlobals, type ReaderSite, startReaderSite } from '../support/reader-page.js';
import { type CameraGlobals, installCamera, type Spot } from '../support/wandering-glare.js';
import { ARGS, CHROMIUM, DESKTOP, describeInBrowser, expectAccessible, shoot } from './support.js';

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

describeInBrowser('<ktp-capture on-device>', () => {
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
    await installCamera(page, cards);
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
    expect(await page.evaluate(() => (globalThis as unknown as Globals).camera.live)).toBe(0);
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
    expect(site.asked.filter(({ path, bytes }) => bytes > 0 || !path.startsWith('/reader/'))).toEqual([]);
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
