import type { Picture } from '../../image/raster.js';
import type { TextDetector } from '../detection/text-detector.js';
import type { Without } from '../heuristics.js';
import {
  apply,
  type Box,
  compose,
  IDENTITY,
  invert,
  type Matrix,
  magnification,
  median,
  translation,
} from '../image/geometry.js';
import type { View } from '../image/view.js';
import { directionsOf, lengthOf, tellsDirection } from './directions.js';
import { alignShort, straighten } from './straighten.js';
import { turnedView, turnUpright } from './turn.js';

/** A rectangle along the card's NIK, as large as the card around it can be. */
export interface CardArea {
  /** To the view's pixels, from the area's own: its corner is their origin. */
  readonly toView: Matrix;
  readonly width: number;
  readonly height: number;
}

/** A place where a card may lie: a view with upright text and level lines, and the boxes found in it. */
export interface Located {
  /** The whole picture, turned by quarters only. */
  readonly upright: View;
  /** The part with text, straightened and enlarged. */
  readonly view: View;
  readonly boxes: readonly Box[];
  /** Whether more boxes were found than a card has, so that the shortest were dropped. */
  readonly crowded: boolean;
  /** How far the lines fell from level in `upright`; degrees, clockwise positive. */
  readonly skewDegrees: number;
  /** Whether the view is the mirror image of the picture, as front cameras save it. */
  readonly mirrored: boolean;
}

/** How often a view is detected at most, straightened after each time but the last. */
const ROUNDS = 3;
/** Degrees by which columns may lean in a view that is kept: the steps in which a lean is found are of 1.1. */
const UPRIGHT = 4;
/** How many times larger lines are looked at that seem to run into one another, and how many medians high those are. */
const LARGE = 1.5;
const TOO_HIGH = 1.6;
/** Radians from level, and the share of all lines' length, of the direction that a view was straightened for. */
const NEARLY_LEVEL = 0.3;
const ENOUGH_LEVEL = 0.1;
/** How the lines of the card are told from others in a view. */
interface Telling {
  /** Those that the view is straightened by. */
  readonly among: (boxes: readonly Box[]) => readonly Box[];
  /** Radians from level: such lines are not of the card. */
  readonly across: number;
}
/** In a view that was straightened for most of its lines, and in one that was laid along a line of the card. */
const BY_MOST: Telling = { among: levelOf, across: 0.6 };
const BY_ONE: Telling = { among: alongOf, across: 0.15 };
/** A card has about 35 boxes. Of a page of text, the longest are enough to see that it is no card. */
const MOST_BOXES = 80;

/** The sides of a part, in shares of those of the whole picture. */
const PART = 0.6;

/** The whole picture, then parts of it: in the whole, a small card among other print is overlooked. */
export function placesIn(picture: Picture): readonly View[] {
  const { width, height } = picture;
  const whole = { picture, toPicture: IDENTITY, width, height };
  return [whole, ...partsOf(whole)];
}

/**
 * Turns a place so that its text is upright; the likeliest turn first, then the others. Text is detected twice: once straightened and
 * enlarged, small or tilted text is detected better, and then straightened better.
 */
export async function* locate(
  place: View,
  isMirrored: boolean,
  detect: TextDetector,
  without: Without,
): AsyncGenerator<Located> {
  for await (const turned of turnUpright(place, detect)) {
    yield { ...(await focus(straighten(turned.view, turned.boxes), detect, without)), mirrored: isMirrored };
  }
}

function partsOf({ picture, width, height }: View): readonly View[] {
  const places = [0.5, 0, 1].flatMap((down) =>
    (down === 0.5 ? [0.5] : [0, 1]).map((across) => ({ across, down })),
  );
  return places.map(({ across, down }) => ({
    picture,
    toPicture: translation(across * (1 - PART) * width, down * (1 - PART) * height),
    width: PART * width,
    height: PART * height,
  }));
}

/** Detects again, only in an area of the view: what runs along it is the card's, however much other print there is. */
export async function closeUp(
  { view, mirrored }: Located,
  area: CardArea,
  detect: TextDetector,
  without: Without,
): Promise<Located> {
  const near = { ...area, picture: view.picture, toPicture: compose(view.toPicture, area.toView) };
  return { ...(await focus(near, detect, without, BY_ONE)), mirrored };
}

/** Detects again in the same view with even contrast, for print that haze has made pale. */
export async function throughHaze(located: Located, detect: TextDetector): Promise<Located> {
  const { boxes } = await detect(located.view, 1, true);
  return { ...located, boxes: alignShort(longestOf(boxes)) };
}

