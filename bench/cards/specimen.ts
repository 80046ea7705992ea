import type { RegionTable } from '../../src/regions/region.js';
import { Dice } from './dice.js';
import { CARD, drawFace, type PrintedLine } from './face.js';
import { type FontGroup, pickFaces } from './fonts.js';
import { type Corners, fromUnitSquare } from './geometry.js';
import { inventPerson, type Person } from './person.js';
import { photograph } from './photograph.js';
import { chooseShot, type Shot, type Tier } from './shot.js';

/** What a truth file says of its picture; `bench/cards/README.md` describes it. */
export interface Truth {
  readonly fields: Person['fields'];
  readonly issue: Person['issue'] | null;
  readonly tier?: string;
  readonly seed?: string;
  readonly contradicts?: boolean;
  readonly fonts?: { readonly text: string; readonly digits: string };
  readonly shot?: Shot;
  /** Of the card in the picture, top left corner of its print first, clockwise, in pixels. */
  readonly corners?: Corners;
}

/** Text of the card and where it is in the picture, its first corner top left as it reads; the bow of a card is left out. */
export interface SeenLine {
  readonly text: string;
  readonly corners: Corners;
}

export interface Specimen {
  readonly jpeg: Buffer;
  readonly truth: Truth;
  readonly lines: readonly SeenLine[];
}

export interface SpecimenWish {
  readonly seed: string;
  readonly tier: Tier;
  readonly fonts: FontGroup;
  readonly person?: Person;
  readonly shot?: Partial<Shot>;
}

/** One invented card and its photograph. The same wish gives the same bytes. */
export async function makeSpecimen(wish: SpecimenWish, regions: RegionTable): Promise<Specimen> {
  // Dice of their own, so that a change to one step leaves the others as they were.
  const diceFor = (step: string) => new Dice(`${wish.seed}:${wish.tier}:${step}`);
  const person = wish.person ?? inventPerson(diceFor('person'), regions);
  const faces = pickFaces(diceFor('fonts'), wish.fonts);
  const face = drawFace(person, faces, diceFor('face'));
  const shot = { ...chooseShot(wish.tier, diceFor('shot')), ...wish.shot };
  const { jpeg, corners } = await photograph(face.canvas, shot, diceFor('photograph'));
  return {
    jpeg,
    lines: face.lines.map((line) => seen(line, corners)),
    truth: {
      fields: person.fields,
      issue: person.issue,
      tier: wish.tier,
      seed: wish.seed,
      contradicts: person.contradicts,
      fonts: faces,
      shot,
      corners,
    },
  };
}

function seen({ text, frame: { x, y, width, height } }: PrintedLine, card: Corners): SeenLine {
  const place = fromUnitSquare(card);
  const at = (px: number, py: number) => place(px / CARD.width, py / CARD.height);
  return {
    text,
    corners: [at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)],
  };
}
