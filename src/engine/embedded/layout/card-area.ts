import { apply, compose, invert, type Matrix, rotation, scaling, translation } from '../image/geometry.js';
import { beyondPicture, type View } from '../image/view.js';
import { LONGEST_NIK } from '../recognition/reread.js';
import { inked, type TextLine, textOf } from '../recognition/text-line.js';
import type { CardArea, Located } from '../rectification/locate.js';
import { type CardFrame, isCardShape } from './card-frame.js';
import { withoutColon } from './field-text.js';
import { matchLabel } from './labels.js';
import { ASPECT } from './proportions.js';
import { isLikeNik } from './value-form.js';

/** What a NIK's digits take of a card's width, and what lies between the beginnings of its label and of its digits. */
const NIK_SHARE = 0.44;
const COLUMN_SHARE = 0.235;
/** Of the card's width, how far it may reach from where its NIK's digits begin. */
const REACH = { left: 0.38, right: 0.92, up: 0.28, down: 0.62 } as const;

/** The area around a NIK, and how many times as high as a card's the view shows it for its width. */
export interface NikArea {
  readonly area: CardArea;
  readonly stretch: number;
}

/** The pitch of rows over the length of the NIK's digits: the median of 48 drawn cards, of which all were within 0.76 to 1.18 of it. */
const PITCH_SHARE = 0.072;
/** Beyond these the view's shape is not the card's, whatever the typeface of the NIK. */
const IN_SHAPE = { least: 0.7, most: 1.3 } as const;

/** Room around a card's frame, in shares of its sides: it is reckoned from a few rows. */
const AROUND = 0.06;

/** A card is worth another look that takes less of the view than this, whose NIK falls by more radians than these, or that is stretched or squashed so many times. */
const SMALL_SHARE = 0.5;
const ASKEW = 0.035;
const OUT_OF_SHAPE = 1.25;
/**
 * Of the area around a NIK, which has room for a card wherever its number stands: where more of it lies outside the view, a part of
 * the card does. Of 228 drawn cards, the views of those that were wholly in sight left out 0.57 at most.
 */
const CUT_OFF = 0.6;
/** So many lines outside the area around a NIK are other print: another card has about 20. */
const OTHER_LINES = 8;
/** Where an area is looked at, in shares of its sides. */
const STEPS = Array.from({ length: 12 }, (_, n) => (n + 0.5) / 12);

/**
 * The area around a NIK; null where there is none, or it is of no shape that a card is seen in. Where the rows are too close or too
 * far apart for the NIK's length, it is of the card's own shape.
 * @param pitch from row to row, in the view's pixels; null where it does not tell the shape
 */
export function areaAroundNik(lines: readonly TextLine[], pitch: number | null): NikArea | null {
  const nik = nikLine(lines);
  if (nik === null) return null;
  const seen = pitch === null ? 1 : pitch / (PITCH_SHARE * (nik.right - nik.left));
  if (!isCardShape(seen)) return null;
  const stretch = seen < IN_SHAPE.least || seen > IN_SHAPE.most ? seen : 1;
  return { area: areaAround(nik, nikLabel(lines, nik), stretch), stretch };
}

/** The area of a card's frame with some room around it, in the card's own shape. */
function areaOfFrame({ toView, width }: CardFrame): CardArea {
  const height = width * ASPECT;
  const toFrame = compose(translation(-AROUND, -AROUND), scaling(1 / width, 1 / height));
  return {
    toView: compose(toView, toFrame),
    width: (1 + 2 * AROUND) * width,
    height: (1 + 2 * AROUND) * height,
  };
}

/**
 * Where a closer look shows a card better than the view does, by its NIK and its frame where they were found; null where nowhere.
 * A view with other print was straightened for that, too; if it is `crowded`, some of the card's own print was left out.
 */
