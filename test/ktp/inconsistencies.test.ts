import { describe, expect, it } from 'vitest';
import type { CardText } from '../../src/ktp/card-text.js';
import { findInconsistencies } from '../../src/ktp/inconsistencies.js';
import { INCONSISTENCY_CODES, SEVERITIES } from '../../src/ktp/inconsistency.js';
import type { RawFields } from '../../src/ktp/raw.js';
import type { Hider } from '../../src/ktp/sight.js';
import { cardOf, checkContext, codes, findings } from './specimen.js';

type Row = readonly [
  code: string,
  fields: Partial<RawFields>,
  severity: string,
  concerns: readonly string[],
  expected: string | null,
  found: string | null,
  more?: Partial<CardText>,
];

const FOREIGN = {
  nationality: 'JEPANG',
  gender: 'MALE',
  religion: 'CHRISTIAN',
  maritalStatus: 'MARRIED',
  expiryDate: '17-08-2028',
};

/** Each changes the specimen so that this and nothing else is found. */
const ROWS: readonly Row[] = [
  ['PICTURE_DAMAGED', {}, 'WARNING', [], null, null, { damaged: true }],
  [
    'VALUE_HIDDEN',
    {},
    'WARNING',
    ['NAME', 'RELIGION'],
    null,
    null,
    {
      sights: {
        NAME: { visibility: 'PARTLY_HIDDEN', hiddenBy: 'GLARE' },
        GENDER: { visibility: 'WHOLE', hiddenBy: null },
        RELIGION: { visibility: 'HIDDEN', hiddenBy: 'OBJECT' },
      },
    },
  ],
  ['FIELD_MISSING', { idNumber: null }, 'WARNING', ['NIK'], null, null],
  ['FIELD_MISSING', { name: 'null' }, 'WARNING', ['NAME'], null, null],
  ['FIELD_MISSING', { birthPlaceBirthday: 'BANDUNG' }, 'INFO', ['BIRTH_DATE'], null, null],
  ['FIELD_MISSING', { birthPlaceBirthday: '17-08-1945' }, 'INFO', ['BIRTH_PLACE'], null, null],
  [
    'FIELD_MISSING',
    { gender: '', occupation: '-', expiryDate: null },
    'INFO',
    ['GENDER', 'OCCUPATION', 'VALID_UNTIL'],
    null,
    null,
  ],
  ['VALUE_UNKNOWN', { religion: 'XQZWV' }, 'WARNING', ['RELIGION'], null, 'XQZWV'],
  ['VALUE_UNKNOWN', { expiryDate: '31-02-2016' }, 'WARNING', ['VALID_UNTIL'], null, '31-02-2016'],
  [
    'VALUE_UNKNOWN',
    { birthPlaceBirthday: 'BANDUNG, 01-0' },
    'WARNING',
    ['BIRTH_DATE'],
    null,
    'BANDUNG, 01-0',
  ],
  [
    'VALUE_UNKNOWN',
    { city: 'XQZWV', district: null, village: null, birthPlaceBirthday: 'BANDUNG, 17-08-1945' },
    'WARNING',
    ['REGENCY'],
    null,
    'XQZWV',
  ],
  [
    'VALUE_UNKNOWN',
    {},
    'WARNING',
    ['ISSUE_DATE'],
    null,
    'XX',
    { issue: { place: 'KOTA SEMARANG', date: 'XX' } },
  ],
  [
    'FIELD_SHIFT',
    { birthPlaceBirthday: 'LAKI-LAKI' },
    'WARNING',
    ['BIRTH_PLACE', 'BIRTH_DATE', 'GENDER'],
    null,
    'LAKI-LAKI',
  ],
  ['FIELD_SHIFT', { religion: 'KAWIN' }, 'WARNING', ['RELIGION', 'MARITAL_STATUS'], null, 'KAWIN'],
  ['FIELD_SHIFT', { bloodType: 'ISLAM' }, 'WARNING', ['BLOOD_TYPE', 'RELIGION'], null, 'ISLAM'],
  ['FIELD_SHIFT', { occupation: 'WNI' }, 'WARNING', ['OCCUPATION', 'CITIZENSHIP'], null, 'WNI'],
  [
    'REGENCY_KIND',
    { province: 'DAERAH ISTIMEWA YOGYAKARTA', city: 'KOTA SLEMAN' },
    'WARNING',
    ['REGENCY'],
    'Kabupaten Sleman',
    'KOTA SLEMAN',
  ],
  ['FIELD_SHIFT', { name: 'PEREMPUAN', gender: null }, 'WARNING', ['NAME', 'GENDER'], null, 'PEREMPUAN'],
  [
    'FIELD_SHIFT',
    { district: 'SEUMUR HIDUP', village: null },
    'WARNING',
    ['DISTRICT', 'VALID_UNTIL'],
    null,
    'SEUMUR HIDUP',
  ],
  ['MASKED_VALUE', { idNumber: '33******01' }, 'INFO', ['NIK'], null, null],
  ['MASKED_VALUE', { name: 'C**H', religion: 'I***M' }, 'INFO', ['NAME', 'RELIGION'], null, null],
  ['MASKED_VALUE', { birthPlaceBirthday: 'SE M**N, 17-08-1945' }, 'INFO', ['BIRTH_PLACE'], null, null],
  ['MASKED_VALUE', { city: 'K**A S**G' }, 'INFO', ['REGENCY'], null, null],
  ['NIK_NON_DIGIT', { idNumber: 'XY74011708450001' }, 'ERROR', ['NIK'], '0-9', 'XY74011708450001'],
  ['NIK_LENGTH', { idNumber: '337401170845000' }, 'ERROR', ['NIK'], '16', '15'],
  ['NIK_DAY', { idNumber: '3374013908450001' }, 'ERROR', ['NIK'], '01-31, 41-71', '39'],
  ['NIK_MONTH', { idNumber: '3374011713450001' }, 'ERROR', ['NIK'], '01-12', '13'],
  ['NIK_DATE_IMPOSSIBLE', { idNumber: '3374013102450001' }, 'ERROR', ['NIK'], null, '310245'],
  ['NIK_SERIAL_ZERO', { idNumber: '3374011708450000' }, 'ERROR', ['NIK'], '0001-9999', '0000'],
  ['NIK_PROVINCE_UNKNOWN', { idNumber: '9974011708450001' }, 'ERROR', ['NIK'], null, '99'],
  ['NIK_REGENCY_UNKNOWN', { idNumber: '3398011708450001' }, 'WARNING', ['NIK'], null, '3398'],
  ['NIK_DISTRICT_UNKNOWN', { idNumber: '3374991708450001' }, 'INFO', ['NIK'], null, '337499'],
  [
    'NIK_OCR_REPAIRED',
    { idNumber: '337401I708450001' },
    'INFO',
    ['NIK'],
    '3374011708450001',
    '337401I708450001',
  ],
  [
    'NIK_BIRTHDATE_MISMATCH',
    { birthPlaceBirthday: 'BANDUNG, 08-07-1945' },
    'WARNING',
    ['NIK', 'BIRTH_DATE'],
    '1945-08-17',
    '1945-07-08',
  ],
  ['NIK_GENDER_MISMATCH', { gender: 'PEREMPUAN' }, 'WARNING', ['NIK', 'GENDER'], 'MALE', 'FEMALE'],
  [
    'NIK_REGION_ADDRESS_PROVINCE',
    { idNumber: '3171011708450001' },
    'INFO',
    ['NIK', 'PROVINCE'],
    'Daerah Khusus Ibukota Jakarta',
    'Jawa Tengah',
  ],
  [
    'NIK_REGION_ADDRESS_REGENCY',
    { idNumber: '3322011708450001' },
    'INFO',
    ['NIK', 'REGENCY'],
    'Kabupaten Semarang',
    'Kota Semarang',
  ],
  [
    'HEADER_HIERARCHY',
    { province: 'PROVINSI JAWA BARAT' },
    'WARNING',
    ['PROVINCE', 'REGENCY'],
    'Jawa Tengah',
    'Jawa Barat',
  ],
  [
    'DISTRICT_HIERARCHY',
    { district: 'XQZWVK', village: null },
    'WARNING',
    ['REGENCY', 'DISTRICT'],
    null,
    'XQZWVK',
  ],
  [
    'VILLAGE_HIERARCHY',
    { village: 'BANYUMANIK' },
    'INFO',
    ['DISTRICT', 'VILLAGE'],
    'Banyumanik',
    'Semarang Tengah',
  ],
  [
    'BIRTHDATE_IMPOSSIBLE',
    { birthPlaceBirthday: 'BANDUNG, 31-02-1945' },
    'WARNING',
    ['BIRTH_DATE'],
    null,
    '31-02-1945',
  ],
  [
    'BIRTHDATE_FUTURE',
    { birthPlaceBirthday: 'BANDUNG, 17-08-2045' },
    'ERROR',
    ['BIRTH_DATE'],
    null,
    '2045-08-17',
  ],
  [
    'AGE_UNDER_17',
    { idNumber: '3374012311090001', birthPlaceBirthday: 'BANDUNG, 23-11-2009', maritalStatus: 'BELUM KAWIN' },
    'WARNING',
    ['BIRTH_DATE'],
    '17',
    '16',
  ],
  [
    'AGE_UNDER_17',
    { idNumber: '3374012311090001', birthPlaceBirthday: 'BANDUNG, 2009' },
    'INFO',
    ['NIK'],
    null,
    null,
  ],
  ['AGE_OVER_110', { birthPlaceBirthday: 'BANDUNG, 17-08-1845' }, 'WARNING', ['BIRTH_DATE'], '110', '181'],
  [
    'UPSTREAM_SPLIT_MISMATCH',
    { placeOfBirth: 'BANDUNG', birthday: '1945/17/08' },
    'WARNING',
    ['BIRTH_DATE'],
    '1945-08-17',
    '1945-17-08',
  ],
  [
    'UPSTREAM_SPLIT_MISMATCH',
    { birthPlaceBirthday: 'KUALA KAPUAS 17-08-1945', placeOfBirth: 'KUALA', birthday: 'null' },
    'WARNING',
    ['BIRTH_PLACE'],
    'KUALA KAPUAS',
    'KUALA',
  ],
  [
    'EXPIRY_NOT_BIRTHDAY',
    { expiryDate: '18-08-2017' },
    'INFO',
    ['VALID_UNTIL', 'BIRTH_DATE'],
    '08-17',
    '08-18',
  ],
  ['EXPIRY_PAST', { expiryDate: '17-08-2016' }, 'INFO', ['VALID_UNTIL'], '2026-11-22', '2016-08-17'],
  [
    'EXPIRY_PAST',
    { ...FOREIGN, expiryDate: '17-08-2025' },
    'WARNING',
    ['VALID_UNTIL'],
    '2026-11-22',
    '2025-08-17',
  ],
  [
    'EXPIRY_AFTER_LIFETIME_RULE',
    { expiryDate: '17-08-2028' },
    'WARNING',
    ['VALID_UNTIL'],
    'SEUMUR HIDUP',
    '2028-08-17',
  ],
  [
    'NATIONALITY_EXPIRY',
    { ...FOREIGN, expiryDate: 'SEUMUR HIDUP' },
    'WARNING',
    ['CITIZENSHIP', 'VALID_UNTIL'],
    null,
    null,
  ],
  [
    'NATIONALITY_LANGUAGE',
    { gender: 'MALE', maritalStatus: 'MARRIED' },
    'INFO',
    ['CITIZENSHIP', 'GENDER', 'MARITAL_STATUS'],
    'ID',
    'EN',
  ],
  [
    'NATIONALITY_LANGUAGE',
    { ...FOREIGN, gender: 'LAKI-LAKI' },
    'INFO',
    ['CITIZENSHIP', 'GENDER'],
    'EN',
    'ID',
  ],
  [
    'MARITAL_AGE',
    { idNumber: '3374011708080001', birthPlaceBirthday: 'BANDUNG, 17-08-2008' },
    'INFO',
    ['MARITAL_STATUS', 'BIRTH_DATE'],
    '19',
    '18',
  ],
  ['OCCUPATION_UNKNOWN', { occupation: 'PEMANCING IKAN' }, 'INFO', ['OCCUPATION'], null, 'PEMANCING IKAN'],
  ['RTRW_FORM', { rtrw: '11/2' }, 'INFO', ['RT_RW'], 'ddd/ddd', '11/2'],
  ['RTRW_FORM', { rtrw: '-/-' }, 'INFO', ['RT_RW'], 'ddd/ddd', '-/-'],
  ['RTRW_FORM', { rtrw: 'XQ' }, 'INFO', ['RT_RW'], 'ddd/ddd', 'XQ'],
  ['BLOOD_FORM', { bloodType: 'X' }, 'INFO', ['BLOOD_TYPE'], null, 'X'],
  ['NAME_DIGIT', { name: 'C0NTOH' }, 'WARNING', ['NAME'], null, 'C0NTOH'],
  ['NAME_LONG', { name: 'CONTOH '.repeat(9) }, 'WARNING', ['NAME'], '60', '62'],
];

