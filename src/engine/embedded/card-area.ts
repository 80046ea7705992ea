import type { Area } from './field-text.js';
import { matchLabel } from './labels.js';
import { inked, type TextLine, textOf } from './line.js';

/** What a NIK's digits take of a card's width, and what lies between the beginnings of its label and of its digits. */
const NIK_SHARE = 0.44;
const COLUMN_SHARE = 0.235;
/** Of the card's width, how far it may reach from where its NIK's digits begin. */
const REACH = { left: 0.38, right: 0.92, up: 0.28, down: 0.62 } as const;

/** Where the card around a NIK can reach at most; null where there is no NIK. */
export function areaAroundNik(lines: readonly TextLine[]): Area | null {
  const nik = nikLine(lines);
  return nik === null ? null : areaAround(nik, nikLabel(lines, nik));
}

/** The lines that can be the card's: forms and letters under a card have names and addresses too. */
export function linesOfCard(lines: readonly TextLine[]): readonly TextLine[] {
  const nik = nikLine(lines);
  if (nik === null) return lines;
  const label = nikLabel(lines, nik);
  const area = areaAround(nik, label);
  const edge = label === null ? area.left : label.left - 0.3 * label.height;
  return lines.filter(({ left, right, y }) => {
    const middle = (left + right) / 2;
    return middle > edge && middle < area.right && y > area.top && y < area.bottom;
  });
}

function areaAround(nik: TextLine, label: TextLine | null): Area {
  const byDigits = (nik.right - nik.left) / NIK_SHARE;
  const byLabel = label === null ? 0 : (nik.left - label.left) / COLUMN_SHARE;
  const width = Math.max(byDigits, byLabel);
  return {
    left: nik.left - REACH.left * width,
    right: nik.left + REACH.right * width,
    top: nik.y - REACH.up * width,
    bottom: nik.y + REACH.down * width,
  };
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
  const beside = lines.filter(({ y, left }) => Math.abs(y - nik.y) < 0.7 * nik.height && left < nik.left);
  return (
    beside.find(
      ({ glyphs }) =>
        matchLabel(
          inked(glyphs).map(({ character }) => character),
          'NIK',
        ).similarity > 0.6,
    ) ?? null
  );
}
