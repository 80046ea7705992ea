import { describe, expect, it } from 'vitest';
import { BIRTH_YEARS, readDates } from '../../../../src/engine/embedded/decoding/dates.js';
import { decodeCard } from '../../../../src/engine/embedded/decoding/decode-card.js';
import { emissionsOf } from '../../../../src/engine/embedded/decoding/emissions.js';
import { decodeNik, type Holder } from '../../../../src/engine/embedded/decoding/nik.js';
import { layOut } from '../../../../src/engine/embedded/layout/layout.js';
import type { FieldSight } from '../../../../src/engine/embedded/visibility/field-visibility.js';
import { ALL_FIELDS } from '../../../../src/ktp/field.js';
import { loadRegions } from '../../../../src/regions/store.js';
import { card, LABELS_AT, line, lineAt, VALUES_AT } from '../synthetic.js';
import { type Doubts, fromColumns, lineFrom, lineOf } from './posteriors.js';

const regions = loadRegions();
const nobody: Holder = { dates: [], gender: null };
const holder = (date: string, gender: Holder['gender'], doubts: Doubts = {}): Holder => ({
  dates: readDates(emissionsOf([lineOf(date, doubts)], 'DATE')!, BIRTH_YEARS),
  gender,
});
const decode = (number: string, doubts: Doubts = {}, beside = nobody) =>
  decodeNik(emissionsOf([lineOf(number, doubts)], 'DIGITS')!, beside, regions);

describe('a NIK', () => {
  it('in clear print is read as it stands, whatever it says', () => {
    const odd = ['9999994513990000', '0000000000000000', '3171018932850000', '3171011708450001'];
    for (const number of odd) {
      const read = decode(number);
      expect(read?.nik.text).toBe(number);
      expect(read?.nik.share).toBeGreaterThan(0.999);
      expect(read?.runnerUp).toBeNull();
    }
  });

  it('in clear print stands against the clearly printed birthday and gender', () => {
    const read = decode('3171015708450001', {}, holder('18-08-1945', 'MALE'));
    expect(read?.nik.text).toBe('3171015708450001');
    expect(read?.date?.text).toBe('18-08-1945');
  });

  it.each<[string, string, Doubts, Holder, string]>([
    ['its region', '3141011708450001', { 2: { '7': 0.2 } }, nobody, '3171011708450001'],
    ['its month', '3171011798450001', { 8: { '0': 0.1 } }, nobody, '3171011708450001'],
    ['its running number', '3171011708450000', { 15: { '8': 0.1 } }, nobody, '3171011708450008'],
    [
      'the birthday beside it',
      '3171011708480001',
      { 11: { '5': 0.05 } },
      holder('17-08-1945', null),
      '3171011708450001',
    ],
    [
      'the gender beside it',
      '3171011708450001',
      { 6: { '5': 0.3 } },
      holder('17-08-1944', 'FEMALE'),
      '3171015708450001',
    ],
  ])('in doubt is decided by %s', (_name, number, doubts, beside, likelier) => {
    const read = decode(number, doubts, beside);
    expect(read?.nik.text).toBe(likelier);
    expect(read?.runnerUp).toBe(number);
    expect(read?.nik.share).toBeLessThan(0.9999);
  });

  it('is not changed for a digit that is hardly in doubt', () => {
    expect(decode('3171011708480001', { 11: { '5': 0.004 } }, holder('17-08-1945', null))?.nik.text).toBe(
      '3171011708480001',
    );
  });

  it('decides a date in doubt beside it, and both are put right together', () => {
    const beside = holder('17-08-1948', null, { 9: { '5': 0.3 } });
    expect(beside.dates[0]?.text).toBe('17-08-1948');
    const read = decode('3171011708460001', { 11: { '5': 0.3 } }, beside);
    expect(read?.nik.text).toBe('3171011708450001');
    expect(read?.date?.text).toBe('17-08-1945');
  });

  it('speaks the less for itself the odder it is, however clear the print', () => {
    const cost = (number: string, beside = nobody) => decode(number, {}, beside)?.nik.cost ?? Number.NaN;
    const usual = cost('3171011708450001', holder('17-08-1945', 'MALE'));
    expect(usual).toBeLessThan(0.5);
    expect(cost('3171011708450001', holder('18-08-1945', 'MALE'))).toBeGreaterThan(usual + 5);
    expect(cost('9999991708450001')).toBeGreaterThan(usual + 5);
    expect(cost('3171013902450001')).toBeGreaterThan(usual + 5);
  });

  it('is read through letters that look like digits, and a colon before it', () => {
    expect(decode(': 3I7IO1I7O845OOO1')?.nik.text).toBe('3171011708450001');
  });

  it('is not made of fewer digits than it has, nor of a word', () => {
    expect(decode('31710117084500')).toBeNull();
    expect(decode('JALAN MERDEKA BARAT')).toBeNull();
  });

  it('is born on the day that it says, where the print shows one that nobody with a card was born on', () => {
    // The 7 of 1974 is worn to what is surely no 7.
    const beside = holder('17-08-1904', null, { 8: { '7': 0.004 } });
    const read = decode('3171011708740001', {}, beside);
    expect(read?.date?.text).toBe('17-08-1974');
    expect(read?.nik.text).toBe('3171011708740001');
  });

  it('tells how far its digits stand from an even pitch', () => {
    const digits = [...'3171011708450001'];
    const print = (gapOf: (digit: number) => number) =>
      decodeNik(
        emissionsOf(
          [
            lineFrom(
              fromColumns([
                {},
                ...digits.flatMap((digit, n) => [
                  { [digit]: 0.999 },
                  ...Array.from({ length: gapOf(n) }, () => ({})),
                ]),
              ]),
            ),
          ],
          'DIGITS',
        )!,
        nobody,
        regions,
      );
    expect(print(() => 3)?.unevenness).toBeLessThan(0.01);
    // The last two share the room of one.
    expect(print((n) => (n === 14 ? 1 : 3))?.unevenness).toBeCloseTo(0.4, 1);
  });
});

describe('a NIK of which a digit is hidden', () => {
  // Of the last digit so little is seen that it isn't read.
  const confidence = [...Array<number>(15).fill(0.99), 0.4];
  const digits = lineAt('3171011708450001', { left: VALUES_AT, y: 100, height: 30, advance: 24, confidence });
  const covered = card({ 0: [line('NIK', LABELS_AT, 0), digits] });
  const decoded = (visibility: FieldSight['visibility']) =>
    decodeCard(layOut(covered), ALL_FIELDS, regions, { NIK: { visibility, hiddenBy: null, hidden: [] } });

  it('is what was read of it, and no number that it may be', () => {
    const { fields, raw, nikAsRead, nikRunnerUp } = decoded('PARTLY_HIDDEN');
    expect(fields.NIK).toMatchObject({ text: '317101170845000', confidence: 0.05 });
    expect([raw.idNumber, nikAsRead, nikRunnerUp]).toEqual(['317101170845000', null, null]);
    expect(decoded('WHOLE').fields.NIK).toMatchObject({ text: '3171011708450001', confidence: 0.5 });
  });
});
