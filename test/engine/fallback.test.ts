import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdvanceOptions } from '../../src/engine/advance-ai/engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { withFallback } from '../../src/engine/fallback.js';
import { ALL_FIELDS } from '../../src/ktp/field.js';
import { type ReadingOptions, readCard } from '../../src/reading/read-card.js';
import { loadRegions } from '../../src/regions/store.js';
import { ToldEngine } from '../rest/support.js';
import { TODAY } from '../support/gateway.js';
import { type Act, answer, hang, ScriptedUpstream } from './advance-ai/scripted-upstream.js';
import { clientOf, newPicture } from './advance-ai/support.js';

const regions = loadRegions();
const reasons: string[] = [];
let upstream: ScriptedUpstream;
beforeEach(async () => {
  reasons.length = 0;
  upstream = await new ScriptedUpstream().listen();
});
afterEach(() => upstream.close());

function roomOf(options: Partial<AdvanceOptions> = {}, url = upstream.url) {
  const [first, second] = [clientOf({ url }, { timeoutMs: 500, ...options }).engine, new ToldEngine()];
  const engines: [Engine, Engine] = [first, second];
  const auto = withFallback(first, second, ({ code }) => reasons.push(code));
  const services = { engines, auto, regions, today: () => TODAY, onFault: () => {} };
  return async (engine: ReadingOptions['engine'] = 'AUTO') => {
    const { bytes } = await newPicture();
    const order = { engine, wanted: ALL_FIELDS, signal: new AbortController().signal };
    const { reading } = await readCard({ bytes, cut: false }, order, services);
    return reading.engine;
  };
}

describe('the fallback', () => {
  it('is not asked while the upstream reads', async () => {
    expect(await roomOf()()).toBe('ADVANCE_AI');
    expect(reasons).toEqual([]);
  });

  it.each<[string, Act]>([
    ['busy beyond the deadline', answer('SERVICE_BUSY', { headers: { 'retry-after': '60s' } })],
    ['asking to come later', answer('RETRY_LATER', { headers: { 'retry-after': '60s' } })],
    ['over quota', answer('OVER_QUERY_LIMIT')],
    ['over the daily quota', answer('SERVICE_BUSY', { message: 'daily quota for free queries' })],
    ['out of balance', answer('INSUFFICIENT_BALANCE')],
    ['failing', answer('ERROR')],
    ['silent', hang],
  ])('reads where the upstream is %s', async (_, act) => {
    upstream.ocr.push(act);
    expect(await roomOf()()).toBe('EMBEDDED');
    expect(upstream.ocrRequests).toBe(1);
    expect(reasons).toHaveLength(1);
  });

  it('reads where the upstream cannot be reached', async () => {
    expect(await roomOf({}, 'http://127.0.0.1:1')()).toBe('EMBEDDED');
  });

  it("reads where this server's own limit is reached", async () => {
    const read = roomOf({ dailyPaidLimit: 1 });
    expect([await read(), await read()]).toEqual(['ADVANCE_AI', 'EMBEDDED']);
  });

  it.each([
    'OCR_NO_RESULT',
    'IMAGE_INVALID_FORMAT',
    'IMAGE_INVALID_SIZE',
    'IAM_FAILED',
    'ACCOUNT_DISABLED',
    'PARAMETER_ERROR',
    'CLIENT_ERROR',
  ])('does not hide %s', async (code) => {
    upstream.ocr.push(answer(code, { message: '' }));
    await expect(roomOf()()).rejects.toMatchObject({ code });
  });

  it('is only for who leaves the choice to the server', async () => {
    upstream.ocr.push(answer('ERROR'));
    const read = roomOf();
    await expect(read('ADVANCE_AI')).rejects.toMatchObject({ code: 'ERROR' });
    expect(await read('EMBEDDED')).toBe('EMBEDDED');
    expect(await read('ADVANCE_AI')).toBe('ADVANCE_AI');
  });
});
