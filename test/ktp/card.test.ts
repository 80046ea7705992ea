import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/ktp/card.js';
import { FIELD_NAMES } from '../../src/ktp/field.js';
import { normalisedText, rawText } from '../../src/ktp/field-texts.js';
import { findInconsistencies } from '../../src/ktp/inconsistencies.js';
import { RAW_FIELD_NAMES, rawFields } from '../../src/ktp/raw.js';
import type { RegionTable } from '../../src/regions/region.js';
import { cardOf, checkContext, SPECIMEN, specimenWith } from './specimen.js';

describe('a card on which everything fits', () => {
  const card = specimenWith({});

  it('is normalised', () => {
    expect({
      ...card,
      text: undefined,
      parsed: undefined,
      nik: card.nik?.number,
      address: { ...card.address },
    }).toEqual({
      text: undefined,
      parsed: undefined,
      nik: '3374011708450001',
      name: 'CONTOH SPESIMEN',
      birthPlace: 'BANDUNG',
      birthDate: '1945-08-17',
      gender: 'MALE',
      bloodType: 'O',
      address: {
        street: 'JL. CONTOH NO. 1',
        rt: '011',
        rw: '002',
        village: checkContext.regions.find('3374011001'),
        district: checkContext.regions.find('337401'),
        regency: checkContext.regions.find('3374'),
        province: checkContext.regions.find('33'),
      },
      religion: 'ISLAM',
      maritalStatus: 'MARRIED',
      occupation: 'KARYAWAN SWASTA',
      occupationCode: 15,
      citizenship: 'INDONESIAN',
      nationality: 'WNI',
      nationalityCode: 'ID',
      validity: { lifetime: true, until: null },
      issue: null,
    });
  });

  it('has nothing to report', () => {
    expect(findInconsistencies(card, checkContext)).toEqual([]);
  });

  it.each([
    ['PROVINCE', 'PROVINSI JAWA TENGAH', 'Jawa Tengah'],
    ['REGENCY', 'KOTA SEMARANG', 'Kota Semarang'],
    ['NIK', '3374011708450001', '3374011708450001'],
    ['NAME', 'CONTOH SPESIMEN', 'CONTOH SPESIMEN'],
    ['BIRTH_PLACE', 'BANDUNG, 17-08-1945', 'BANDUNG'],
    ['BIRTH_DATE', 'BANDUNG, 17-08-1945', '1945-08-17'],
    ['GENDER', 'LAKI-LAKI', 'MALE'],
    ['BLOOD_TYPE', 'O', 'O'],
    ['STREET', 'JL. CONTOH NO. 1', 'JL. CONTOH NO. 1'],
    ['RT_RW', '011/002', '011/002'],
    ['VILLAGE', 'MIROTO', 'Miroto'],
    ['DISTRICT', 'SEMARANG TENGAH', 'Semarang Tengah'],
    ['RELIGION', 'ISLAM', 'ISLAM'],
    ['MARITAL_STATUS', 'KAWIN', 'MARRIED'],
    ['OCCUPATION', 'KARYAWAN SWASTA', 'KARYAWAN SWASTA'],
    ['CITIZENSHIP', 'WNI', 'INDONESIAN'],
    ['VALID_UNTIL', 'SEUMUR HIDUP', 'SEUMUR HIDUP'],
    ['ISSUE_PLACE', null, null],
    ['ISSUE_DATE', null, null],
  ] as const)('shows %s as read %s and as %s', (field, raw, normalised) => {
    expect([rawText(card, field), normalisedText(card, field)]).toEqual([raw, normalised]);
  });
});

describe('the name', () => {
  it.each([
    ['R**A M**H A**H,', 'R**A M**H A**H'],
    [': CONTOH   SPESIMEN', 'CONTOH SPESIMEN'],
    ['CONTOH\nSPESIMEN', 'CONTOH SPESIMEN'],
    ['CONTOH SPESIMEN.', 'CONTOH SPESIMEN'],
    ['CONTOH SPESIMEN -', 'CONTOH SPESIMEN'],
    ['CONTOH SPESIMEN, S.H.', 'CONTOH SPESIMEN, S.H.'],
    ['DR. CONTOH', 'DR. CONTOH'],
    ["MA'RUF CONTOH", "MA'RUF CONTOH"],
    ['null', null],
    ['NULL', null],
    ['', null],
    [',', null],
    ['LAKI-LAKI', null],
  ])('%j is %j', (name, expected) => {
    expect(cardOf({ name }).name).toBe(expected);
  });
});

describe('the issue', () => {
  it('is read where the engine reports it', () => {
    const issue = { place: ' KOTA SEMARANG ', date: 'I7-O8-2012' };
    expect(specimenWith({}, { issue }).issue).toEqual({ place: 'KOTA SEMARANG', date: '2012-08-17' });
    expect(specimenWith({}, { issue: { place: 'KOTA SEMARANG', date: null } }).issue).toEqual({
      place: 'KOTA SEMARANG',
      date: null,
    });
    expect(specimenWith({}, { issue: { place: null, date: null } }).issue).toBeNull();
  });
});

