import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, calendarDate, dateOf } from '../../src/ktp/date.js';
import { dateAtEnd, wholeDate } from '../../src/ktp/written-date.js';

describe('calendar dates', () => {
  it.each(['2000-02-29', '1945-08-17', '2024-12-31', '0001-01-01'])('%s exists', (text) => {
    expect(calendarDate(text)).toBe(text);
  });

  it.each([
    '1900-02-29',
    '1999-02-29',
    '1990-02-31',
    '1990-04-31',
    '1990-00-01',
    '1945-13-17',
    '1945-8-17',
    '17-08-1945',
    '1945/08/17',
    '1945-08-17 ',
    '1945-08-17T00:00',
    '',
    '１９４５-08-17',
  ])('%j does not', (text) => {
    expect(calendarDate(text)).toBeNull();
  });

  it('agree with the days of a real calendar', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1600, max: 2400 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const real = new Date(Date.UTC(year, month - 1, day));
          const exists =
            real.getUTCFullYear() === year && real.getUTCMonth() === month - 1 && real.getUTCDate() === day;
          expect(dateOf(year, month, day)).toBe(exists ? real.toISOString().slice(0, 10) : null);
        },
      ),
    );
  });
});

it.each([
  ['1945-08-17', '2026-08-16', 80],
  ['1945-08-17', '2026-08-17', 81],
  ['2000-02-29', '2017-02-28', 16],
  ['2000-02-29', '2017-03-01', 17],
  ['2026-11-23', '2026-11-22', -1],
])('whoever was born on %s is on %s %i', (birth, on, age) => {
  expect(ageOn(birth, on)).toBe(age);
});

describe('written dates', () => {
  it.each([
    ['17-08-1945', '1945-08-17'],
    ['17 08 1945', '1945-08-17'],
    ['17.08.1945', '1945-08-17'],
    ['17/08/1945', '1945-08-17'],
    ['17081945', '1945-08-17'],
    ['17-081945', '1945-08-17'],
    ['17–08–1945', '1945-08-17'],
    ['1-6-1989', '1989-06-01'],
    ['1945-08-17', '1945-08-17'],
    ['17 AGUSTUS 1945', '1945-08-17'],
    ['17 AGT 1945', '1945-08-17'],
    ['17 AUG 1945', '1945-08-17'],
    ['17 Pebruari 1945', '1945-02-17'],
    ['17 NOPEMBER 1945', '1945-11-17'],
    ['3 MEI 1945', '1945-05-03'],
    ['3 May 1945', '1945-05-03'],
    ['17 DESEMBFR 1945', '1945-12-17'],
    ['I7-O8-I945', '1945-08-17'],
    ['17-08-1945.', '1945-08-17'],
    [': 17 - 08 - 1945', '1945-08-17'],
    ['31-02-1990', null],
    ['29-02-1999', null],
    ['17-13-1945', null],
    ['17-08-45', null],
  ])('%s is %s', (text, date) => {
    expect(wholeDate(text)).toMatchObject({ date });
  });

  it('of two digits keep their year', () => {
    expect(wholeDate('17-08-45')).toMatchObject({ shortYear: true, year: 45, month: 8, day: 17 });
  });

  it.each(['', 'BANDUNG', 'SEUMUR HIDUP', '01-0', '17-08', 'IO-OI-SOLO', 'BOLI-SOIL'])(
    '%j is none',
    (text) => {
      expect(dateAtEnd(text)).toBeNull();
    },
  );

  it('are not whole where something else stands before them', () => {
    expect(wholeDate('BANDUNG, 17-08-1945')).toBeNull();
  });
});