describe('each check', () => {
  it.each(ROWS.map((row) => [row[0], row[1], row] as const))('%s: %j', (_, __, row) => {
    const [code, fields, severity, concerns, expected, found, more] = row;
    const hits = findings(fields, more).filter((hit) => hit.code === code);
    expect(hits).toMatchObject([{ severity, fields: concerns, expected, found }]);
  });

  it('is in the table', () => {
    const untested = INCONSISTENCY_CODES.filter((code) => !ROWS.some(([tested]) => tested === code));
    expect(untested).toEqual(['NIK_REGION_RETIRED']);
    expect(codes({ idNumber: '9101011708450001' })).toContain('NIK_REGION_RETIRED');
  });

  it('speaks both languages in whole sentences, without a value of the card', () => {
    for (const [, fields, , , , , more] of ROWS) {
      for (const { message, found } of findings(fields, more)) {
        for (const text of [message.EN, message.ID]) {
          expect(text).toMatch(/^\p{Lu}.{20,200}\.$/u);
          if (found !== null && found.length > 4) expect(text).not.toContain(found);
        }
        expect(message.EN).not.toBe(message.ID);
      }
    }
  });
});

/** What alone is found on the specimen changed so. */
describe('nothing more', () => {
  it.each([
    [
      "a NIK of a retired code for today's address",
      {
        idNumber: '9101011708450001',
        province: 'PAPUA SELATAN',
        city: 'KABUPATEN MERAUKE',
        district: 'MERAUKE',
        village: null,
      },
      ['FIELD_MISSING', 'NIK_REGION_RETIRED'],
    ],
    [
      'a NIK of today for an address of before',
      {
        idNumber: '9301011708450001',
        province: 'PAPUA',
        city: 'KABUPATEN MERAUKE',
        district: 'MERAUKE',
        village: null,
      },
      ['FIELD_MISSING'],
    ],
    [
      'a NIK of East Kalimantan for North Kalimantan',
      {
        idNumber: '6404011708450001',
        province: 'KALIMANTAN UTARA',
        city: 'KABUPATEN BULUNGAN',
        district: null,
        village: null,
      },
      ['FIELD_MISSING', 'NIK_REGION_RETIRED'],
    ],
    [
      'an old header',
      {
        idNumber: '6501051708450001',
        province: 'KALIMANTAN TIMUR',
        city: 'KABUPATEN BULUNGAN',
        district: 'TANJUNG SELOR',
        village: null,
      },
      ['FIELD_MISSING'],
    ],
    [
      'a move: the province alone, not the regency too',
      { idNumber: '3171011708450001' },
      ['NIK_REGION_ADDRESS_PROVINCE'],
    ],
    ['blood type and religion left blank', { bloodType: '-', religion: '-' }, []],
    ['no blood type', { bloodType: null, religion: null }, []],
    ["the upstream's split, the same", { placeOfBirth: 'BANDUNG', birthday: '1945/08/17' }, []],
    ["the upstream's split, given up", { placeOfBirth: 'null', birthday: 'null' }, []],
    ['000/000', { rtrw: '000/000' }, []],
    ['a label before RT and RW', { rtrw: 'RT/RW : 001/002' }, []],
    ['an old card dated to the birthday', { expiryDate: '17-08-2016' }, ['EXPIRY_PAST']],
    ['a foreigner', FOREIGN, []],
    ['an English occupation of a foreigner', { ...FOREIGN, occupation: 'TEACHER' }, []],
    ['ISLAM, in both languages', { ...FOREIGN, religion: 'ISLAM' }, []],
    [
      'a repaired NIK against another date and gender',
      { idNumber: '337401I708450001', gender: 'PEREMPUAN', birthPlaceBirthday: 'BANDUNG, 18-08-1945' },
      ['NIK_OCR_REPAIRED'],
    ],
    ['a masked NIK', { idNumber: '33******01', gender: 'PEREMPUAN' }, ['MASKED_VALUE']],
    ['a regency that nobody can read', { city: 'XQZWV' }, ['VALUE_UNKNOWN']],
    ['a shifted blood type', { bloodType: 'ISLAM' }, ['FIELD_SHIFT']],
    ['a shifted row', { birthPlaceBirthday: 'LAKI-LAKI' }, ['FIELD_SHIFT']],
    ['a cut-off date', { birthPlaceBirthday: 'BANDUNG, 01-0' }, ['VALUE_UNKNOWN']],
    ['an impossible date', { birthPlaceBirthday: 'BANDUNG, 31-02-1990' }, ['BIRTHDATE_IMPOSSIBLE']],
    ['a century that cannot be', { birthPlaceBirthday: 'BANDUNG, 17-08-1845' }, ['AGE_OVER_110']],
    [
      'a card that ended for someone born on a leap day',
      { idNumber: '3374012902960001', birthPlaceBirthday: 'BANDUNG, 29-02-1996', expiryDate: '28-02-2017' },
      ['EXPIRY_PAST'],
    ],
    ['a foreign place', { birthPlaceBirthday: 'KUALA LUMPUR, 17-08-1945' }, []],
    ['a man who keeps the house', { occupation: 'MENGURUS RUMAH TANGGA' }, []],
    ['one name', { name: 'CONTOH' }, []],
    ['a comma after the name', { name: 'CONTOH,' }, []],
    ['a title', { name: 'CONTOH, S.H.' }, []],
    ['the issue, unreported by the upstream', {}, []],
  ] as const)('for %s', (_, fields, expected) => {
    expect(codes(fields)).toEqual(expected);
  });
});

