import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBirth } from '../../src/ktp/birth.js';
import { calendarDate, dateOf } from '../../src/ktp/date.js';
import { cardOf, codes } from './specimen.js';

describe("the upstream's own examples", () => {
  it.each([
    ['SE M**N, 01-06-1989', 'SE M**N', '1989-06-01'],
    ['LAKI-LAKI', null, null],
    ['SE M**N, 01-0', 'SE M**N', null],
    ['null', null, null],
  ])('%s', (text, place, date) => {
    expect(readBirth(text)).toMatchObject({ place, date });
    const card = cardOf({ birthPlaceBirthday: text });
    expect([card.birthPlace, card.birthDate]).toEqual([place, date]);
  });
});

describe('place and date', () => {
  it.each([
    ['BANDUNG, 17-08-1945', 'BANDUNG', '1945-08-17'],
    ['JAKARTA 13-08-1945', 'JAKARTA', '1945-08-13'],
    ['KUALA KAPUAS 17-08-1945', 'KUALA KAPUAS', '1945-08-17'],
    ['BANDAR LAMPUNG,17-08-1945', 'BANDAR LAMPUNG', '1945-08-17'],
    ['JAKARTA, SELATAN, 17-08-1945', 'JAKARTA, SELATAN', '1945-08-17'],
    ['KAB. SEMARANG, 17-08-1945', 'KAB. SEMARANG', '1945-08-17'],
    ['2 X 11 KAYU TANAM, 17-08-1945', '2 X 11 KAYU TANAM', '1945-08-17'],
    ['BANDUNG. 17-08-1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG; 17-08-1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG , 17-08-1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 17 08 1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 17.08.1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 17/08/1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 17081945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 17-081945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 17–08–1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG17-08-1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 17 AGUSTUS 1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 17 AGT 1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 17 AUG 1945', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, I7-O8-I945', 'BANDUNG', '1945-08-17'],
    ['BALI I7-O8-I945', 'BALI', '1945-08-17'],
    ['BANDUNG, 1945-08-17', 'BANDUNG', '1945-08-17'],
    ['BANDUNG, 01-06-1989', 'BANDUNG', '1989-06-01'],
    ['BANDUNG, 31-02-1990', 'BANDUNG', null],
    ['BANDUNG, 29-02-1999', 'BANDUNG', null],
    ['BANDUNG, 31-04-1990', 'BANDUNG', null],
    ['BANDUNG, 00-01-1990', 'BANDUNG', null],
    ['BANDUNG, 17-13-1945', 'BANDUNG', null],
    ['BANDUNG, 29-02-2000', 'BANDUNG', '2000-02-29'],
    ['BANDUNG, 17-08-2045', 'BANDUNG', '2045-08-17'],
    ['BANDUNG, 17-08-1845', 'BANDUNG', '1845-08-17'],
    [', 17-08-1945', null, '1945-08-17'],
    ['17-08-1945', null, '1945-08-17'],
    ['BANDUNG,', 'BANDUNG', null],
    ['BANDUNG', 'BANDUNG', null],
    ['BANDUNG 01-0', 'BANDUNG', null],
    ['JAKARTA, SELATAN, 01-0', 'JAKARTA, SELATAN', null],
    ['-', null, null],
    [',', null, null],
    ['   ', null, null],
    ['', null, null],
    [null, null, null],
    ['KUALA LUMPUR, 17-08-1945', 'KUALA LUMPUR', '1945-08-17'],
    ['DILI, 17-08-1945', 'DILI', '1945-08-17'],
    ['UJUNG PANDANG 17-08-1945', 'UJUNG PANDANG', '1945-08-17'],
    ['Bandung, 17-08-1945', 'Bandung', '1945-08-17'],
    ['Bu Nuapu’u, 17-08-1945', 'Bu Nuapu’u', '1945-08-17'],
    ['São Tomé, 17-08-1945', 'São Tomé', '1945-08-17'],
    [': BANDUNG, 17-08-1945', 'BANDUNG', '1945-08-17'],
    ['Tempat/Tgl Lahir : BANDUNG, 17-08-1945', 'BANDUNG', '1945-08-17'],
    ['Tgl Lahir BANDUNG, 17-08-1945', 'BANDUNG', '1945-08-17'],
    ['Lahir: BANDUNG, 17-08-1945', 'BANDUNG', '1945-08-17'],
    ['LAHIRAN, 17-08-1945', 'LAHIRAN', '1945-08-17'],
    ['BANDUNG,\u0000\n17-08-1945', 'BANDUNG', '1945-08-17'],
  ])('%s', (text, place, date) => {
    expect(readBirth(text)).toMatchObject({ place, date });
  });

  it('survive any place and any date', () => {
    const places = fc.constantFrom(
      'BANDUNG',
      'KUALA KAPUAS',
      'KAB. SEMARANG',
      '2 X 11 KAYU TANAM',
      'BALI',
      'SOLO',
    );
    const separators = fc.constantFrom(', ', ',', ' ', ' , ', '. ');
    const marks = fc.constantFrom('-', '/', '.', ' ', '–');
    fc.assert(
      fc.property(
        places,
        separators,
        marks,
        fc.integer({ min: 1900, max: 2026 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        (place, separator, mark, year, month, day) => {
          const written = [String(day).padStart(2, '0'), String(month).padStart(2, '0'), year].join(mark);
          expect(readBirth(`${place}${separator}${written}`)).toMatchObject({
            place,
            date: dateOf(year, month, day),
          });
        },
      ),
    );
  });

  it('never throw, and keep a date only if the calendar has it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { date } = readBirth(text);
        expect(date === null || calendarDate(date) === date).toBe(true);
      }),
    );
  });
});

describe('a year of two digits', () => {
  it('is read with the NIK', () => {
    expect(cardOf({ idNumber: '3374011708450001', birthPlaceBirthday: 'BANDUNG, 17-08-45' }).birthDate).toBe(
      '1945-08-17',
    );
  });

  it('is not guessed without, and said', () => {
    expect(cardOf({ birthPlaceBirthday: 'BANDUNG, 17-08-45' })).toMatchObject({
      birthPlace: 'BANDUNG',
      birthDate: null,
    });
    expect(
      cardOf({ idNumber: '3374011708990001', birthPlaceBirthday: 'BANDUNG, 17-08-45' }).birthDate,
    ).toBeNull();
    expect(codes({ idNumber: null, birthPlaceBirthday: 'BANDUNG, 17-08-45' })).toContain('VALUE_UNKNOWN');
  });
});
