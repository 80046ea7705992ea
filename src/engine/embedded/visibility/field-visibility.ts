import { FIELD_NAMES, type FieldName } from '../../../ktp/field.js';
import type { Hider, Sight } from '../../../ktp/sight.js';
import type { RegionTable } from '../../../regions/region.js';
import type { Without } from '../heuristics.js';
import { apply } from '../image/geometry.js';
import type { CardFrame } from '../layout/card-frame.js';
import type { FieldText } from '../layout/field-text.js';
import type { Layout } from '../layout/layout.js';
import { rowAt } from '../layout/proportions.js';
import { inked, type TextLine } from '../recognition/text-line.js';
import { ROWS, templateOf } from '../template.js';
import { isWhole, regionNames } from './complete-text.js';
import type { HiddenAt } from './hidden-print.js';

/** Where along a line print is hidden, in the view's pixels. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How a field was seen, and where its first line is hidden. */
export interface FieldSight extends Sight {
  readonly hidden: readonly Span[];
}

const WHOLE: FieldSight = { visibility: 'WHOLE', hiddenBy: null, hidden: [] };

/** Heights of a line, from the middle of the last letter: print that goes on begins no further away. */
const BESIDE = 0.95;
/** From the middle of a letter to its edge. */
const HALF_LETTER = 0.3;
/** Above and below the middle of a line: where letters stand. */
const BAND = 0.3;
const SAMPLES_DOWN = 5;
/** A letter that the reader is so sure of is in sight, whatever the map says of its place. */
const SEEN = 0.99;
/** From one sample to the next. */
const SAMPLE = 0.1;
/** A letter is hidden where this share of its height is. */
const HIDDEN_SHARE = 0.4;
/** Less is the noise of the map's edges. */
const LEAST_HIDDEN = 0.3;

/** Where the first letters of a value stand, in shares of the card's width. */
const VALUE = { from: 0.28, to: 0.36 } as const;
const SAMPLES_ACROSS = 8;
/** A value that was not read is hidden where this share of its first letters' place is. */
const PLACE_HIDDEN = 0.6;

/** Says of each field whether its print was seen whole. */
export function sightsOf(
  { fields, columns, birth }: Layout,
  wanted: ReadonlySet<FieldName>,
  frame: CardFrame | null,
  hiddenAt: HiddenAt,
  regions: RegionTable,
  without: Without,
): Readonly<Partial<Record<FieldName, FieldSight>>> {
  const sights: Partial<Record<FieldName, FieldSight>> = {};
  const named = regionNames(fields, regions);
  const ends = (name: FieldName, { text }: FieldText) =>
    !without.has('complete-text') && isWhole(name, text, named);
  const hides = { at: hiddenAt, seenFrom: without.has('seen-letters') ? 1 : SEEN };
  for (const name of FIELD_NAMES) {
    if (!wanted.has(name)) continue;
    const field = fields[name];
    const sight =
      field === undefined || field.text === ''
        ? frame && sightOfPlace(name, frame, hiddenAt)
        : ends(name, field)
          ? sightOfText(field, hides, 'LETTERS', true)
          : sightOfText(
              field,
              hides,
              isInColumn(name) ? (columns?.valuesAt ?? null) : null,
              name === 'BIRTH_PLACE' && birth.placeEnds,
            );
    if (sight !== null) sights[name] = sight;
  }
  return sights;
}

/**
 * How a text is seen. It may begin as early as in `column`, or where that is not known right beside it, and unless it `ends` go on
 * right beside it; of one that is complete only the `LETTERS` themselves count.
 */
function sightOfText(
  { lines }: FieldText,
  hides: Hides,
  column: ((y: number) => number) | 'LETTERS' | null,
  ends: boolean,
): FieldSight {
  const samples = lines.map((line, n) => {
    const glyphs = inked(line.glyphs);
    const [first, last] = [glyphs[0], glyphs.at(-1)];
    if (first === undefined || last === undefined) return [];
    const edge = first.x - HALF_LETTER * line.height;
    const begins = column === null ? first.x - BESIDE * line.height : edge;
    const from = n > 0 || column === 'LETTERS' ? edge : Math.min(begins, column?.(line.y) ?? begins);
    const reach = ends ? HALF_LETTER : BESIDE;
    return hiddenSamples(line, from, last.x + reach * line.height, hides);
  });
  const all = samples.flat();
  if (all.length * SAMPLE < LEAST_HIDDEN) return WHOLE;
  const half = (SAMPLE / 2) * (lines[0]?.height ?? 0);
  return {
    visibility: 'PARTLY_HIDDEN',
    hiddenBy: mostFrequent(all.map(({ hider }) => hider)),
    hidden: (samples[0] ?? []).map(({ x }) => ({ from: x - half, to: x + half })),
  };
}

/** Where the map says that print is hidden, and how surely read letters are in sight all the same. */
interface Hides {
  readonly at: HiddenAt;
  readonly seenFrom: number;
}

interface HiddenSample {
  readonly x: number;
  readonly hider: Hider;
}

/** The samples along a line at which its letters' band is hidden, but for letters that are clearly read. */
function hiddenSamples(
  line: TextLine,
  from: number,
  to: number,
  { at: hiddenAt, seenFrom }: Hides,
): readonly HiddenSample[] {
  const middle = (line.left + line.right) / 2;
  const found: HiddenSample[] = [];
  const seen = inked(line.glyphs)
    .filter(({ confidence }) => confidence > seenFrom)
    .map(({ x }) => x);
  for (let x = from; x <= to; x += SAMPLE * line.height) {
    if (seen.some((at) => Math.abs(at - x) < HALF_LETTER * line.height)) continue;
    let hidden = 0;
    let first: Hider | null = null;
    for (let n = 0; n < SAMPLES_DOWN; n += 1) {
      const across = BAND * ((2 * n) / (SAMPLES_DOWN - 1) - 1) * line.height;
      const hider = hiddenAt(x, line.y + line.slope * (x - middle) + across);
      if (hider === null) continue;
      hidden += 1;
      first ??= hider;
    }
    if (first !== null && hidden >= HIDDEN_SHARE * SAMPLES_DOWN) found.push({ x, hider: first });
  }
  return found;
}

function mostFrequent(hiders: readonly Hider[]): Hider {
  const counts = new Map<Hider, number>();
  for (const hider of hiders) counts.set(hider, (counts.get(hider) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

/**
 * Whether the field's print begins with that of its row, in the column of the values: what hides the one hides the other. Place and date
 * of birth are printed as one; a field with a label of its own further along begins there.
 */
function isInColumn(name: FieldName): boolean {
  const { row, ownLabel } = templateOf(name);
  return row !== null && ownLabel === undefined;
}

/** Of a field that was not read: `HIDDEN` where its place is; null where its place is in sight, or not known. */
function sightOfPlace(name: FieldName, frame: CardFrame, hiddenAt: HiddenAt): FieldSight | null {
  const { row } = templateOf(name);
  if (row === null || !isInColumn(name)) return null;
  const y = rowAt(ROWS.indexOf(row));
  const hiders: Hider[] = [];
  for (let n = 0; n < SAMPLES_ACROSS; n += 1) {
    const x = VALUE.from + (n / (SAMPLES_ACROSS - 1)) * (VALUE.to - VALUE.from);
    const at = apply(frame.toView, x, y);
    const hider = hiddenAt(at.x, at.y);
    if (hider !== null) hiders.push(hider);
  }
  return hiders.length >= PLACE_HIDDEN * SAMPLES_ACROSS
    ? { visibility: 'HIDDEN', hiddenBy: mostFrequent(hiders), hidden: [] }
    : null;
}
