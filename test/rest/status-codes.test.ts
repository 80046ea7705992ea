import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OcrKtpError, STATUSES } from '../../src/engine/errors.js';
import { replyTo } from '../../src/rest/refusals.js';
import { answer, ScriptedUpstream } from '../engine/advance-ai/scripted-upstream.js';
import { clientOf } from '../engine/advance-ai/support.js';

interface Row {
  readonly code: string;
  readonly variant: string;
  readonly member: string;
  readonly rest: string;
  readonly repeated: string;
  readonly charged: string;
}

const VARIANTS: Readonly<Record<string, string>> = {
  '': '',
  'daily quota': 'Quota exceeded: You have exceeded the daily quota for free queries',
  token: 'Token not found or expired',
};

const page = readFileSync(new URL('../../docs/status-codes.md', import.meta.url), 'utf8');
const rows: Row[] = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').slice(1, -1))
  .filter((cells) => cells.length === 6)
  .map(([first = '', , member = '', rest = '', repeated = '', charged = '']) => {
    const [code = '', variant = ''] = first.replaceAll('`', '').split(',');
    const bare = (cell: string) => cell.replaceAll('`', '').trim();
    return {
      code: code.trim(),
      variant: variant.trim(),
      member: bare(member),
      rest: bare(rest),
      repeated: bare(repeated),
      charged: bare(charged),
    };
  });

let upstream: ScriptedUpstream;
beforeEach(async () => {
  upstream = await new ScriptedUpstream().listen();
});
afterEach(() => upstream.close());

describe('the table of docs/status-codes.md', () => {
  it('has every code of the document, in no other order', () => {
    expect([...new Set(rows.map(({ code }) => code))]).toEqual(Object.keys(STATUSES));
  });

  it.each(rows)('says what the gateway does with $code $variant', async (row) => {
    const act = answer(row.code, {
      message: VARIANTS[row.variant] as string,
      pricing: null,
      headers: { 'retry-after': '0' },
      ...(row.code === 'SUCCESS' ? { data: {} } : {}),
    });
    // One more answer of the kind than the gateway may ask for, so that a repetition shows in the count.
    upstream.ocr.push(act, act, act, act, act);
    const { read, charges } = clientOf(upstream, { timeoutMs: 2000 });
    const outcome = await read().catch((error) => error);
    if (outcome instanceof OcrKtpError) {
      expect(outcome.constructor.name).toBe(row.member);
      expect(outcome.code).toBe(row.code);
      expect(replyTo(outcome).envelope.code).toBe(row.rest);
    } else {
      expect(['OcrKtpSuccess', 'SUCCESS']).toEqual([row.member, row.rest]);
    }
    expect(outcome.pricing).toBe(row.charged);
    expect(new Set(charges)).toEqual(new Set([row.charged]));
    const times = row.repeated === 'yes' ? expect.any(Number) : row.repeated === 'once' ? 2 : 1;
    expect(upstream.ocrRequests).toEqual(times);
    if (row.repeated === 'yes') expect(upstream.ocrRequests).toBeGreaterThan(2);
  });
});