function longestOf(boxes: readonly Box[]): readonly Box[] {
  return boxes.toSorted((a, b) => b.length - a.length).slice(0, MOST_BOXES);
}

async function focus(
  first: View,
  detect: TextDetector,
  without: Without,
  { among, across } = BY_MOST,
): Promise<Omit<Located, 'mirrored'>> {
  let view = first;
  let boxes = (await detect(view)).boxes;
  for (let round = 1; round < ROUNDS; round++) {
    const better = straighten(view, among(boxes));
    if (isAlike(better, view)) break;
    view = better;
    boxes = (await detect(view)).boxes;
  }
  const along = boxes.filter((box) => !(tellsDirection(box) && Math.abs(box.angle) > across));
  const found = without.has('larger-boxes') ? along : await apart(view, along, detect);
  const upright = uprightOf(view);
  return {
    upright,
    view,
    boxes: alignShort(longestOf(found)),
    crowded: found.length > MOST_BOXES,
    skewDegrees: skewOf(view, upright),
  };
}

/** Of boxes that run in several ways, those of the way that a view was straightened for: of the levellest. */
function levelOf(boxes: readonly Box[]): readonly Box[] {
  const [level] = directionsOf(boxes)
    .filter(
      ({ angle, boxes: kin }) =>
        Math.abs(angle) < NEARLY_LEVEL && lengthOf(kin) > ENOUGH_LEVEL * lengthOf(boxes),
    )
    .sort((a, b) => Math.abs(a.angle) - Math.abs(b.angle));
  return level?.boxes ?? boxes;
}

/** Of boxes in a view that was laid along a line of the card: those that run like it. */
function alongOf(boxes: readonly Box[]): readonly Box[] {
  const along = boxes.filter((box) => tellsDirection(box) && Math.abs(box.angle) < BY_ONE.across);
  return lengthOf(along) > ENOUGH_LEVEL * lengthOf(boxes) ? along : levelOf(boxes);
}

/** Close lines are detected as one. If some boxes are much higher than the others, the view is detected again at a larger scale. */
async function apart(view: View, boxes: readonly Box[], detect: TextDetector): Promise<readonly Box[]> {
  const height = median(boxes.map((box) => box.height));
  const high = boxes.filter((box) => box.height > TOO_HIGH * height);
  if (high.length < 2) return boxes;
  const larger = (await detect(view, LARGE)).boxes;
  const inHigh = larger.filter((box) => high.some((other) => isWithin(box, other)));
  return [...boxes.filter((box) => !high.includes(box)), ...inHigh];
}

function isWithin(box: Box, other: Box): boolean {
  const [dx, dy] = [box.x - other.x, box.y - other.y];
  const along = dx * Math.cos(other.angle) + dy * Math.sin(other.angle);
  const across = dy * Math.cos(other.angle) - dx * Math.sin(other.angle);
  return Math.abs(along) < other.length / 2 && Math.abs(across) < other.height / 2;
}

/** Whether a view would show little better what another shows. */
function isAlike(a: View, b: View): boolean {
  const area = (view: View) =>
    view.width * view.height * magnification(view.toPicture, view.width / 2, view.height / 2) ** 2;
  return area(a) > 0.75 * area(b) && Math.abs(skewOf(a, b)) < 1 && Math.abs(leanOf(a, b)) < UPRIGHT;
}

/** The whole picture, turned by the quarters that bring what is level in the view nearest to level. */
function uprightOf(view: View): View {
  const { width, height } = view.picture;
  const whole: View = { picture: view.picture, toPicture: IDENTITY, width, height };
  const falling = skewOf(view, whole);
  return turnedView(whole, (Math.round(-falling / 90) + 4) % 4);
}

/** The direction, seen in `upright`, of what is level in the middle of `view`. */
function skewOf(view: View, upright: View): number {
  const map = compose(invert(upright.toPicture), view.toPicture);
  const left = apply(map, view.width / 2 - 1, view.height / 2);
  const right = apply(map, view.width / 2 + 1, view.height / 2);
  return (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
}

/** How far columns that stand upright in the middle of `view` lean from its lines, seen in `other`; degrees. */
function leanOf(view: View, other: View): number {
  const map = compose(invert(other.toPicture), view.toPicture);
  const above = apply(map, view.width / 2, view.height / 2 - 1);
  const below = apply(map, view.width / 2, view.height / 2 + 1);
  return (Math.atan2(above.x - below.x, below.y - above.y) * 180) / Math.PI - skewOf(view, other);
}
