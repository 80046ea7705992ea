import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Dice } from '../../bench/cards/dice.js';
import { type Corners, toUnitSquare } from '../../bench/cards/geometry.js';
import { inventPerson } from '../../bench/cards/person.js';
import { makeSpecimen } from '../../bench/cards/specimen.js';
import { comparable, editsBetween, SCORED, type ScoredField, score } from '../../bench/scoring.js';
import type { Reading } from '../../src/engine/engine.js';
import { probe } from '../../src/engine/image/probe.js';
import { understand } from '../../src/ktp/card.js';
import { findInconsistencies } from '../../src/ktp/inconsistencies.js';
import { type RawFields, rawFields } from '../../src/ktp/raw.js';
import { loadRegions } from '../../src/regions/store.js';
import { TODAY } from '../support/gateway.js';

const regions = loadRegions();
const circumstances = { regions, today: TODAY };
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const check = (fields: RawFields) =>
  understand(
    { raw: { ...fields, placeOfBirth: null, birthday: null }, issue: null, nikRunnerUp: null },
    circumstances,
  );

describe('drawn cards', () => {
  it('are the same for the same seed, and others for another', async () => {
    const wish = { seed: 'a', tier: 'mild', fonts: 'common' } as const;
    const [first, again, other] = [
      await makeSpecimen(wish, regions),
      await makeSpecimen(wish, regions),
      await makeSpecimen({ ...wish, seed: 'b' }, regions),
    ];
    expect(again.truth).toEqual(first.truth);
    expect(digest(again.jpeg)).toBe(digest(first.jpeg));
    expect(other.truth.fields).not.toEqual(first.truth.fields);
    expect(digest(other.jpeg)).not.toBe(digest(first.jpeg));
  });

  it.each(['clean', 'mild', 'hard'] as const)(
    '(%s) keep the limits of a picture, with the card in it',
    async (tier) => {
      const { jpeg, truth } = await makeSpecimen({ seed: 'limits', tier, fonts: 'held-out' }, regions);
      const { width, height, mimeType } = await probe({ bytes: jpeg, cut: false });
      expect(mimeType).toBe('image/jpeg');
      for (const { x, y } of truth.corners ?? []) {
        expect(x).toBeGreaterThan(-0.05 * width);
        expect(x).toBeLessThan(1.05 * width);
        expect(y).toBeGreaterThan(-0.05 * height);
        expect(y).toBeLessThan(1.05 * height);
      }
    },
  );

  it('are people whose number fits what is printed, but for a few', () => {
    const people = Array.from({ length: 400 }, (_, n) => inventPerson(new Dice(`person ${n}`), regions));
    const odd = people.filter(({ fields }) => {
      const { nik, birthDate, gender } = check(fields);
      expect(nik?.valid).toBe(true);
      expect(birthDate).toBe(fields.birthday?.replaceAll('/', '-'));
      return nik?.birthDate?.slice(2) !== birthDate?.slice(2) || nik?.gender !== gender;
    });
    expect(odd).toEqual(people.filter(({ contradicts }) => contradicts));
    expect(odd.length).toBeGreaterThan(0);
    expect(odd.length).toBeLessThan(30);
    const days = new Set(people.map(({ fields }) => fields.birthday?.slice(-2)));
    expect(days.size).toBe(31);
    const retired = people.filter(
      ({ fields }) => regions.find(fields.idNumber?.slice(0, 6) ?? '')?.retired === true,
    );
    expect(retired.length).toBeGreaterThan(10);
  });

  it('tell where every line is: inside the card, in the order of print', async () => {
    const { truth, lines } = await makeSpecimen({ seed: 'lines', tier: 'mild', fonts: 'common' }, regions);
    const place = toUnitSquare(truth.corners as Corners);
    const tops = new Map(lines.map(({ text, corners }) => [text, place(corners[0].x, corners[0].y)]));
    expect(tops.size).toBeGreaterThan(25);
    for (const { x, y } of tops.values()) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(1);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(1);
    }
    const [number, expiry] = [truth.fields.idNumber ?? '', truth.fields.expiryDate ?? ''];
    expect(tops.get(number)?.y).toBeLessThan(tops.get('Alamat')?.y ?? 0);
    expect(tops.get('Agama')?.y).toBeGreaterThan(tops.get('Alamat')?.y ?? 1);
    expect([...tops.keys()].some((text) => text.includes(expiry))).toBe(true);
  });

  it.each(['clean-man', 'clean-woman', 'long', 'mild', 'hard', 'turned'])(
    'say nothing that does not fit together (%s)',
    (name) => {
      const { fields } = truthOf(name);
      const card = check(fields);
      expect(card.nik?.valid).toBe(true);
      expect(findInconsistencies(card, circumstances).filter(({ severity }) => severity !== 'INFO')).toEqual(
        [],
      );
    },
  );

  it('contradict themselves where they are meant to', () => {
    const codes = findInconsistencies(check(truthOf('contradictions').fields), circumstances).map(
      ({ code }) => code,
    );
    expect(codes.some((code) => code === 'NIK_BIRTHDATE_MISMATCH' || code === 'NIK_GENDER_MISMATCH')).toBe(
      true,
    );
  });
});