export function closerArea(
  { view, crowded }: Pick<Located, 'view' | 'crowded'>,
  lines: readonly TextLine[],
  aroundNik: NikArea | null,
  frame: CardFrame | null,
): CardArea | null {
  const stretch = frame?.stretch ?? 1;
  if (frame !== null && Math.max(stretch, 1 / stretch) > OUT_OF_SHAPE) return areaOfFrame(frame);
  if (aroundNik === null) return null;
  const {
    area: { toView, width, height },
    stretch: ofNik,
  } = aroundNik;
  const falling = Math.atan2(toView[3], toView[0]);
  const isBetter =
    crowded ||
    linesOutside(aroundNik.area, lines) >= OTHER_LINES ||
    ofNik !== 1 ||
    Math.abs(falling) > ASKEW ||
    width * height < SMALL_SHARE * view.width * view.height ||
    outOfView(view, aroundNik.area) > CUT_OFF;
  return isBetter ? aroundNik.area : null;
}

function linesOutside(area: CardArea, lines: readonly TextLine[]): number {
  const isInside = isWithin(area);
  return lines.filter((line) => !isInside(line)).length;
}

/** How much of an area, as far as the picture shows it, lies outside the view; a share. */
function outOfView(view: View, { toView, width, height }: CardArea): number {
  const isBeyondPicture = beyondPicture(view);
  const points = STEPS.flatMap((u) => STEPS.map((v) => apply(toView, u * width, v * height))).filter(
    ({ x, y }) => !isBeyondPicture(x, y),
  );
  const outside = points.filter(({ x, y }) => x < 0 || y < 0 || x > view.width || y > view.height);
  return outside.length / Math.max(1, points.length);
}

/** The lines that can be the card's: forms and letters under a card have names and addresses too, and so has a card beside it. */
export function linesOfCard(lines: readonly TextLine[]): readonly TextLine[] {
  const nik = nikLine(lines);
  if (nik === null) return lines;
  const label = nikLabel(lines, nik);
  const area = areaAround(nik, label);
  const edge = label === null ? 0 : apply(invert(area.toView), label.left - 0.3 * label.height, label.y).x;
  return lines.filter(isWithin(area, edge));
}

/** Whether the middle of a line is within an area, to the right of an edge. */
function isWithin({ toView, width, height }: CardArea, edge = 0): (line: TextLine) => boolean {
  const toArea = invert(toView);
  return ({ left, right, y: middle }) => {
    const { x, y } = apply(toArea, (left + right) / 2, middle);
    return x > edge && x < width && y > 0 && y < height;
  };
}

function areaAround(nik: TextLine, label: TextLine | null, stretch = 1): CardArea {
  const byDigits = (nik.right - nik.left) / NIK_SHARE;
  const byLabel = label === null ? 0 : (nik.left - label.left) / COLUMN_SHARE;
  // In a view that is level for other print, a card may run askew: of its lines, left and right tell less than their length.
  const card = Math.max(byDigits, byLabel) * Math.hypot(1, nik.slope);
  return {
    toView: compose(
      compose(fromNik(nik), scaling(1, stretch)),
      translation(-REACH.left * card, -REACH.up * card),
    ),
    width: (REACH.left + REACH.right) * card,
    height: (REACH.up + REACH.down) * card,
  };
}

/** To the view's pixels, from those of a plane that begins with the NIK and lies along it. */
function fromNik({ left, right, y, slope }: TextLine): Matrix {
  return compose(translation(left, y - (slope * (right - left)) / 2), rotation(Math.atan(slope)));
}

function nikLine(lines: readonly TextLine[]): TextLine | null {
  return (
    lines.find((line) => {
      const text = withoutColon(textOf(inked(line.glyphs)).replace(/^NIK/, ''));
      return text.length <= LONGEST_NIK && isLikeNik(text);
    }) ?? null
  );
}

/** The label in front of a NIK; that of a card beside it stands farther away than the number is long. */
function nikLabel(lines: readonly TextLine[], nik: TextLine): TextLine | null {
  const along = invert(fromNik(nik));
  return (
    lines.find((line) => {
      const { x, y } = apply(along, (line.left + line.right) / 2, line.y);
      if (x > 0 || x < nik.left - nik.right || Math.abs(y) > 0.7 * nik.height) return false;
      return matchLabel(textOf(inked(line.glyphs)), 'NIK').similarity > 0.6;
    }) ?? null
  );
}
