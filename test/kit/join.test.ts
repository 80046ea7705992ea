import { describe, expect, it } from 'vitest';
import { createJoiner, joinReadings } from '../../packages/browser/src/join/joiner.js';
import type { JoinableReading } from '../../packages/browser/src/join/seen-field.js';
import { FIELD_NAMES, type FieldName } from '../../src/ktp/field.js';
import { rawNameOf } from '../../src/ktp/raw.js';
import type { Hider, Visibility } from '../../src/ktp/sight.js';

/** What a picture shows of a field: its text, how sure (0.99 where left out), and whether whole (where left out it is). */
interface Shown {
  readonly text: string | null;
  readonly confidence?: number;
  readonly visibility?: Visibility | null;
  readonly hiddenBy?: Hider;
  readonly completed?: boolean;
}

/** An invented card. */
const SITI: Partial<Record<FieldName, Shown>> = {
  NIK: { text: '3273014107900003' },
  NAME: { text: 'SITI RAHAYU' },
  BIRTH_PLACE: { text: 'BANDUNG' },
  BIRTH_DATE: { text: '01-07-1990' },
  STREET: { text: 'JL. MELATI NO 7' },
  RELIGION: { text: 'ISLAM' },
};
/** Of the same house. */
const BUDI: typeof SITI = {
  ...SITI,
  NIK: { text: '3273011203880001' },
  NAME: { text: 'BUDI HARTONO' },
  BIRTH_DATE: { text: '12-03-1988' },
};
const HIDDEN = { text: null, visibility: 'HIDDEN', hiddenBy: 'GLARE' } as const;
const ASKED = ['NIK', 'NAME', 'BIRTH_PLACE', 'BIRTH_DATE', 'STREET', 'RELIGION'] as const;

let pictures = 0;

function reading(
  shown: Partial<Record<FieldName, Shown>>,
  seen: Partial<JoinableReading['checkInput']['seen']> = {},
  hints: JoinableReading['imageQuality']['hints'] = [],
): JoinableReading {
  pictures += 1;
  const at = pictures / 1000;
  const names = FIELD_NAMES.filter((name) => name in shown);
  const facts = (name: FieldName) => {
    const {
      text,
      confidence = 0.99,
      visibility = 'WHOLE',
      hiddenBy = null,
      completed = false,
    } = shown[name]!;
    return { name, text, confidence: text === null ? null : confidence, visibility, hiddenBy, completed };
  };
  const place = shown.BIRTH_PLACE?.text;
  const date = shown.BIRTH_DATE?.text;
  const texts = names.flatMap((name) =>
    shown[name]!.text === null ? [] : [[rawNameOf(name), shown[name]!.text]],
  );
  return {
    fields: names.map((name) => {
      const { text: raw, ...rest } = facts(name);
      const box = { x: at, y: 0.5, width: 0.1, height: 0.1 };
      return { ...rest, raw, normalised: raw, boundingBox: raw === null ? null : box, corners: null };
    }),
    checkInput: {
      input: {
        ...Object.fromEntries(texts),
        ...(place && date && { birthPlaceBirthday: `${place},${date}` }),
      },
      seen: {
        fields: names.map(facts),
        issuePlace: null,
        issueDate: null,
        nikAsRead: null,
        nikRunnerUp: null,
        damaged: false,
        ...seen,
      },
    },
    imageQuality: { hints },
  };
}

const join = (...readings: JoinableReading[]) => joinReadings(readings, { fields: ASKED })!;
const texts = ({ fields }: ReturnType<typeof join>) =>
  Object.fromEntries(fields.map(({ name, raw }) => [name, raw]));
const of = ({ fields }: ReturnType<typeof join>, name: FieldName) =>
  fields.find((field) => field.name === name)!;

