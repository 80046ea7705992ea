import { describe, expect, it } from 'vitest';
import { type LiveEngine, startLive } from '../../packages/browser/src/live.js';
import type { ReadResult } from '../../packages/browser/src/result.js';
import { guideIn, inBox } from '../../packages/client/src/capture/guide.js';
import { marksOf, type Places } from '../../packages/client/src/capture/marks.js';
import { missingText } from '../../packages/client/src/capture/missing-text.js';
import { messageOf } from '../../packages/client/src/words.js';
import type { FieldName } from '../../src/ktp/field.js';
import type { Hider } from '../../src/ktp/sight.js';
import { type CheckInput, checkInputOf, readingOfInput } from '../../src/library/check-input.js';

const missing = (name: string, reason: string, hiddenBy: Hider | null = null) =>
  ({ name, reason, hiddenBy }) as Places['missing'][number];

describe('what is missing, in words', () => {
  const fields = Array.from({ length: 18 }) as Parameters<typeof missingText>[0]['fields'];
  const told = (...all: ReturnType<typeof missing>[]) => ({ fields, missing: all });

  it('names the fields by what keeps most of them, in both languages', () => {
    const reading = told(
      missing('NIK', 'UNSURE'),
      missing('NAME', 'HIDDEN', 'GLARE'),
      missing('STREET', 'HIDDEN', 'GLARE'),
      missing('RT_RW', 'CONFLICT'),
    );
    expect(missingText(reading, 'EN')).toBe(
      '14 of 18 fields read. Glare on: name, street. Not sure yet: NIK.',
    );
    expect(missingText(reading, 'ID')).toBe(
      '14 dari 18 kolom terbaca. Terkena pantulan: nama, alamat. Belum pasti: NIK.',
    );
  });

  it('counts what there is no room for, and says why of each kind', () => {
    const names = ['NIK', 'NAME', 'STREET', 'RT_RW', 'VILLAGE'];
    expect(missingText(told(...names.map((name) => missing(name, 'HIDDEN', 'OBJECT'))), 'EN')).toBe(
      '13 of 18 fields read. Covered: NIK, name, street +2.',
    );
    const of = (reason: string, hiddenBy: Hider | null = null) =>
      missingText(told(missing('NAME', reason, hiddenBy)), 'EN').slice('17 of 18 fields read. '.length);
    expect([
      of('HIDDEN', 'SHADOW'),
      of('HIDDEN', 'EDGE'),
      of('HIDDEN'),
      of('UNREAD'),
      of('CONFLICT', 'GLARE'),
      missingText(told(), 'EN'),
    ]).toEqual([
      'In the shadow: name.',
      'Not in the picture: name.',
      'Covered: name.',
      'Not read yet: name.',
      'Read in two ways: name.',
      '18 of 18 fields read.',
    ]);
  });

  it('says what became of a reader that cannot read', () => {
    const thrown = (code: string, more = {}) => messageOf(Object.assign(new Error('x'), { code, ...more }));
    expect(thrown('ASSET_MISMATCH')).toMatch(/^The reader could not be loaded\. /);
    expect(thrown('UNSUPPORTED_BROWSER')).toMatch(/^This browser cannot read cards itself\. /);
    expect(thrown('OCR_NO_RESULT')).toMatch(/^No card could be read\. /);
    expect(thrown('IMAGE_INVALID_SIZE', { reason: 'SIDE_TOO_SHORT' })).toMatch(
      /^The picture is too small\. /,
    );
    expect(thrown('IMAGE_INVALID_FORMAT', { detectedType: 'image/heic' })).toMatch(/HEIC/);
    expect(thrown('ERROR')).toMatch(/^The picture was not read\. /);
  });
});

describe('outlines of what is missing', () => {
  // A box half as large as what the video shows of its middle.
  const video = { width: 1600, height: 1200 };
  const box = { width: 600, height: 600 };
  const guide = guideIn(video, box);
  const { region } = guide;
  const at = (x: number, y: number) => ({ x: x - region.x, y: y - region.y });
  const card = [at(500, 400), at(1100, 400), at(1100, 800), at(500, 800)] as const;
  const outline = {
    print: {
      NIK: [{ x: 0.25, y: 0.1, width: 0.5, height: 0.25 }],
      NAME: [{ x: 0, y: 0.5, width: 1, height: 0.5 }],
    },
  } as unknown as Places['outline'];
  const places = (turnedDegrees: number | null, ...all: Places['missing']) =>
    ({ missing: all, outline, turnedDegrees }) as Places;
  const corners = (given: Places) =>
    marksOf(given, card, { video, box, guide }).map((mark) =>
      mark.corners.map(({ x, y }) => [Math.round(x), Math.round(y)]),
    );

  it('lie where the card lies now, in the box that shows it', () => {
    expect(inBox({ x: 800, y: 600 }, video, box)).toEqual({ x: 300, y: 300 });
    expect(corners(places(0, missing('NIK', 'HIDDEN', 'GLARE')))).toEqual([
      [
        [225, 220],
        [375, 220],
        [375, 270],
        [225, 270],
      ],
    ]);
    expect(marksOf(places(0, missing('NAME', 'CONFLICT')), card, { video, box, guide })).toMatchObject([
      { name: 'NAME', isDisputed: true },
    ]);
  });

  it('are turned with a card that stands on its head, and left out where places are not known', () => {
    expect(corners(places(180, missing('NAME', 'UNREAD')))).toEqual([
      [
        [450, 300],
        [150, 300],
        [150, 200],
        [450, 200],
      ],
    ]);
    expect(corners(places(90, missing('NAME', 'UNREAD')))).toEqual([]);
    expect(corners(places(null, missing('NAME', 'UNREAD')))).toEqual([]);
    expect(corners({ ...places(0, missing('NAME', 'UNREAD')), outline: null })).toEqual([]);
  });
});

