import type { Canvas } from '@napi-rs/canvas';
import type { RegionTable } from '../../src/regions/region.js';
import { Dice } from './dice.js';
import { CARD, drawFace, type LayoutGroup, type PrintedLine } from './face.js';
import { type FontGroup, pickFaces } from './fonts.js';
import type { Corners, Point } from './geometry.js';
import { photographHeldOut } from './held-out/photograph.js';
import { chooseTaking, type Taking } from './held-out/taking.js';
import { inventPerson, type Person } from './person.js';
import { type Photograph, photograph } from './photograph.js';
import { chooseShot, type Shot, type Tier } from './shot.js';

/** The camera that training and tuning may use, and the one they never do. */
export const CAMERA_GROUPS = ['common', 'held-out'] as const;
export type CameraGroup = (typeof CAMERA_GROUPS)[number];

/** What a truth file says of its picture; `bench/cards/README.md` describes it. */
export interface Truth {
  readonly fields: Person['fields'];
  readonly issue: Person['issue'] | null;
  readonly tier?: string;
  readonly seed?: string;
  readonly contradicts?: boolean;
  readonly fonts?: { readonly text: string; readonly digits: string };
  readonly camera?: CameraGroup;
  readonly layout?: LayoutGroup;
  readonly shot?: Shot | Taking;
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
  /** Both are common where they are left out. */
  readonly camera?: CameraGroup;
  readonly layout?: LayoutGroup;
  /** Of the common camera, and of the held-out one: what is not to be left to chance. */
  readonly shot?: Partial<Shot>;
  readonly taking?: Partial<Taking>;
}

/** One invented card and its photograph. The same wish gives the same bytes. */
export async function makeSpecimen(wish: SpecimenWish, regions: RegionTable): Promise<Specimen> {
  // Dice of their own, so that a change to one step leaves the others as they were.
  const diceFor = (step: string) => new Dice(`${wish.seed}:${wish.tier}:${step}`);
  const person = wish.person ?? inventPerson(diceFor('person'), regions);
  const faces = pickFaces(diceFor('fonts'), wish.fonts);
  const { camera = 'common', layout = 'common' } = wish;
  const face = drawFace(person, faces, diceFor('face'), layout);
  const { shot, photo } = await take(wish, camera, face.canvas, diceFor);
  const { jpeg, corners } = photo;
  return {
    jpeg,
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
      corners,
    },
  };
}

async function take(
  wish: SpecimenWish,
  camera: CameraGroup,
  card: Canvas,
  diceFor: (step: string) => Dice,
): Promise<{ readonly shot: Shot | Taking; readonly photo: Photograph }> {
  if (camera === 'held-out') {
    const shot = { ...chooseTaking(wish.tier, diceFor('taking')), ...wish.taking };
    return { shot, photo: await photographHeldOut(card, shot, diceFor('held-out')) };
  }
  const shot = { ...chooseShot(wish.tier, diceFor('shot')), ...wish.shot };
  return { shot, photo: await photograph(card, shot, diceFor('photograph')) };
}

function seen({ text, frame: { x, y, width, height } }: PrintedLine, photo: Photograph): SeenLine {
  const at = (px: number, py: number): Point => photo.at(px / CARD.width, py / CARD.height);
  return {
    text,
    corners: [at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)],
  };
}