describe('joining the readings of several pictures', () => {
  it('takes each field of the picture that shows it best, and says what is missing', () => {
    const first = reading({
      ...SITI,
      NAME: HIDDEN,
      STREET: { text: 'JL. MEL', confidence: 0.4, visibility: 'PARTLY_HIDDEN', hiddenBy: 'GLARE' },
    });
    const alone = join(first);
    expect(alone.missing).toEqual([
      { name: 'NAME', reason: 'HIDDEN', hiddenBy: 'GLARE' },
      { name: 'STREET', reason: 'HIDDEN', hiddenBy: 'GLARE' },
    ]);
    const second = reading({
      ...SITI,
      NIK: { text: '32730141', confidence: 0.05, visibility: 'PARTLY_HIDDEN', hiddenBy: 'OBJECT' },
      RELIGION: HIDDEN,
    });
    const both = join(first, second);
    expect(both.missing).toEqual([]);
    expect(texts(both)).toEqual(Object.fromEntries(ASKED.map((name) => [name, SITI[name]!.text])));
    expect(
      both.fields.every(({ confidence, visibility }) => confidence === 0.99 && visibility === 'WHOLE'),
    ).toBe(true);
    expect(both.pictures).toBe(2);
  });

  it('keeps a part as a part: two halves are not put together', () => {
    const left = {
      text: 'JL. MELATI',
      confidence: 0.4,
      visibility: 'PARTLY_HIDDEN',
      hiddenBy: 'GLARE',
    } as const;
    const right = { ...left, text: 'MELATI NO 7', confidence: 0.35 };
    const both = join(reading({ ...SITI, STREET: left }), reading({ ...SITI, STREET: right }));
    expect(of(both, 'STREET')).toMatchObject({
      raw: 'JL. MELATI',
      confidence: 0.4,
      visibility: 'PARTLY_HIDDEN',
    });
    expect(both.missing).toEqual([{ name: 'STREET', reason: 'HIDDEN', hiddenBy: 'GLARE' }]);
    expect(both.checkInput.input.address).toBe('JL. MELATI');
  });

  it('prefers what is whole to a part that is surer, and a part to nothing', () => {
    const part = { text: 'MELATI', confidence: 0.4, visibility: 'PARTLY_HIDDEN' } as const;
    const whole = { text: 'JL. MELATI NO 7', confidence: 0.3 };
    const all = [HIDDEN, part, whole].map((STREET) => reading({ ...SITI, STREET }));
    expect(of(join(...all.slice(0, 2)), 'STREET').raw).toBe('MELATI');
    const unread = { text: null, visibility: null } as const;
    const faint = [unread, { ...part, confidence: 0 }].map((STREET) => reading({ ...SITI, STREET }));
    expect(of(join(...faint), 'STREET').raw).toBe('MELATI');
    expect(of(join(...all), 'STREET').raw).toBe('JL. MELATI NO 7');
    expect(join(...all).missing).toEqual([{ name: 'STREET', reason: 'UNSURE', hiddenBy: null }]);
  });

  it('asks for a second picture where one is not sure enough alone', () => {
    const name = (confidence: number, text = 'SITI RAHAYU') =>
      reading({ ...SITI, NAME: { text, confidence } });
    expect(join(name(0.9)).missing).toEqual([{ name: 'NAME', reason: 'UNSURE', hiddenBy: null }]);
    expect(join(name(0.95)).missing).toEqual([]);
    const confirmed = join(name(0.85), name(0.9));
    expect(confirmed.missing).toEqual([]);
    // What two pictures say is no surer than the surer of them.
    expect(of(confirmed, 'NAME').confidence).toBe(0.9);
    expect(join(name(0.79), name(0.79)).missing).toHaveLength(1);
    // A point or a blank makes no other value.
    const spelt = join(name(0.85, 'SITI. RAHAYU'), name(0.9));
    expect([of(spelt, 'NAME').raw, spelt.missing]).toEqual(['SITI RAHAYU', []]);
    // Nobody said that it was seen whole.
    const untold = reading({ ...SITI, NAME: { text: 'SITI RAHAYU', visibility: null } });
    expect(join(untold, untold).missing).toEqual([{ name: 'NAME', reason: 'UNSURE', hiddenBy: null }]);
    // What was added because only one value fits was not seen.
    const completed = reading({ ...SITI, RELIGION: { text: 'ISLAM', completed: true } });
    expect(join(completed, completed).missing).toEqual([
      { name: 'RELIGION', reason: 'UNSURE', hiddenBy: null },
    ]);
  });

  it('never is sure of a value where pictures surely show two, and keeps the likelier', () => {
    const religion = (text: string, confidence = 0.99) =>
      reading({ ...SITI, RELIGION: { text, confidence } });
    const two = join(religion('ISLAM', 0.96), religion('KRISTEN', 0.98));
    expect(of(two, 'RELIGION')).toMatchObject({ raw: 'KRISTEN', confidence: 0.45 });
    expect(two.missing).toEqual([{ name: 'RELIGION', reason: 'CONFLICT', hiddenBy: null }]);
    const three = join(religion('ISLAM', 0.96), religion('KRISTEN', 0.98), religion('ISLAM', 0.97));
    expect(of(three, 'RELIGION')).toMatchObject({ raw: 'ISLAM', confidence: 0.45 });
    expect(three.missing).toHaveLength(1);
    expect(three.checkInput.seen.fields.find(({ name }) => name === 'RELIGION')).toMatchObject({
      text: 'ISLAM',
      confidence: 0.45,
    });
    // One that is doubted anyway disputes nothing.
    expect(join(religion('ISLAM'), religion('KRISTEN', 0.79)).missing).toEqual([]);
  });

  it('keeps the doubts of the number that it takes: of its picture, or the other number', () => {
    const nik = (text: string, confidence: number, runnerUp: string | null, asRead: string | null = null) =>
      reading({ ...SITI, NIK: { text, confidence } }, { nikRunnerUp: runnerUp, nikAsRead: asRead });
    const [right, near, far] = ['3273014107900003', '3273014107900008', '3273014107900006'];
    const seen = join(nik(right, 0.82, near, 'B273014107900003'), nik(right, 0.97, far)).checkInput.seen;
    expect([seen.nikRunnerUp, seen.nikAsRead]).toEqual([far, null]);
    const disputed = join(nik(right, 0.97, far), nik(near, 0.96, right), nik(right, 0.9, null));
    expect(disputed.checkInput.input.idNumber).toBe(right);
    expect(disputed.checkInput.seen.nikRunnerUp).toBe(near);
    expect(disputed.missing).toEqual([{ name: 'NIK', reason: 'CONFLICT', hiddenBy: null }]);
    // It is no other candidate than the number itself.
    expect(join(nik(right, 0.97, right)).checkInput.seen.nikRunnerUp).toBeNull();
  });

  it('begins anew where another card comes', () => {
    const joiner = createJoiner({ fields: ASKED });
    expect(joiner.reading).toBeNull();
    expect(joiner.add(reading({ ...SITI, RELIGION: HIDDEN }))).toBe('STARTED');
    expect(joiner.add(reading({ ...SITI, RELIGION: HIDDEN }))).toBe('JOINED');
    expect(joiner.add(reading({ ...BUDI, STREET: HIDDEN }))).toBe('STARTED');
    expect(joiner.reading).toMatchObject({ pictures: 1, missing: [{ name: 'STREET' }] });
    expect(texts(joiner.reading!)).toMatchObject({ NAME: 'BUDI HARTONO', STREET: null, RELIGION: 'ISLAM' });
  });

  it.each([
    ['whose number differs in three digits', { NIK: { text: '3273014107900126' } }, 'STARTED'],
    ['whose number differs in two, and nothing else', { NIK: { text: '3273014107900012' } }, 'JOINED'],
    [
      'whose number and name differ a little',
      { NIK: { text: '3273014107900004' }, NAME: { text: 'SITI RAHMA' } },
      'STARTED',
    ],
    ['with another name, the number hidden', { NIK: HIDDEN, NAME: { text: 'AGUS WIJAYA' } }, 'STARTED'],
    ['with the same number, and a name of another row', { NAME: { text: 'BANDUNG' } }, 'JOINED'],
    [
      'with two other values, number and name hidden',
      { NIK: HIDDEN, NAME: HIDDEN, BIRTH_DATE: { text: '12-03-1988' }, RELIGION: { text: 'HINDU' } },
      'STARTED',
    ],
    [
      'of which only what a family shares is seen',
      { NIK: HIDDEN, NAME: HIDDEN, BIRTH_DATE: HIDDEN },
      'PUT_ASIDE',
    ],
  ] as const)('tells a card %s', (_, other, joining) => {
    const joiner = createJoiner({ fields: ASKED });
    joiner.add(reading(SITI));
    expect(joiner.add(reading({ ...SITI, ...other }))).toBe(joining);
  });

  it('does not take from a card what nothing shows to be its own, until a picture does', () => {
    const unknown = { NIK: HIDDEN, NAME: HIDDEN, BIRTH_DATE: HIDDEN } as const;
    const joiner = createJoiner({ fields: ASKED });
    joiner.add(reading({ ...SITI, NIK: HIDDEN, BIRTH_DATE: HIDDEN, RELIGION: HIDDEN }));
    expect(joiner.add(reading({ ...BUDI, ...unknown, RELIGION: { text: 'HINDU' } }))).toBe('PUT_ASIDE');
    expect(texts(joiner.reading!).RELIGION).toBeNull();
    // Known by its number from here on, and so is what was put aside with it.
    expect(joiner.add(reading({ ...SITI, NAME: HIDDEN, RELIGION: HIDDEN, STREET: HIDDEN }))).toBe(
      'PUT_ASIDE',
    );
    expect(joiner.add(reading({ ...SITI, RELIGION: HIDDEN, STREET: HIDDEN }))).toBe('JOINED');
    expect(texts(joiner.reading!)).toMatchObject({ NIK: SITI.NIK!.text, RELIGION: null });
    expect(joiner.reading!.pictures).toBe(3);
  });

  it('takes what comes for the card where three pictures in a row have nothing of the first', () => {
    const joiner = createJoiner({ fields: ASKED });
    joiner.add(reading({ NAME: { text: 'STRIPES' } }));
    const later = { ...SITI, NAME: HIDDEN };
    expect([1, 2, 3].map(() => joiner.add(reading(later)))).toEqual(['PUT_ASIDE', 'PUT_ASIDE', 'STARTED']);
    expect(joiner.reading!.pictures).toBe(3);
    // Where nothing told whose card it was, the first that does is enough.
    const blind = createJoiner({ fields: ASKED });
    blind.add(reading({ STREET: SITI.STREET! }));
    expect(blind.add(reading({ ...SITI, STREET: HIDDEN }))).toBe('STARTED');
    expect(texts(blind.reading!).STREET).toBeNull();
  });

  it('takes a field for blank that may be, where pictures that hide nothing show none', () => {
    const blank = { ...SITI, RELIGION: { text: null, visibility: null } } as const;
    expect(join(reading(blank)).missing).toEqual([{ name: 'RELIGION', reason: 'UNREAD', hiddenBy: null }]);
    expect(join(reading(blank), reading(blank)).missing).toEqual([]);
    const glare = reading(blank, {}, ['GLARE']);
    expect(join(reading(blank), glare, glare).missing).toHaveLength(1);
    const elsewhere = reading({ ...blank, STREET: HIDDEN });
    expect(join(reading(blank), elsewhere, elsewhere).missing).toHaveLength(1);
    // Every card has a street.
    const street = reading({ ...SITI, STREET: { text: null, visibility: null } });
    expect(join(street, street, street).missing).toHaveLength(1);
    expect(join(reading(blank), reading(SITI), reading(blank)).missing).toEqual([]);
  });

  it('has the text for the server: what is joined, and no more than was seen', () => {
    const first = reading({ ...SITI, BIRTH_DATE: HIDDEN, ISSUE_DATE: { text: '02-05-2013' } });
    const second = reading({ ...SITI, BIRTH_PLACE: HIDDEN }, { damaged: true });
    const { input, seen } = join(first, second).checkInput;
    expect(input).toEqual({
      idNumber: '3273014107900003',
      name: 'SITI RAHAYU',
      birthPlaceBirthday: 'BANDUNG, 01-07-1990',
      address: 'JL. MELATI NO 7',
      religion: 'ISLAM',
    });
    expect(seen.fields.map(({ name, text }) => [name, text])).toEqual([
      ...ASKED.map((name) => [name, SITI[name]!.text]),
      ['ISSUE_DATE', '02-05-2013'],
    ]);
    expect([seen.issueDate, seen.issuePlace, seen.damaged]).toEqual(['02-05-2013', null, true]);
    // The line as a picture shows it, where one shows all of it.
    expect(join(first, reading(SITI)).checkInput.input.birthPlaceBirthday).toBe('BANDUNG,01-07-1990');
  });

  it('has the places of the last picture', () => {
    const joined = join(reading(SITI), reading({ ...SITI, STREET: HIDDEN }));
    expect(of(joined, 'NAME').boundingBox!.x).toBe(pictures / 1000);
    expect(of(joined, 'STREET')).toMatchObject({ raw: 'JL. MELATI NO 7', boundingBox: null });
  });
});
