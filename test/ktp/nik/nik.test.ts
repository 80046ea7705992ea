import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NikHints } from '../../../src/ktp/nik/hints.js';
import { type Nik, readNik } from '../../../src/ktp/nik/nik.js';
import { checkContext } from '../specimen.js';

const { regions, today } = checkContext;
const read = (text: string, hints: Partial<NikHints> = {}): Nik =>
  readNik(text, { regions, today, ...hints });
const codes = (nik: Nik) => nik.problems.map(({ code }) => code);

describe('numbers that hold', () => {
  it.each([
    ['3171011708450001', 'MALE', '1945-08-17', 'Gambir', 'Kota Administrasi Jakarta Pusat'],
    ['3171015708450001', 'FEMALE', '1945-08-17', 'Gambir', 'Kota Administrasi Jakarta Pusat'],
    ['3171012902001234', 'MALE', '2000-02-29', 'Gambir', 'Kota Administrasi Jakarta Pusat'],
    ['3171016902000001', 'FEMALE', '2000-02-29', 'Gambir', 'Kota Administrasi Jakarta Pusat'],
    ['3171013101800001', 'MALE', '1980-01-31', 'Gambir', 'Kota Administrasi Jakarta Pusat'],
    ['3171014101800001', 'FEMALE', '1980-01-01', 'Gambir', 'Kota Administrasi Jakarta Pusat'],
    ['3171017101800001', 'FEMALE', '1980-01-31', 'Gambir', 'Kota Administrasi Jakarta Pusat'],
    ['3315131501901235', 'MALE', '1990-01-15', 'Purwodadi', 'Kabupaten Grobogan'],
    ['9301011708450001', 'MALE', '1945-08-17', 'Merauke', 'Kabupaten Merauke'],
  ])('%s: %s, %s, %s in %s', (number, gender, birthDate, district, regency) => {
    const nik = read(number);
    expect(nik).toMatchObject({
      number,
      valid: true,
      repaired: false,
      runnerUp: null,
      problems: [],
      gender,
      birthDate,
    });
    expect(nik.serial).toBe(number.slice(12));
    expect([nik.district?.name, nik.regency?.name]).toEqual([district, regency]);
    expect(nik.birthDateCandidates[0]).toBe(birthDate);
  });

  it('keeps a number beyond 2^53 to the digit, in a region that was retired', () => {
    const nik = read('9101011708450001');
    expect(nik).toMatchObject({ number: '9101011708450001', valid: true, serial: '0001' });
    expect(nik.district).toMatchObject({ name: 'Merauke', retired: true, successor: '930101' });
    expect(nik.problems).toMatchObject([
      { code: 'NIK_REGION_RETIRED', severity: 'INFO', expected: '930101', found: '910101' },
    ]);
  });

  it('accepts a region that only a hole in the numbering speaks for', () => {
    const nik = read('6404011708450001');
    expect(nik).toMatchObject({
      valid: true,
      district: null,
      regency: { name: 'Kabupaten Bulungan', retired: true, successor: '6501' },
    });
    expect(codes(nik)).toEqual(['NIK_REGION_RETIRED']);
    expect(codes(read('1104041708450001'))).toEqual(['NIK_REGION_RETIRED']);
  });

  it('drops spaces, dots and dashes, and nothing else', () => {
    expect(read('33 7401-170845.0001')).toMatchObject({
      number: '3374011708450001',
      valid: true,
      repaired: false,
    });
    expect(codes(read('3374/01/170845/0001'))).toEqual(['NIK_NON_DIGIT', 'NIK_LENGTH']);
  });
});

describe('numbers that do not', () => {
  it.each([
    ['31710117084500', ['NIK_LENGTH']],
    ['', ['NIK_LENGTH']],
    ['9971011708450001', ['NIK_PROVINCE_UNKNOWN']],
    ['9999991501900001', ['NIK_PROVINCE_UNKNOWN']],
    ['3171013002001234', ['NIK_DATE_IMPOSSIBLE']],
    ['3171013104800001', ['NIK_DATE_IMPOSSIBLE']],
    ['3171012902190001', ['NIK_DATE_IMPOSSIBLE']],
    ['3502027102019913', ['NIK_DATE_IMPOSSIBLE']],
    ['1101014002900001', ['NIK_DAY']],
    ['3171010008450001', ['NIK_DAY']],
    ['3171017208450001', ['NIK_DAY']],
    ['3171018108450001', ['NIK_DAY']],
    ['3315133131980001', ['NIK_MONTH']],
    ['3171011700450001', ['NIK_MONTH']],
    ['3171011708450000', ['NIK_SERIAL_ZERO']],
    ['3315131501900000', ['NIK_SERIAL_ZERO']],
    ['3171010000450000', ['NIK_DAY', 'NIK_MONTH', 'NIK_SERIAL_ZERO']],
    ['٣١٧١٠١١٧٠٨٤٥٠٠٠١', ['NIK_NON_DIGIT']],
    ['３１７１０１１７０８４５０００１', ['NIK_NON_DIGIT']],
    ['3171011708450OO', ['NIK_NON_DIGIT', 'NIK_LENGTH']],
    ['ABCDEFGHIJKLMNOP', ['NIK_NON_DIGIT']],
  ])('%s: %j', (number, expected) => {
    const nik = read(number);
    expect(nik.valid).toBe(false);
    expect(codes(nik)).toEqual(expected);
    expect(nik.problems.every(({ severity }) => severity === 'ERROR')).toBe(true);
  });

  it('takes apart what can be taken apart', () => {
    expect(read('3171013002001234')).toMatchObject({
      gender: 'MALE',
      birthDate: null,
      birthDateCandidates: [],
      serial: '1234',
      regency: { code: '3171' },
    });
    expect(read('3171018108450001').gender).toBeNull();
  });
});

