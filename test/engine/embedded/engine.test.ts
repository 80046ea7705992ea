import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BoundingBox,
  type Engine,
  EVERYTHING,
  type Reading,
  type Wanted,
} from '../../../src/engine/engine.js';
import { ImageInvalidFormatError, OcrNoResultError } from '../../../src/engine/errors.js';
import { probe } from '../../../src/engine/image/probe.js';
import { ALL_FIELDS, type FieldName } from '../../../src/ktp/field.js';
import type { RawFields } from '../../../src/ktp/raw.js';
import { embeddedEngine } from '../../support/gateway.js';

const fixture = (name: string) => new URL(`../../fixtures/cards/${name}`, import.meta.url);
interface Truth {
  readonly fields: RawFields;
  readonly issue: Reading['issue'];
}
const truth = (name: string): Truth => JSON.parse(readFileSync(fixture(`${name}.json`), 'utf8'));

let engine: Engine;
const CLEAN = readFileSync(fixture('clean-man.jpg'));
let clean: Reading;
beforeAll(async () => {
  engine = embeddedEngine();
  await engine.ready();
  clean = await read(CLEAN);
});
afterAll(() => engine.close());

async function read(
  bytes: Buffer,
  signal = new AbortController().signal,
  wanted: ReadonlySet<Wanted> = EVERYTHING,
): Promise<Reading> {
  return engine.read(await probe({ bytes, cut: false }), wanted, signal);
}
const readFixture = (name: string) => read(readFileSync(fixture(`${name}.jpg`)));

/** The embedded engine leaves the upstream's own split alone. */
const unsplit = ({ fields }: Truth): RawFields => ({ ...fields, placeOfBirth: null, birthday: null });

describe('the embedded engine', () => {
  it.each(['clean-woman', 'long', 'dated', 'mild'])('reads every field of %s', async (name) => {
    const reading = await readFixture(name);
    expect(reading.raw).toEqual(unsplit(truth(name)));
    expect(reading.issue).toEqual(truth(name).issue);
    expect(reading).toMatchObject({ engine: 'EMBEDDED', pricing: 'FREE', transactionId: null });
    expect(reading.nikAsRead).toBeNull();
  });

  it("reads a foreigner's card as it is printed", async () => {
    const { raw } = await readFixture('foreigner');
    const { name, gender, nationality, expiryDate } = truth('foreigner').fields;
    expect(raw).toMatchObject({ name, gender, nationality, expiryDate });
  });

  it.each([90, 180, 270])('reads a card turned by %i degrees as it reads it upright', async (degrees) => {
    const turned = await read(await sharp(CLEAN).rotate(degrees).jpeg({ quality: 95 }).toBuffer());
    expect(turned.raw).toEqual(clean.raw);
    expect(turned.raw).toEqual(unsplit(truth('clean-man')));
    expect(clean.turnedDegrees).toBe(0);
    expect(turned.turnedDegrees).toBe(360 - degrees);
    const box = turned.evidence.NIK?.boundingBox;
    for (const side of ['x', 'y', 'width', 'height'] as const) {
      expect(box?.[side]).toBeCloseTo(clean.evidence.NIK?.boundingBox?.[side] ?? -1, 1);
    }
  });

  it('says of each field how sure it is and where it stands', () => {
    const { evidence, raw } = clean;
    expect(Object.keys(evidence).sort()).toEqual([...ALL_FIELDS].sort());
    for (const { confidence } of Object.values(evidence)) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
    expect(evidence.NIK?.text).toBe(raw.idNumber);
    expect(evidence.BIRTH_PLACE?.text).toBe('SERANG');
    expect(evidence.BIRTH_DATE?.text).toBe('07-12-1953');
    const [nik, name, issued] = [evidence.NIK, evidence.NAME, evidence.ISSUE_DATE].map(
      (each) => each?.boundingBox ?? { x: 0, y: 0, width: 0, height: 0 },
    ) as [BoundingBox, BoundingBox, BoundingBox];
    expect(nik.y + nik.height / 2).toBeLessThan(name.y);
    expect(nik.x).toBeGreaterThan(0.2);
    expect(nik.x + nik.width).toBeLessThan(0.78);
    expect(issued.x).toBeGreaterThan(0.7);
  });

  it.each<[readonly FieldName[]]>([
    [['NIK']],
    [['NAME', 'BIRTH_PLACE', 'BIRTH_DATE']],
    [['VILLAGE', 'RT_RW']],
  ])('gives no more than %j where no more is asked for', async (names) => {
    const { raw, evidence, issue, quality } = await read(CLEAN, undefined, new Set(names));
    expect(Object.keys(evidence).sort()).toEqual([...names].sort());
    for (const name of names) expect(evidence[name]?.text).toBe(clean.evidence[name]?.text);
    const given = Object.values(raw).filter((text) => text !== null);
    const all = Object.values(clean.raw);
    expect(given.length).toBe(names.includes('BIRTH_PLACE') ? names.length - 1 : names.length);
    expect(given.every((text) => all.includes(text))).toBe(true);
    expect(issue).toEqual({ place: null, date: null });
    expect(quality).toBeNull();
  });

  it('has nothing against a clean picture', async () => {
    const { width, height } = await sharp(CLEAN).metadata();
    expect(clean.quality).toMatchObject({
      mimeType: 'image/jpeg',
      bytes: CLEAN.length,
      width,
      height,
      hints: [],
    });
  });

  it.each<[string, (image: Sharp) => Sharp, readonly string[]]>([
    ['dark', (image) => image.linear(0.25, 0), ['TOO_DARK']],
    ['without colour', (image) => image.greyscale(), ['GRAYSCALE']],
    ['askew', (image) => image.rotate(20, { background: '#345' }), ['SKEWED']],
    ['cut off', (image) => image.extract({ left: 0, top: 0, width: 893, height: 475 }), ['CARD_CUT_OFF']],
  ])('gives a reason to take a picture again that is %s', async (_name, spoil, hints) => {
    const { quality } = await read(await spoil(sharp(CLEAN)).jpeg().toBuffer());
    expect(quality?.hints).toEqual(hints);
  });

  it('takes a bad picture of a card for a card, and its NIK from it', async () => {
    const reading = await readFixture('hard');
    expect(reading.raw.idNumber).toBe(truth('hard').fields.idNumber);
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['a newspaper', async () => readFileSync(fixture('newspaper.jpg'))],
    [
      'an empty table',
      () =>
        sharp({ create: { width: 900, height: 600, channels: 3, background: '#8a7a60' } })
          .png()
          .toBuffer(),
    ],
  ])('finds no card in a picture of %s', async (_name, bytes) => {
    const error = await read(await bytes()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OcrNoResultError);
    const { quality } = error as OcrNoResultError;
    expect(quality?.hints).toContain('NOT_A_CARD');
    expect(quality?.skewDegrees).toBeNull();
  });

  it('refuses a picture that is cut off in the middle, and reads the next', async () => {
    await expect(read(CLEAN.subarray(0, CLEAN.length >> 1))).rejects.toBeInstanceOf(ImageInvalidFormatError);
    expect((await read(CLEAN)).raw).toEqual(clean.raw);
  });

  it('stops a running reading at its signal, and reads the next with the same networks', async () => {
    const controller = new AbortController();
    const reading = read(readFileSync(fixture('mild.jpg')), controller.signal);
    setTimeout(() => controller.abort(new Error('nobody waits')), 30);
    await expect(reading).rejects.toThrow('nobody waits');
    expect((await read(CLEAN)).raw).toEqual(clean.raw);
  });
});