it('says how two dates differ', () => {
  const message = (birthPlaceBirthday: string) =>
    findings({ birthPlaceBirthday }).find(({ code }) => code === 'NIK_BIRTHDATE_MISMATCH')?.message.EN;
  const swapped = findings({ idNumber: '3374010708450001', birthPlaceBirthday: 'BANDUNG, 08-07-1945' });
  expect(swapped.find(({ code }) => code === 'NIK_BIRTHDATE_MISMATCH')?.message.EN).toContain('swapped');
  expect(message('BANDUNG, 18-08-1945')).toContain('in one digit');
  expect(message('BANDUNG, 17-08-1954')).toContain('in the year');
  expect(message('BANDUNG, 01-06-1989')).toContain('in several digits');
});

it('advises against what hides a value, and against all of it where nobody knows', () => {
  const advice = (hiddenBy: Hider | null) =>
    findings({}, { sights: { NAME: { visibility: 'PARTLY_HIDDEN', hiddenBy } } })[0]?.message;
  expect(advice('EDGE')?.EN).toContain('take it again with the whole card in the picture, or type');
  expect(advice('GLARE')?.ID).toContain('foto ulang tanpa pantulan, atau ketik');
  expect(advice(null)?.EN).toContain(
    'without reflections, without shadows, with nothing on the card, and with the whole card',
  );
});

it('tells the worst first', () => {
  const fields = {
    idNumber: '3374011708450000',
    gender: 'PEREMPUAN',
    bloodType: 'X',
    name: null,
    birthPlaceBirthday: 'BANDUNG, 17-08-2045',
    occupation: 'XQ',
  };
  const severities = findings(fields).map(({ severity }) => SEVERITIES.indexOf(severity));
  expect(new Set(severities).size).toBe(3);
  expect(severities).toEqual([...severities].sort());
  expect(codes(fields).slice(0, 2)).toEqual(['NIK_SERIAL_ZERO', 'BIRTHDATE_FUTURE']);
});

it('reports the fields that nobody gave in two findings, not twenty', () => {
  const found = findInconsistencies(cardOf({}), checkContext);
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([
    ['FIELD_MISSING', 'WARNING'],
    ['FIELD_MISSING', 'INFO'],
  ]);
  expect(found[0]?.fields).toEqual(['NIK', 'NAME']);
  expect(found[1]?.fields).not.toContain('BLOOD_TYPE');
});
