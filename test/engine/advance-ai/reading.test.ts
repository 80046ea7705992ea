import { describe, expect, it } from 'vitest';
import { readingOf } from '../../../src/engine/advance-ai/reading.js';
import { type HttpResponse, parseResponse } from '../../../src/engine/advance-ai/response.js';
import { RAW_FIELD_NAMES } from '../../../src/ktp/raw.js';
import { SAMPLE } from './scripted-upstream.js';

function read(data: unknown, more: Record<string, unknown> = {}) {
  const envelope = { code: 'SUCCESS', message: 'OK', data, extra: null, ...more };
  const answer: HttpResponse = { status: 200, headers: {}, text: JSON.stringify(envelope) };
  return readingOf(parseResponse(answer, 0));
}

describe('readingOf', () => {
  it("keeps the document's example as it is, masked values too", () => {
    const reading = read(SAMPLE, { transactionId: 'cb75cfe4c926a5ab', pricingStrategy: 'PAY' });
    expect(reading).toEqual({
      engine: 'ADVANCE_AI',
      pricing: 'PAY',
      transactionId: 'cb75cfe4c926a5ab',
      raw: SAMPLE,
      issue: null,
      evidence: {},
      nikRunnerUp: null,
      quality: null,
    });
  });

  it.each([['null'], ['NULL'], [' Null '], [''], ['  '], [null], [undefined], [42], [{}], [['x']]])(
    'takes %j for unread',
    (value) => {
      const data = Object.fromEntries(RAW_FIELD_NAMES.map((name) => [name, value]));
      expect(new Set(Object.values(read(data)?.raw ?? {}))).toEqual(new Set([null]));
    },
  );

  it.each([['NULLAH'], ['ANULL'], ['0'], [' SE M**N, 01-0 ']])('takes %j for read, untouched', (name) => {
    expect(read({ name })?.raw.name).toBe(name);
  });

  it('takes a NIK that is a number for its digits, where the number is exact', () => {
    expect(read({ idNumber: 3374015708450001 })?.raw.idNumber).toBe('3374015708450001');
    expect(read({ idNumber: 9471015708450000 })?.raw.idNumber).toBeNull();
  });

  it('understands an answer that leaves null members out', () => {
    const text = JSON.stringify({ code: 'INSUFFICIENT_BALANCE', message: 'Insufficient balance' });
    expect(parseResponse({ status: 200, headers: {}, text }, 0)).toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
      data: null,
      charge: 'FREE',
    });
  });

  it('knows nothing but the fields of the document', () => {
    const raw = read({ ...SAMPLE, selfie: 'x', __proto__: { name: 'y' } })?.raw;
    expect(Object.keys(raw ?? {}).sort()).toEqual([...RAW_FIELD_NAMES].sort());
  });

  it.each([[null], ['text'], [7], [[SAMPLE]]])('finds no reading in %j', (data) => {
    expect(read(data)).toBeNull();
  });

  it.each([
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(65), null],
    ['', null],
    [7, null],
    [null, null],
  ])('passes on a transaction id of at most 64 characters: %j', (transactionId, expected) => {
    expect(read(SAMPLE, { transactionId })?.transactionId).toBe(expected);
  });

  it.each([
    [{ pricingStrategy: 'FREE' }, 'FREE'],
    [{ pricingStrategy: 'PAY' }, 'PAY'],
    [{ pricingStrategy: 'CHEAP' }, 'PAY'],
    [{}, 'PAY'],
  ])('charges as the answer says, else as the document does: %j', (more, pricing) => {
    expect(read(SAMPLE, more)?.pricing).toBe(pricing);
  });
});
