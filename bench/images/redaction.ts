import { distance } from 'fastest-levenshtein';
import { type Corners, fromUnitSquare } from '../../specimens/geometry.js';
import type { SeenLine, Specimen, Truth } from '../../specimens/specimen.js';
import { cutImages } from '../../src/engine/cutting/cut.js';
import type { BoundingBox, CardOutline, Reading } from '../../src/engine/engine.js';
import { FIELD_NAMES, type FieldName } from '../../src/ktp/field.js';
import { todayInJakarta } from '../../src/reading/clock.js';
import { loadRegions } from '../../src/regions/store.js';
import { score } from '../accuracy/scoring.js';
import { cornersIn, toCard } from './corners.js';

/** A value that was covered, and whether it was read of the copy all the same. */
export interface Found {
  readonly field: FieldName;
  readonly found: boolean;
}

/** Every other field, and those between, so that a copy still shows a card. */
const HALVES: readonly (readonly FieldName[])[] = [0, 1].map((half) =>
  FIELD_NAMES.filter((_, n) => n % 2 === half),
);

export interface Copy {
  readonly fields: readonly FieldName[];
  readonly jpeg: Buffer;
}

/** The card straightened, half of its fields covered in one copy and the others in another. */
export async function redactedCopies({ jpeg }: Specimen, reading: Reading): Promise<readonly Copy[]> {
  const outline = reading.outline as CardOutline;
  const answer = await cutImages({
    bytes: jpeg,
    mimeType: 'image/jpeg',
    corners: outline.corners,
    turnedDegrees: reading.turnedDegrees ?? 0,
    orders: HALVES.map((fields) => ({
      area: { x: 0, y: 0, width: 1, height: 1 },
      covered: fields.flatMap((field) => outline.print[field]),
      maxWidth: 2000,
      format: 'JPEG',
      quality: 95,
    })),
  });
  if (answer.kind !== 'cut') throw new Error(`The picture was not cut: ${answer.kind}.`);
  return HALVES.map((fields, n) => ({ fields, jpeg: Buffer.from(answer.images[n]?.bytes ?? []) }));
}

const checkContext = { regions: loadRegions(), today: todayInJakarta() };
/** A value counts as read from half of its letters on. */
const HALF = 0.5;

/** Which of the fields that a card shows are read of a picture of it, as printed or half so. */
export function foundIn(
  reading: Reading | null,
  fields: readonly FieldName[],
  { fields: printed, issue }: Truth,
): readonly Found[] {
  const scores = score(printed, reading, checkContext)
    .filter(({ printed }) => printed !== '')
    .map(({ field, printed, read }) => ({ field: field as FieldName, printed, read }));
  const issued = [
    { field: 'ISSUE_PLACE' as const, printed: issue?.place ?? '', read: reading?.issue?.place ?? '' },
    { field: 'ISSUE_DATE' as const, printed: issue?.date ?? '', read: reading?.issue?.date ?? '' },
  ];
  return [...scores, ...issued]
    .filter(({ field }) => fields.includes(field))
    .map(({ field, printed, read }) => ({
      field,
      found: distance(printed, read) <= HALF * Math.max(printed.length, read.length),
    }));
}

/** Points of a line's letters that are looked at, along it and across. */
const ALONG = 60;
const ACROSS = 5;
/** Where its letters stand in the height of a line: below them is room for none in capitals. */
const LETTERS = { from: 0.06, to: 0.8 } as const;

/** How much of a line of print is covered, 0 to 1. */
export interface Covered {
  readonly field: FieldName;
  readonly share: number;
}

/** For each line of print that belongs to a field, the share of its letters' place that is covered where the field is to be. */
export async function coverage({ jpeg, lines }: Specimen, reading: Reading): Promise<readonly Covered[]> {
  const corners = await cornersIn(jpeg, reading);
  if (corners === null || !reading.outline) return [];
  const { print } = reading.outline;
  return lines.flatMap((line) =>
    line.field === null ? [] : [{ field: line.field, share: covered(line, line.field, corners, print) }],
  );
}

function covered(line: SeenLine, field: FieldName, corners: Corners, print: CardOutline['print']): number {
  const places = toCard(corners);
  const at = fromUnitSquare(line.corners);
  // The card prints place and date of birth as one, and the blood type behind its label.
  const boxes = field === 'BIRTH_DATE' ? [...print.BIRTH_PLACE, ...print.BIRTH_DATE] : print[field];
  const from = field === 'BLOOD_TYPE' ? 1 - 1 / line.text.length : 0;
  let inside = 0;
  for (let n = 0; n < ALONG; n += 1) {
    for (let m = 0; m < ACROSS; m += 1) {
      const u = from + ((n + 0.5) / ALONG) * (1 - from);
      const v = LETTERS.from + ((m + 0.5) / ACROSS) * (LETTERS.to - LETTERS.from);
      const place = places(at(u, v));
      if (boxes.some((box) => holds(box, place))) inside += 1;
    }
  }
  return inside / (ALONG * ACROSS);
}

/** What lies beyond the card's picture is not shown, either. */
function holds(
  { x, y, width, height }: BoundingBox,
  place: { readonly x: number; readonly y: number },
): boolean {
  const isShown = place.x >= 0 && place.x <= 1 && place.y >= 0 && place.y <= 1;
  return !isShown || (place.x >= x && place.x <= x + width && place.y >= y && place.y <= y + height);
}