describe('regions that no list has: odd, not invalid', () => {
  it.each([
    ['3171991708450001', 'NIK_DISTRICT_UNKNOWN', 'INFO', '317199'],
    ['3199011708450001', 'NIK_REGENCY_UNKNOWN', 'WARNING', '3199'],
  ])('%s: %s', (number, code, severity, found) => {
    const nik = read(number);
    expect(nik.valid).toBe(true);
    expect(nik.problems).toMatchObject([{ code, severity, found, fields: ['NIK'] }]);
  });
});

describe('codes that cannot be', () => {
  it.each([
    ['3171001708450001', 'NIK_DISTRICT_UNKNOWN', '00'],
    ['3100011708450001', 'NIK_REGENCY_UNKNOWN', '3100'],
  ])('%s: %s', (number, code, found) => {
    const nik = read(number);
    expect(nik.valid).toBe(false);
    expect(nik.problems).toMatchObject([{ code, severity: 'ERROR', found }]);
  });
});

describe('what stands around a number', () => {
  it.each([
    '3374015708450001\n',
    '3374 0157 0845 0001',
    '33.74.01–570845–0001',
    '33\u201074\u201101\u2212570845\u20140001',
    "'3374015708450001'",
    "'3374015708450001",
    '="3374015708450001"',
    'NIK : 3374015708450001',
    'NIK 3374015708450001',
    'No. KTP: 3374015708450001',
    '\ufeff3374\u200b0157\u00a00845\u30000001',
  ])('means nothing: %j', (text) => {
    expect(read(text)).toMatchObject({
      number: '3374015708450001',
      valid: true,
      repaired: false,
      problems: [],
    });
  });
});

describe('the century', () => {
  it.each<readonly [string, string | null, readonly string[], string]>([
    ['3315130109090002', '2009-09-01', ['2009-09-01', '1909-09-01'], 'the older would be 117'],
    ['3171012211090001', '2009-11-22', ['2009-11-22', '1909-11-22'], 'turns 17 today'],
    ['3171012311090001', null, ['2009-11-23', '1909-11-23'], 'turns 17 tomorrow'],
    ['3171011708150001', null, ['2015-08-17', '1915-08-17'], '11 or 111'],
    ['3171011708160001', '1916-08-17', ['1916-08-17', '2016-08-17'], '110 or 10'],
    ['3171012311260001', '1926-11-23', ['1926-11-23'], 'tomorrow is no birth date'],
    ['3171011708450001', '1945-08-17', ['1945-08-17'], '2045 is to come'],
    ['3171012902040001', '2004-02-29', ['2004-02-29', '1904-02-29'], 'a leap day in both'],
    ['3171012902000001', '2000-02-29', ['2000-02-29'], 'a leap day in 2000 only'],
  ])('%s is %s of %j: %s', (number, birthDate, birthDateCandidates) => {
    expect(read(number)).toMatchObject({ valid: true, birthDate, birthDateCandidates });
  });

  it('of a child is left open, and said', () => {
    expect(read('3171012311090001').problems).toMatchObject([
      { code: 'AGE_UNDER_17', severity: 'INFO', fields: ['NIK'] },
    ]);
  });

  it.each([
    ['3171011708150001', '2015-08-17', '2015-08-17'],
    ['3171011708150001', '1915-08-17', '1915-08-17'],
    ['3171011708060001', '1906-08-17', '1906-08-17'],
    ['3171011708000001', '1999-08-17', '2000-08-17'],
    ['3171011708000001', '1960-08-17', '2000-08-17'],
    ['3171011708000001', '1940-08-17', '1900-08-17'],
    ['3171011708450001', '2045-08-17', '1945-08-17'],
  ])('of %s follows the printed %s', (number, printedBirthDate, birthDate) => {
    const nik = read(number, { printedBirthDate });
    expect(nik.birthDate).toBe(birthDate);
    expect(nik.birthDateCandidates[0]).toBe(birthDate);
    expect(nik.problems).toEqual([]);
  });

  it('follows the given day, never a clock', () => {
    expect(read('3171012311090001', { today: '2026-11-23' }).birthDate).toBe('2009-11-23');
    expect(read('3171012311090001', { today: '2008-01-01' })).toMatchObject({
      birthDate: '1909-11-23',
      birthDateCandidates: ['1909-11-23'],
    });
  });
});

