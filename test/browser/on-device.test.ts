import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page, Request } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { ReadForPageMutation } from '../../web/generated/graphql.js';
import { card, picture } from '../support/cards.js';
import { compiled } from '../support/compiled.js';
import { type CameraGlobals, installCamera } from '../support/wandering-glare.js';
import { describeInBrowser, expectAccessible, PHONE, shoot, useStage } from './support.js';

type Result = ReadForPageMutation['ocrKtp'];
type Success = Extract<Result, { readonly __typename: 'OcrKtpSuccess' }>;

/** What stays of a text by which a finding may differ from that of an upload: nothing. */
const toldOf = ({ card: { fields, nik }, inconsistencies }: Success) => ({
  fields: fields.map(({ confidence: _, boundingBox: __, corners: ___, ...field }) => field),
  nik,
  inconsistencies,
});

describeInBrowser('the page, reading on the device', () => {
  beforeAll(() => {
    const cwd = fileURLToPath(new URL('../../', import.meta.url));
    for (const script of ['build-page', 'build-runtime'])
      execFileSync(process.execPath, [compiled(`scripts/${script}.ts`)], { cwd });
  });
  const stage = useStage();

  async function readOn(page: Page, name: string, buffer: Buffer): Promise<Result> {
    await page.locator('.files').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
    await page.locator('#result').waitFor({ state: 'visible' });
    const answer = (await page.locator('#answer').textContent()) as string;
    await page.locator('#clear').click();
    return JSON.parse(answer).data.ocrKtp;
  }

  it('says and finds what it does of a picture that is sent, and sends no byte of it', async () => {
    const page = await stage.open('/', PHONE);
    const { picture: bytes, printed } = card('contradictions');
    const sent = (await readOn(page, 'sent.jpg', bytes)) as Success;
    const requests: Request[] = [];
    page.context().on('request', (request) => requests.push(request));
    await page.getByRole('switch', { name: 'Read on this device' }).check();
    expect(await page.locator('#device-help').textContent()).toMatch(/^The picture is not sent\. /);
    await expectAccessible(page);
    const here = (await readOn(page, 'here.jpg', bytes)) as Success;
    expect(toldOf(here)).toEqual(toldOf(sent));
    expect(sent.inconsistencies.length).toBeGreaterThan(1);
    expect(here.card.nik?.number).toBe(printed.idNumber);
    for (const [i, field] of here.card.fields.entries()) {
      expect(field.confidence ?? 0).toBeCloseTo(sent.card.fields[i]!.confidence ?? 0, 1);
      expect(field.corners?.length).toBe(sent.card.fields[i]!.corners?.length);
    }
    const none = await readOn(page, 'none.jpg', picture('newspaper.jpg'));
    expect(none.__typename).toBe('OcrNoResultError');
    // All that left the page: its own files were asked for, and one text was sent.
    const bodies = requests.flatMap((request) => request.postDataBuffer() ?? []);
    expect(bodies).toHaveLength(1);
    const { documentId, variables } = JSON.parse(bodies[0]!.toString());
    expect(Object.keys({ ...variables })).toEqual(['input', 'seen']);
    expect(documentId).toMatch(/^[0-9a-f]{64}$/);
    expect(bodies[0]!.length).toBeLessThan(5000);
    const asked = requests.filter(
      (request) => request.method() === 'GET' && !/^(blob|data):/.test(request.url()),
    );
    const { origin } = new URL(stage.gateway.url);
    expect(asked.filter((request) => !request.url().startsWith(`${origin}/reader/`))).toEqual([]);
    expect(asked.every((request) => request.url().length < 200)).toBe(true);
    expect(stage.complaints).toEqual([]);
    await page.context().close();
  });

  it('says so where the text was not checked, checks it again, and calls no picture sent that was not', async () => {
    const page = await stage.open('/');
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('switch', { name: 'Read on this device' }).check();
    const give = (name: string, buffer: Buffer) =>
      page.locator('.files').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
    const { picture: bytes, printed } = card('clean-man');
    await give('card.jpg', bytes);
    await page.getByText('The card was read, but not checked. The server did not answer.').waitFor();
    await expectAccessible(page);
    await shoot(page, 'page-not-checked');
    const again = page.getByRole('button', { name: 'Check again' });
    await again.click();
    await again.waitFor();
    await page.unroute('**/graphql');
    await again.click();
    await page.locator('#result').waitFor({ state: 'visible' });
    expect(await page.locator('#name').textContent()).toBe(printed.name);
    expect(await again.isVisible()).toBe(false);
    await give('none.jpg', picture('newspaper.jpg'));
    await page.locator('#error').waitFor({ state: 'visible' });
    expect(await page.locator('#error-detail').textContent()).toBe(
      'Code OCR_NO_RESULT · No KTP was found in the picture.',
    );
    expect(await page.locator('#caption').textContent()).toBe('Your picture.');
    const refused = stage.complaints.splice(0);
    expect(refused.filter((line) => !line.includes('ERR_FAILED'))).toEqual([]);
    expect(refused).toHaveLength(2);
    await page.context().close();
  });

  it('joins what the camera sees while light wanders over the card, and sends the text of it once', async () => {
    const page = await stage.open('/', PHONE);
    // The files of the reader are compressed when they are first asked for.
    page.setDefaultTimeout(150_000);
    await installCamera(page, ['clean-woman'], 'phone');
    await page.evaluate(() => {
      const { camera } = globalThis as unknown as CameraGlobals;
      const spots = [0.25, 0.5, 0.75].map((y) => ({ x: 0.45, y }));
      const next = () => {
        const spot = spots.shift()!;
        spots.push(spot);
        camera.spots = [spot];
      };
      next();
      addEventListener('ktp-reading', next);
    });
    const sent: Buffer[] = [];
    page.context().on('request', (request) => sent.push(...[request.postDataBuffer() ?? []].flat()));
    await page.getByRole('switch', { name: 'Read on this device' }).check();
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('.marks polygon').first().waitFor({ state: 'attached' });
    await shoot(page, 'page-live');
    await page.locator('#result').waitFor({ state: 'visible' });
    const answer = (await page.locator('#answer').textContent()) as string;
    const read = JSON.parse(answer).data.ocrKtp as Success;
    const { printed } = card('clean-woman');
    const name = read.card.fields.find((field) => field.name === 'NAME')?.raw;
    expect([read.card.nik?.number, name]).toEqual([printed.idNumber, printed.name]);
    expect(read.card.fields.map(({ visibility }) => visibility)).toEqual(read.card.fields.map(() => 'WHOLE'));
    expect(read.inconsistencies).toEqual([]);
    expect(sent.map((body) => Object.keys(JSON.parse(body.toString()).variables))).toEqual([
      ['input', 'seen'],
    ]);
    expect(await page.evaluate(() => (globalThis as unknown as CameraGlobals).camera.live)).toBe(0);
    await shoot(page, 'page-live-read');
    expect(stage.complaints).toEqual([]);
    await page.context().close();
  }, 300_000);
});