function truthOf(name: string): { fields: RawFields } {
  return JSON.parse(readFileSync(new URL(`../fixtures/cards/${name}.json`, import.meta.url), 'utf8'));
}

const READING: Reading = {
  engine: 'EMBEDDED',
  pricing: 'FREE',
  transactionId: null,
  raw: rawFields({}),
  issue: null,
  evidence: {},
  nikRunnerUp: null,
  quality: null,
};

describe('the scoring', () => {
  it.each<[ScoredField, string, string, boolean]>([
    ['NAME', 'SITI  AMINAH , SE', 'siti aminah,SE', true],
    ['NAME', 'SITI AMINAH', 'SITIAMINAH', false],
    ['STREET', 'JL. MELATI NO. 5', 'JL.MELATI NO.5', true],
    ['STREET', 'JL. MELATI NO. 5', 'JL MELATI NO. 5', false],
    ['PROVINCE', 'PROVINSI BALI', 'BALI', true],
    ['REGENCY', 'KABUPATEN BEKASI', 'BEKASI', true],
    ['VILLAGE', 'TOLI - TOLI', 'TOLI-TOLI', true],
    ['BLOOD_TYPE', '-', '', true],
    ['BLOOD_TYPE', 'O', '', false],
    ['RT_RW', '011/002', '011/ 002', false],
  ])('%s: %s and %s', (field, one, other, same) => {
    expect(comparable(field, one) === comparable(field, other)).toBe(same);
  });

  it.each([
    ['', '', 0],
    ['ABC', 'ABC', 0],
    ['ABC', '', 3],
    ['KITTEN', 'SITTING', 3],
  ])('counts the edits from "%s" to "%s"', (a, b, edits) => {
    expect(editsBetween(a, b)).toBe(edits);
  });

  it.each<[string, Partial<RawFields>, Partial<RawFields>, ScoredField, boolean]>([
    ['a spelling of the same', { religion: 'KATHOLIK' }, { religion: 'KATOLIK' }, 'RELIGION', true],
    ['another country', { nationality: 'JEPANG' }, { nationality: 'INDIA' }, 'CITIZENSHIP', false],
    ['anything for what means nothing', { religion: 'XYZZY' }, { religion: 'PLUGH' }, 'RELIGION', false],
    ['a dash for nothing', { bloodType: '-' }, { bloodType: null }, 'BLOOD_TYPE', true],
  ])('judges %s', (_, print, read, field, understood) => {
    const reading = { ...READING, raw: rawFields(read) };
    const judged = score(rawFields(print), reading, circumstances).find((one) => one.field === field);
    expect(judged?.understood).toBe(understood);
  });

  it('tells what was read exactly from what was understood', () => {
    const printed = { ...truthOf('clean-man').fields, religion: 'ISLAM' };
    const reading = { ...READING, raw: { ...printed, religion: '1SLAM', name: null } };
    const wrong = score(printed, reading, circumstances).filter(({ exact }) => !exact);
    expect(wrong.map(({ field, understood }) => [field, understood])).toEqual([
      ['NAME', false],
      ['RELIGION', true],
    ]);
    expect(score(printed, null, circumstances).filter(({ exact }) => exact)).toHaveLength(
      SCORED.filter((field) => field === 'BLOOD_TYPE' && (printed.bloodType ?? '-') === '-').length,
    );
  });
});