describe("a foreigner's card", () => {
  it('is understood in English', () => {
    const card = specimenWith({
      gender: 'FEMALE',
      idNumber: '3374015708450001',
      religion: 'CATHOLIC',
      maritalStatus: 'WIDOWED',
      occupation: 'TEACHER',
      nationality: 'JAPAN',
      expiryDate: '17-08-2028',
    });
    expect(card).toMatchObject({
      gender: 'FEMALE',
      religion: 'CATHOLIC',
      maritalStatus: 'WIDOWED',
      occupation: 'TEACHER',
      occupationCode: null,
      citizenship: 'FOREIGN',
      nationality: 'JAPAN',
      validity: { lifetime: false, until: '2028-08-17' },
    });
    expect(findInconsistencies(card, checkContext)).toEqual([]);
  });
});

it('costs nothing for what nobody asks', () => {
  const untouchable = new Proxy({} as RegionTable, {
    get: () => {
      throw new Error('the regions were looked at');
    },
  });
  const card = parseCard(
    { raw: rawFields(SPECIMEN), issue: null, nikRunnerUp: null },
    { regions: untouchable, today: '2026-11-22' },
  );
  expect([
    card.name,
    card.birthDate,
    card.gender,
    card.address.street,
    card.address.rt,
    card.occupation,
  ]).toEqual(['CONTOH SPESIMEN', '1945-08-17', 'MALE', 'JL. CONTOH NO. 1', '011', 'KARYAWAN SWASTA']);
  expect(() => card.nik).toThrow('the regions were looked at');
  expect(() => card.address.province).toThrow('the regions were looked at');
});

it('is computed once', () => {
  const card = specimenWith({});
  expect(card.nik).toBe(card.nik);
  expect(card.address).toBe(card.address);
  expect(card.parsed.regions).toBe(card.parsed.regions);
});

it('of nothing is nothing', () => {
  const card = cardOf({});
  for (const field of FIELD_NAMES) expect(normalisedText(card, field)).toBeNull();
  expect(card.nik).toBeNull();
  expect(card.address.street).toBeNull();
});

describe('any text', () => {
  const damaged = fc
    .tuple(
      fc.constantFrom(...Object.values(SPECIMEN)),
      fc.array(fc.tuple(fc.nat(40), fc.constantFrom(...'O0Il1|,.-:* \u0000', '', '💥')), { maxLength: 4 }),
    )
    .map(([text, changes]) =>
      changes.reduce((line, [at, to]) => line.slice(0, at) + to + line.slice(at + 1), text ?? ''),
    );
  const line = fc.option(fc.oneof(damaged, fc.string(), fc.string({ unit: 'binary' })));

  it('is understood or reported, and never throws', () => {
    fc.assert(
      fc.property(fc.tuple(...RAW_FIELD_NAMES.map(() => line)), fc.option(line), (lines, issueDate) => {
        const raw = rawFields(Object.fromEntries(RAW_FIELD_NAMES.map((name, i) => [name, lines[i] ?? null])));
        const card = parseCard(
          { raw, issue: { place: null, date: issueDate ?? null }, nikRunnerUp: null },
          checkContext,
        );
        const found = findInconsistencies(card, checkContext);
        for (const field of FIELD_NAMES) {
          const text = rawText(card, field);
          // The card says that it is not known: TIDAK TAHU.
          const saysNone =
            field === 'BLOOD_TYPE' &&
            /^(TT|TIDAKTAHU|TDKTAHU|UNKNOWN)$/i.test((text ?? '').replace(/[\s\p{Pd}\u2212:;.,_/()]/gu, ''));
          const mayBeSilent =
            saysNone ||
            (['BLOOD_TYPE', 'RELIGION', 'OCCUPATION', 'ISSUE_DATE'].includes(field) &&
              /^[\s\p{Cc}\p{Cf}\p{DI}\p{Pd}\u2212\u2800:;.,_|~="'`´‘’“”/()]*$|null/iu.test(text ?? ''));
          const reported = found.some(({ fields }) => fields.includes(field));
          expect([
            field,
            text,
            normalisedText(card, field) !== null || text === null || mayBeSilent || reported,
          ]).toEqual([field, text, true]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('may be a megabyte everywhere', () => {
    for (const unit of ['A', '1', ' ', ',', '-', 'KOTA ', '17-08-1945 ', 'RT 1 RW 2 ', '*', '💥', '\u0300']) {
      const long = unit.repeat(Math.ceil(1_000_000 / unit.length));
      const raw = rawFields(Object.fromEntries(RAW_FIELD_NAMES.map((name) => [name, long])));
      const card = parseCard({ raw, issue: { place: long, date: long }, nikRunnerUp: null }, checkContext);
      const found = findInconsistencies(card, checkContext);
      expect(found.length).toBeGreaterThan(0);
      expect(JSON.stringify(found).length).toBeLessThan(20_000);
      for (const field of FIELD_NAMES) expect(normalisedText(card, field)?.length ?? 0).toBeLessThan(300);
    }
  });
});