describe('misread letters', () => {
  it.each([
    ['317101170845OOO1', '3171011708450001'],
    ['3I7l01|70845oQ0!', '3171011708450001'],
    ['31710117O84S0001', '3171011708450001'],
    ['3374O1170845D001', '3374011708450001'],
    ['33740I?70845000I', null],
    ['BB740117084S0001', null],
    ['ZZ7101170B450001', null],
    ['3171O1I7OB4SOOOI', null],
    ['317101170845000X', null],
    ['317101170845OOOO', null],
  ])('%s: %s', (text, number) => {
    const nik = read(text);
    if (number === null) {
      expect(nik).toMatchObject({ valid: false, repaired: false, number: text });
      expect(codes(nik)).toEqual(['NIK_NON_DIGIT']);
      return;
    }
    expect(nik).toMatchObject({ number, valid: true, repaired: true });
    expect(nik.problems).toMatchObject([
      { code: 'NIK_OCR_REPAIRED', severity: 'INFO', expected: number, found: text },
    ]);
  });

  it('are left alone in a number that holds', () => {
    expect(read('3374011708450001').repaired).toBe(false);
  });

  it('tells of a number that an engine judged likelier than what it read character by character', () => {
    const nik = read('3374011708450001', { asRead: '3374011788450001', runnerUp: '3374011788450001' });
    expect(nik).toMatchObject({ number: '3374011708450001', valid: true, repaired: true });
    expect(nik.runnerUp).toBe('3374011788450001');
    expect(nik.problems).toMatchObject([
      { code: 'NIK_OCR_REPAIRED', expected: '3374011708450001', found: '3374011788450001' },
    ]);
  });

  it('name the runner-up where a letter may be two digits', () => {
    expect(read('337401170845000B')).toMatchObject({
      number: '3374011708450008',
      runnerUp: '3374011708450006',
      repaired: true,
    });
  });

  it('are read as the printed birth date has them', () => {
    const text = '33740117084G0001';
    expect(read(text, { printedBirthDate: '1946-08-17' }).number).toBe('3374011708460001');
    expect(read(text, { printedBirthDate: '1949-08-17' })).toMatchObject({
      number: '3374011708490001',
      runnerUp: '3374011708460001',
    });
  });

  it('leave the runner-up of the picture in its place', () => {
    expect(read('3374011708450001', { runnerUp: '3374011708450007' }).runnerUp).toBe('3374011708450007');
    expect(read('337401170845000B', { runnerUp: '3374011708450003' }).runnerUp).toBe('3374011708450003');
  });
});

describe('text that is no number', () => {
  it('is not judged when masked', () => {
    for (const text of ['33******02', '33740117084500**', '****************']) {
      expect(read(text)).toMatchObject({
        number: text,
        valid: false,
        problems: [{ code: 'MASKED_VALUE', severity: 'INFO' }],
      });
    }
  });

  it('is not echoed when it is a megabyte', () => {
    for (const text of [
      '1'.repeat(1_000_000),
      'O'.repeat(1_000_000),
      ' '.repeat(1_000_000),
      '💥'.repeat(500_000),
    ]) {
      const nik = read(text);
      expect(nik.valid).toBe(false);
      expect(codes(nik)).toContain('NIK_LENGTH');
      expect(JSON.stringify(nik).length).toBeLessThan(2000);
    }
  });

  it('always gets a verdict', () => {
    const character = fc.constantFrom(...'0123456789OIlSBZGgbQDT|!?*.- \u0000\n', '٣', '３', '💥');
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: character, minLength: 14, maxLength: 20 }),
    );
    fc.assert(
      fc.property(text, (any) => {
        const nik = read(any);
        expect(nik.valid && nik.problems.some(({ severity }) => severity === 'ERROR')).toBe(false);
        expect(nik.valid || nik.problems.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

it('takes every number apart into what it was made of', () => {
  const districts = regions
    .within(null)
    .flatMap(({ code }) => regions.within(code))
    .flatMap(({ code }) => regions.within(code));
  const born = fc
    .date({ min: new Date('1916-11-23'), max: new Date('2009-11-22'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const gender = fc.constantFrom('MALE' as const, 'FEMALE' as const);
  fc.assert(
    fc.property(
      fc.constantFrom(...districts),
      born,
      gender,
      fc.integer({ min: 1, max: 9999 }),
      (district, birthDate, gender, running) => {
        const serial = String(running).padStart(4, '0');
        const [year, month, day] = birthDate.split('-') as [string, string, string];
        const dd = String(Number(day) + (gender === 'FEMALE' ? 40 : 0)).padStart(2, '0');
        const nik = read(`${district.code}${dd}${month}${year.slice(2)}${serial}`);
        expect(nik).toMatchObject({ valid: true, problems: [], gender, serial, birthDate });
        expect(nik.district).toEqual(district);
        expect([nik.regency?.code, nik.province?.code]).toEqual([
          district.code.slice(0, 4),
          district.code.slice(0, 2),
        ]);
      },
    ),
    { numRuns: 2000 },
  );
});