describe('reading one card from several pictures', () => {
  const INPUT: CheckInput = {
    input: { idNumber: '3273014107900003', name: 'SITI RAHAYU', birthPlaceBirthday: 'BANDUNG, 01-07-1990' },
    seen: {
      fields: [
        {
          name: 'NIK',
          text: '3273014107900003',
          confidence: 0.99,
          visibility: 'WHOLE',
          hiddenBy: null,
          completed: false,
        },
        {
          name: 'NAME',
          text: 'SITI RAHAYU',
          confidence: 0.97,
          visibility: 'WHOLE',
          hiddenBy: null,
          completed: false,
        },
        {
          name: 'RELIGION',
          text: null,
          confidence: null,
          visibility: 'HIDDEN',
          hiddenBy: 'OBJECT',
          completed: false,
        },
        {
          name: 'CITIZENSHIP',
          text: 'WNI',
          confidence: 0.9,
          visibility: null,
          hiddenBy: null,
          completed: true,
        },
      ],
      issuePlace: null,
      issueDate: '02-05-2013',
      nikAsRead: 'B273014107900003',
      nikRunnerUp: '3273014107900008',
      damaged: true,
    },
  };

  it('makes of the text for the server the reading that it tells of', () => {
    // What was nowhere seen but not sighted either is of no entry.
    expect(checkInputOf(readingOfInput(INPUT))).toEqual(INPUT);
  });

  /** What the engine is asked, and what it sees in turn. */
  function engine(pictures: readonly ReadResult[]) {
    const asked: unknown[] = [];
    const seen = pictures[Symbol.iterator]();
    const made: LiveEngine = {
      async read(_, options) {
        asked.push(options);
        return seen.next().value!;
      },
      async understand(input, options) {
        asked.push({ input, ...options });
        const name = { name: 'NAME', normalised: 'Siti' } as const;
        return { card: { name: 'Siti' }, inconsistencies: null, fields: [name] } as unknown as Awaited<
          ReturnType<LiveEngine['understand']>
        >;
      },
    };
    return { made, asked };
  }
  const picture = (checkInput = INPUT, turnedDegrees = 0) =>
    ({
      fields: [],
      checkInput,
      imageQuality: { hints: [] },
      outline: null,
      turnedDegrees,
    }) as unknown as ReadResult;
  const frame = new Blob();

  it('asks for what tells one card from another as well, and gives what was asked for', async () => {
    const { made, asked } = engine([picture(), picture(INPUT, 180)]);
    const live = startLive(made, { fields: ['RELIGION', 'NAME'] });
    await expect(live.result()).rejects.toMatchObject({ code: 'OCR_NO_RESULT' });
    const { signal } = new AbortController();
    expect(await live.read(frame, { signal })).toMatchObject({ pictures: 1, turnedDegrees: 0 });
    expect(await live.read(frame)).toMatchObject({ pictures: 2, turnedDegrees: 180 });
    const result = await live.result();
    expect(result.fields.map(({ name, raw, normalised }) => [name, raw, normalised])).toEqual([
      ['NAME', 'SITI RAHAYU', 'Siti'],
      ['RELIGION', null, null],
    ]);
    expect(result.missing).toEqual([{ name: 'RELIGION', reason: 'HIDDEN', hiddenBy: 'OBJECT' }]);
    expect(result.card).toEqual({ name: 'Siti' });
    expect([result.turnedDegrees, result.imageQuality]).toEqual([180, { hints: [] }]);
    const fields = ['NIK', 'NAME', 'BIRTH_DATE', 'RELIGION'];
    expect(asked).toEqual([
      { fields, signal, outline: true },
      { fields, outline: true },
      { input: live.reading!.checkInput, fields: ['RELIGION', 'NAME'] },
    ]);
  });

  it('says nothing of a picture of which nothing tells whose it is', async () => {
    const nobody = { ...INPUT, seen: { ...INPUT.seen, fields: INPUT.seen.fields.slice(2) } };
    const { made } = engine([picture(), picture(nobody)]);
    const live = startLive(made);
    await live.read(frame);
    expect(await live.read(frame)).toBeNull();
    expect(live.reading!.pictures).toBe(1);
  });

  it('advises nothing where all was read', async () => {
    const glare = { ...picture(), imageQuality: { hints: ['GLARE'], glare: 0.2 } } as unknown as ReadResult;
    const quality = async (...fields: readonly FieldName[]) => {
      const live = startLive(engine([glare]).made, { fields });
      await live.read(frame);
      return (await live.result()).imageQuality;
    };
    expect(await quality('NAME', 'RELIGION')).toEqual({ hints: ['GLARE'], glare: 0.2 });
    expect(await quality('NAME')).toEqual({ hints: [], glare: 0.2, legible: true });
  });
});
