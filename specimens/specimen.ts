import type { Canvas } from '@napi-rs/canvas';
import type { FieldName } from '../src/ktp/field.js';
import type { RegionTable } from '../src/regions/region.js';
import { type Distortion, distort, leanOf } from './distort.js';
import { CARD, drawFace, type LayoutGroup, type PrintedLine } from './face.js';
import { type FontGroup, pickFaces } from './fonts.js';
import type { Corners, Point } from './geometry.js';
import { type Capture, chooseCapture } from './held-out/capture.js';
import { photographHeldOut } from './held-out/photograph.js';
import { type Seen, SIGHTS, seenOf } from './hide.js';
import { inventPerson, type Person } from './person.js';
import { type Hiding, type Photograph, photograph } from './photograph.js';
import { Random } from './random.js';
import { chooseShot, type Shot, type Tier } from './shot.js';

/** The camera that training and tuning may use, and the one they never do. */
export const CAMERA_GROUPS = ['common', 'held-out'] as const;
export type CameraGroup = (typeof CAMERA_GROUPS)[number];

/** What a truth file says of its picture; `specimens/README.md` describes it. */
export interface Truth {
  readonly fields: Person['fields'];
  readonly issue: Person['issue'] | null;
  readonly tier?: string;
  readonly seed?: string;
  readonly contradicts?: boolean;
  readonly fonts?: { readonly text: string; readonly digits: string };
  readonly camera?: CameraGroup;
  readonly layout?: LayoutGroup;
  readonly shot?: Shot | Capture;
  readonly distortion?: Distortion;
  /** How the values of a card are seen whose print was hidden on purpose. */
  readonly seen?: Readonly<Partial<Record<FieldName, Seen>>>;
  /** Of the card in the picture, top left corner of its print first, clockwise, in pixels. */
  readonly corners?: Corners;
}

/** Text of the card and where it is in the picture, its first corner top left as it reads; the bow of a card is left out. */
export interface SeenLine {
  readonly text: string;
  readonly corners: Corners;
  /** As of a `PrintedLine`. */
  readonly field: FieldName | null;
}

export interface Specimen {
  readonly jpeg: Buffer;
  /** The card as it was drawn, before it was photographed. */
  readonly flat: Canvas;
  readonly truth: Truth;
  readonly lines: readonly SeenLine[];
}

export interface SpecimenWish {
  readonly seed: string;
  /** Seed of the card itself, where several pictures are taken of one; `seed` where left out. */
  readonly card?: string;
  readonly tier: Tier;
  readonly fonts: FontGroup;
  readonly person?: Person;
  /** Both are common where they are left out. */
  readonly camera?: CameraGroup;
  readonly layout?: LayoutGroup;
  /** Of the common camera, and of the held-out one: what is not to be left to chance. */
  readonly shot?: Partial<Shot>;
  readonly taking?: Partial<Capture>;
  /** What hides part of the print; the common camera alone can. */
  readonly hiding?: Hiding;
  readonly distortion?: Distortion;
}

/** Place and date of birth are printed as one, the date last. */
const DATE_LETTERS = 'dd-mm-yyyy'.length;

/** One invented card and its photograph. The same wish gives the same bytes. */
export async function makeSpecimen(wish: SpecimenWish, regions: RegionTable): Promise<Specimen> {
  // Dice of their own, so that a change to one step leaves the others as they were.
  const diceFor = (step: string) => new Random(`${wish.seed}:${wish.tier}:${step}`);
  const cardDice = (step: string) => new Random(`${wish.card ?? wish.seed}:${wish.tier}:${step}`);
  const person = wish.person ?? inventPerson(cardDice('person'), regions);
  const faces = pickFaces(cardDice('fonts'), wish.fonts);
  const { camera = 'common', layout = 'common', distortion } = wish;
  const face = drawFace(person, faces, cardDice('face'), layout);
  const { shot, photo: taken } = await take(wish, camera, face.canvas, diceFor);
  const photo = distortion === undefined ? taken : await distort(taken, distortion, diceFor('distortion'));
  const { jpeg, corners } = photo;
  return {
    jpeg,
    flat: face.canvas,
    lines: face.lines.map((line) => seen(line, photo)),
    truth: {
      fields: person.fields,
      issue: person.issue,
      tier: wish.tier,
      seed: wish.seed,
      contradicts: person.contradicts,
      fonts: faces,
      ...(camera === 'common' ? {} : { camera }),
      ...(layout === 'common' ? {} : { layout }),
      shot,
      ...(wish.distortion === undefined ? {} : { distortion: wish.distortion }),
      ...(wish.hiding === undefined ? {} : { seen: fieldsSeen(face.lines, photo) }),
      corners,
    },
  };
}

async function take(
  wish: SpecimenWish,
  camera: CameraGroup,
  card: Canvas,
  diceFor: (step: string) => Random,
): Promise<{ readonly shot: Shot | Capture; readonly photo: Photograph }> {
  const lean = leanOf(wish.distortion, diceFor('lean'));
  if (camera === 'held-out') {
    const shot = { ...chooseCapture(wish.tier, diceFor('taking')), ...wish.taking, ...lean };
    return { shot, photo: await photographHeldOut(card, shot, diceFor('held-out')) };
  }
  const shot = { ...chooseShot(wish.tier, diceFor('shot')), ...wish.shot, ...lean };
  const hiding = wish.hiding === undefined ? null : { ...wish.hiding, random: diceFor('hiding') };
  return { shot, photo: await photograph(card, shot, diceFor('photograph'), hiding) };
}

function seen({ text, field, frame: { x, y, width, height } }: PrintedLine, photo: Photograph): SeenLine {
  const at = (px: number, py: number): Point => photo.at(px / CARD.width, py / CARD.height);
  return {
    text,
    field,
    corners: [at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)],
  };
}

/** How each field's value is seen, the worst of its lines told; a value of which some lines are gone and some not is cut. */
function fieldsSeen(
  lines: readonly PrintedLine[],
  { hiddenAt }: Photograph,
): Readonly<Partial<Record<FieldName, Seen>>> {
  const parts = new Map<FieldName, Seen[]>();
  for (const { text, field, frame } of lines) {
    if (field === null) continue;
    const seen = (from: number, to: number) =>
      seenOf(
        {
          x: (frame.x + (frame.width * from) / text.length) / CARD.width,
          y: frame.y / CARD.height,
          width: (frame.width * (to - from)) / text.length / CARD.width,
          height: frame.height / CARD.height,
        },
        to - from,
        hiddenAt,
      );
    const note = (name: FieldName, from: number, to: number) => {
      if (to > from) parts.set(name, [...(parts.get(name) ?? []), seen(from, to)]);
    };
    if (field !== 'BIRTH_DATE') note(field, 0, text.length);
    else {
      const date = /\d{2}-\d{2}-\d{4}$/.test(text) ? text.length - DATE_LETTERS : text.length;
      note('BIRTH_PLACE', 0, text.slice(0, date).replace(/[\s,]+$/, '').length);
      note('BIRTH_DATE', date, text.length);
    }
  }
  return Object.fromEntries(
    [...parts].map(([field, seen]) => {
      if (seen.every((each) => each === 'GONE')) return [field, 'GONE'];
      if (seen.includes('GONE')) return [field, 'CUT'];
      return [field, SIGHTS.findLast((sight) => seen.includes(sight))];
    }),
  );
}
