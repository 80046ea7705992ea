import { beforeAll, describe, expect, it } from 'vitest';
import { inventPerson } from '../../../specimens/person.js';
import { Random } from '../../../specimens/random.js';
import { probe } from '../../../src/engine/image/probe.js';
import { parseCard } from '../../../src/ktp/card.js';
import { ALL_FIELDS } from '../../../src/ktp/field.js';
import { findInconsistencies } from '../../../src/ktp/inconsistencies.js';
import type { RawFields } from '../../../src/ktp/raw.js';
import { loadRegions } from '../../../src/regions/store.js';
import { sharedEngine } from '../../support/gateway.js';
import { keptSpecimen } from '../../support/specimens.js';

const regions = loadRegions();
const checkContext = { regions, today: '2026-11-22' };

const engine = sharedEngine();
beforeAll(() => engine.ready());

/** Reads a clearly printed card of somebody in Semarang, with some of its values replaced. */
async function readCard(seed: string, printed: Partial<RawFields>) {
  const person = inventPerson(new Random(seed), regions);
  const fields: RawFields = {
    ...person.fields,
    idNumber: '3374011708820003',
    birthPlaceBirthday: 'SEMARANG, 17-08-1982',
    gender: 'LAKI-LAKI',
    province: 'JAWA TENGAH',
    city: 'KOTA SEMARANG',
    district: 'SEMARANG TENGAH',
    village: 'MIROTO',
    nationality: 'WNI',
    ...printed,
  };
  const card = { ...person, fields };
  const wish = {
    seed,
    tier: 'clean',
    fonts: 'common',
    camera: 'common',
    layout: 'common',
    person: card,
  } as const;
  const { jpeg } = await keptSpecimen(wish);
  const image = await probe({ bytes: jpeg, cut: false });
  const reading = await engine.read(image, ALL_FIELDS, new AbortController().signal);
  const codes = findInconsistencies(parseCard(reading, checkContext), checkContext).map(({ code }) => code);
  return { fields, reading, codes };
}

describe('a card that contradicts itself in clear print', () => {
  it.each<[string, string, Partial<RawFields>, string]>([
    ['a birthday a day off', 'a', { idNumber: '3374011808820003' }, 'NIK_BIRTHDATE_MISMATCH'],
    ['a month that looks alike', 'b', { idNumber: '3374011709820003' }, 'NIK_BIRTHDATE_MISMATCH'],
    ['a year that looks alike', 'c', { idNumber: '3374011708830003' }, 'NIK_BIRTHDATE_MISMATCH'],
    [
      'a year in print that looks alike',
      'd',
      { birthPlaceBirthday: 'SEMARANG, 17-08-1988' },
      'NIK_BIRTHDATE_MISMATCH',
    ],
    ['the number of a woman', 'e', { idNumber: '3374015708820003' }, 'NIK_GENDER_MISMATCH'],
    ['the number of a man', 'f', { gender: 'PEREMPUAN' }, 'NIK_GENDER_MISMATCH'],
    ['a number of another province', 'g', { idNumber: '3174011708820003' }, 'NIK_REGION_ADDRESS_PROVINCE'],
    ['a number of no known district', 'h', { idNumber: '3374991708820003' }, 'NIK_DISTRICT_UNKNOWN'],
    ['a number with no date', 'i', { idNumber: '3374013109820003' }, 'NIK_DATE_IMPOSSIBLE'],
    [
      'a district of another regency',
      'j',
      { district: 'UNGARAN BARAT', village: 'LEREP' },
      'DISTRICT_HIERARCHY',
    ],
  ])('with %s is read as it is printed, and that is told', async (_name, seed, printed, code) => {
    const { fields, reading, codes } = await readCard(seed, printed);
    const { idNumber, birthPlaceBirthday, gender, province, city, district, village } = fields;
    expect(reading.raw).toMatchObject({
      idNumber,
      birthPlaceBirthday,
      gender,
      province,
      city,
      district,
      village,
    });
    expect(codes).toContain(code);
    expect(codes).not.toContain('NIK_OCR_REPAIRED');
  });

  it('keeps the spelling of its time', async () => {
    const { reading } = await readCard('k', { district: 'SEMARANGTENGAH', village: 'MIROTA' });
    expect(reading.raw).toMatchObject({ district: 'SEMARANGTENGAH', village: 'MIROTA' });
  });
});

describe('print that the alphabet of its field lacks', () => {
  it.each(['01/A', 'K1/002'])('as RT/RW %s is doubted, unless it is read as it is', async (rtrw) => {
    const { reading } = await readCard('l', { rtrw });
    const { text, confidence } = reading.evidence.RT_RW ?? { text: rtrw, confidence: 0 };
    expect(text === rtrw || (confidence ?? 1) <= 0.4).toBe(true);
  });

  it('is read as the place where the digits before the date are', async () => {
    const { reading } = await readCard('m', { birthPlaceBirthday: 'KM 12, 17-08-1982' });
    expect(reading.raw.birthPlaceBirthday).toBe('KM 12, 17-08-1982');
  });

  it.each([
    ['2 X 11 KAYU TANAM', '2 X 11 KAYU TANAM'],
    // Of so narrow a blank as that between 2 and X the print tells little.
    ['2 X 11 ENAM LINGKUNG', '2X 11 ENAM LINGKUNG'],
  ])('in the district %s is kept', async (district, read) => {
    const { reading } = await readCard('n', { district, village: 'SICINCIN' });
    expect(reading.raw.district).toBe(read);
  });
});
