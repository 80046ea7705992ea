import { apply, compose, invert, type Matrix, rotation, translation } from './geometry.js';
import { matchLabel } from './labels.js';
import { inked, type TextLine, textOf } from './line.js';

/** A rectangle lying at the angle of a card's NIK: where the card around it can reach at most. */
export interface CardArea {
  /** To the view's pixels, from the area's own: its corner is their origin. */
  readonly toView: Matrix;
  readonly width: number;
  readonly height: number;
}

/** What a NIK's digits take of a card's width, and what lies between the beginnings of its label and of its digits. */
const NIK_SHARE = 0.44;
const COLUMN_SHARE = 0.235;
/** Of the card's width, how far it may reach from where its NIK's digits begin. */
const REACH = { left: 0.38, right: 0.92, up: 0.28, down: 0.62 } as const;

/** The area around a NIK; null where there is none. */
export function areaAroundNik(lines: readonly TextLine[]): CardArea | null {
  const nik = nikLine(lines);
  return nik === null ? null : areaAround(nik, nikLabel(lines, nik));
}

/** The lines that can be the card's: forms and letters under a card have names and addresses too. */
export function linesOfCard(lines: readonly TextLine[]): readonly TextLine[] {
  const nik = nikLine(lines);
  if (nik === null) return lines;
  const label = nikLabel(lines, nik);
  const { toView, width, height } = areaAround(nik, label);
  const toArea = invert(toView);
  const edge = label === null ? 0 : apply(toArea, label.left - 0.3 * label.height, label.y).x;
  return lines.filter((line) => {
    const { x, y } = apply(toArea, (line.left + line.right) / 2, line.y);
    return x > edge && x < width && y > 0 && y < height;
  });
}

function areaAround(nik: TextLine, label: TextLine | null): CardArea {
  const byDigits = (nik.right - nik.left) / NIK_SHARE;
  const byLabel = label === null ? 0 : (nik.left - label.left) / COLUMN_SHARE;
  const card = Math.max(byDigits, byLabel);
  return {
    toView: compose(fromNik(nik), translation(-REACH.left * card, -REACH.up * card)),
    width: (REACH.left + REACH.right) * card,
    height: (REACH.up + REACH.down) * card,
  };
}

/** To the view's pixels, from those of a plane that begins with the NIK and lies along it. */
function fromNik({ left, right, y, slope }: TextLine): Matrix {
  return compose(translation(left, y - (slope * (right - left)) / 2), rotation(Math.atan(slope)));
}

const LIKE_A_NIK = { least: 14, most: 18 } as const;

function nikLine(lines: readonly TextLine[]): TextLine | null {
  return (
    lines.find((line) => {
      const text = textOf(inked(line.glyphs)).replace(/^(NIK)?:?/, '');
      const digits = text.replace(/\D/g, '').length;
      return digits >= LIKE_A_NIK.least && text.length <= LIKE_A_NIK.most;
    }) ?? null
  );
}

function nikLabel(lines: readonly TextLine[], nik: TextLine): TextLine | null {
  const along = invert(fromNik(nik));
  return (
    lines.find((line) => {
      const { x, y } = apply(along, (line.left + line.right) / 2, line.y);
      if (x > 0 || Math.abs(y) > 0.7 * nik.height) return false;
      const characters = inked(line.glyphs).map(({ character }) => character);
      return matchLabel(characters, 'NIK').similarity > 0.6;
    }) ?? null
  );
}
