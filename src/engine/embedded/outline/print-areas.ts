import { FIELD_NAMES, type FieldName } from '../../../ktp/field.js';
import { BIRTH, NIK_DIGITS } from '../../../ktp/nik/parts.js';
import type { BoundingBox } from '../../reading.js';
import { apply, invert, type Matrix } from '../image/geometry.js';
import type { Columns } from '../layout/columns.js';
import { type Area, areaOf, type FieldText } from '../layout/field-text.js';
import { isWitnessed, type Layout } from '../layout/layout.js';
import { inked } from '../recognition/text-line.js';
import { fieldsOfRow, ROWS, type Row, templateOf, wraps } from '../template.js';
import { isComplete } from '../visibility/complete-text.js';

/** Everywhere that each field's value may be printed, in shares of the card's sides. */
export type PrintAreas = Readonly<Record<FieldName, readonly BoundingBox[]>>;

/** In shares of the card's width: where values end at the latest and the photo has begun, and where what is printed under it begins. */
const PHOTO_HAS_BEGUN = 0.785;
const UNDER_PHOTO = 0.68;
/** In shares of the card's height: where the photo does not end before. */
const PHOTO_ENDS = 0.58;
/** Heights of a line: a value that is printed over the photo goes so far, and place and date of issue are so high together. */
const OVER_PHOTO = 2.5;
const PLACE_REACHES = 3.8;
/** Of the distance between the header's lines: from the middle of one to where its letters surely end. */
const HEADER_LINE = 0.7;
/** Of the distance from row to row: what lies further apart has room for a row between. */
const ONE_ROW = 1.5;
/** Of the distance from row to row: so far print may reach beyond what was read of it, above and below, and to its sides. */
const MARGIN = 0.08;
const BESIDE = 0.2;
/** Of the columns' distance: so far left of their column values may begin. */
const BEFORE_COLUMN = 0.1;

/** Lines of the view that go along the rows; `top` and `bottom` are their heights at x = 0. */
interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** A row whose label was read, or whose value has a form that no other has. */
interface Anchor extends Band {
  readonly index: number;
}

/** Heights of a line: where lines that were taken for one row stand further apart, they are two, and tell of neither where it is. */
const ONE_LINE = 0.4;

/** From the middle of a digit to where its neighbour begins, in distances of digits. */
const HALF = 0.55;
/** Of the NIK's digits, counted from 0, the first and the one after the last: date of birth, and its day, to which women's add 40. */
const BIRTH_DIGITS = [BIRTH.from, BIRTH.to] as const;
const DAY_DIGITS = [BIRTH.from, BIRTH.from + 2] as const;

/**
 * Everywhere that each field's value may be printed: all of the row in which the template has it, from the column of the values to the
 * photo and down to the next row, whether or not anything was read there; what was read of it, wherever that is; and where the card
 * repeats it without a label. A row that was not found is anywhere between those that were.
 * @param cardToView from shares of the card's sides to the view's pixels
 */
export function printAreas(layout: Layout, columns: Columns, cardToView: Matrix): PrintAreas {
  const card = new Card(layout, columns, anchorsOf(layout), cardToView);
  const areas = FIELD_NAMES.map((name) => [
    name,
    [...card.ownPlace(name), ...card.read(name), ...card.repeats(name)].map(withinCard),
  ]);
  return Object.fromEntries(areas) as PrintAreas;
}

function withinCard({ x, y, width, height }: BoundingBox): BoundingBox {
  const [left, top] = [share(x), share(y)];
  return { x: left, y: top, width: share(x + width) - left, height: share(y + height) - top };
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function anchorsOf({ placed, slope }: Layout): readonly Anchor[] {
  return placed.filter(isWitnessed).flatMap(({ row, text: { lines } }) => {
    const levels = lines.map(({ left, right, y }) => y - (slope * (left + right)) / 2);
    const heights = lines.map(({ height }) => height);
    if (Math.max(...levels) - Math.min(...levels) > ONE_LINE * Math.min(...heights)) return [];
    return {
      index: ROWS.indexOf(row),
      top: Math.min(...levels.map((level, n) => level - (heights[n] ?? 0) / 2)),
      bottom: Math.max(...levels.map((level, n) => level + (heights[n] ?? 0) / 2)),
    };
  });
}

class Card {
  readonly #layout: Layout;
  readonly #columns: Columns;
  readonly #anchors: readonly Anchor[];
  readonly #toView: Matrix;
  readonly #toCard: Matrix;
  readonly #margin: number;

  constructor(layout: Layout, columns: Columns, anchors: readonly Anchor[], toView: Matrix) {
    this.#layout = layout;
    this.#columns = columns;
    this.#anchors = anchors;
    this.#toView = toView;
    this.#toCard = invert(toView);
    this.#margin = MARGIN * layout.pitch;
  }

  /** Where the template has it. */
  ownPlace(name: FieldName): readonly BoundingBox[] {
    const { row } = templateOf(name);
    if (row !== null) return [this.#inRow(name, row)];
    return [name === 'PROVINCE' || name === 'REGENCY' ? this.#header(name) : this.#issue(name)];
  }

  /** Where it was read. */
  read(name: FieldName): readonly BoundingBox[] {
    const field = this.#layout.fields[name];
    return field === undefined ? [] : field.lines.map((line) => this.#around(areaOf([line])));
  }

  /** Where else it is told: the place of issue is the regency, and date of birth and gender are in the NIK. */
  repeats(name: FieldName): readonly BoundingBox[] {
    switch (name) {
      case 'REGENCY':
        return [...this.ownPlace('ISSUE_PLACE'), ...this.read('ISSUE_PLACE')];
      case 'ISSUE_PLACE':
        return [...this.ownPlace('REGENCY'), ...this.read('REGENCY')];
      case 'BIRTH_DATE':
        // Until 2013 cards were valid to a birthday.
        return [...this.#inNik(BIRTH_DIGITS), ...(this.#isForLife() ? [] : this.ownPlace('VALID_UNTIL'))];
      case 'GENDER':
        return this.#inNik(DAY_DIGITS);
      default:
        return [];
    }
  }

  #inRow(name: FieldName, row: Row): BoundingBox {
    const { top, bottom } = this.#bandOfRow(row);
    const middle = (top + bottom) / 2;
    const { valuesAt, width } = this.#columns;
    const box = this.#box(
      { top, bottom },
      valuesAt(middle) - BEFORE_COLUMN * width,
      this.#viewX(PHOTO_HAS_BEGUN, middle) +
        (templateOf(name).reachesPhoto ? OVER_PHOTO * this.#lineHeight : 0),
    );
    return this.#partOfRow(name, row, box);
  }

  /** Two fields share some rows: the one before ends where the other was surely read to begin. */
  #partOfRow(name: FieldName, row: Row, box: BoundingBox): BoundingBox {
    const [before, after] = fieldsOfRow(row);
    if (before === undefined || after === undefined || this.#hasMoreLines(row)) return box;
    const { fields } = this.#layout;
    const [first, second] = [fields[before], fields[after]];
    const border =
      second !== undefined && isComplete(after, second.text)
        ? this.#around(second.area).x
        : first !== undefined && isComplete(before, first.text)
          ? right(this.#around(first.area))
          : null;
    if (border === null) return box;
    const until = name === before ? { from: box.x, to: border } : { from: border, to: right(box) };
    return { ...box, x: until.from, width: Math.max(0, until.to - until.from) };
  }

  /** Whether a row of text was taken for more of this row's, or may have been overlooked below it. */
  #hasMoreLines(row: Row): boolean {
    const index = ROWS.indexOf(row);
    const [at, next] = [this.#anchor(index), this.#anchor(index + 1)];
    const starts = this.#layout.placed.filter((placed) => placed.row === row);
    return at === undefined || next === undefined || starts.length > 1 || this.#between(at, next) === null;
  }

  #anchor(index: number): Anchor | undefined {
    return this.#anchors.find((anchor) => anchor.index === index);
  }

  /** From the row's own line to the next row that was found, or, where it was not found itself, all between those that were. */
  #bandOfRow(row: Row): Band {
    const index = ROWS.indexOf(row);
    const own = this.#anchor(index);
    const before = this.#anchors.findLast((anchor) => anchor.index < index);
    const after = this.#anchors.find((anchor) => anchor.index > index);
    const [cardTop, cardBottom] = this.#ends();
    if (own === undefined) {
      return {
        top: (before?.bottom ?? cardTop) - this.#margin,
        bottom: (after?.top ?? cardBottom) + this.#margin,
      };
    }
    return {
      top: this.#between(before, own) ?? own.top - this.#margin,
      bottom:
        this.#between(own, after) ??
        Math.max(own.bottom + this.#margin, wraps(row) ? (after?.top ?? cardBottom) : 0),
    };
  }

  /** The middle between two rows that nothing can stand between. */
  #between(upper: Anchor | undefined, lower: Anchor | undefined): number | null {
    if (upper === undefined || lower === undefined) return null;
    const isNext =
      lower.index === upper.index + 1 && middleOf(lower) - middleOf(upper) < ONE_ROW * this.#layout.pitch;
    return isNext ? (upper.bottom + lower.top) / 2 : null;
  }

  /** Province above, regency below it, across all of the card; either may be anywhere in the header where not both were read. */
  #header(name: 'PROVINCE' | 'REGENCY'): BoundingBox {
    const { PROVINCE, REGENCY } = this.#layout.fields;
    const end = this.#anchors[0]?.top ?? 0;
    const [upper, lower] = [PROVINCE, REGENCY].map((field) => field && this.#levelOf(field));
    const step = upper === undefined || lower === undefined ? 0 : lower - upper;
    if (upper === undefined || lower === undefined || step < 0.4 * this.#lineHeight) {
      return this.#across({ top: Number.NEGATIVE_INFINITY, bottom: end });
    }
    const between = upper + step / 2;
    return name === 'PROVINCE'
      ? this.#across({ top: Number.NEGATIVE_INFINITY, bottom: between })
      : this.#across({ top: between, bottom: Math.min(end, lower + HEADER_LINE * step) });
  }

  /** Under the photo; all that is there where the date was not found. */
  #issue(name: FieldName): BoundingBox {
    const date = this.#layout.fields.ISSUE_DATE;
    if (date === undefined || !isComplete('ISSUE_DATE', date.text)) return rest(UNDER_PHOTO, PHOTO_ENDS);
    const { area } = date;
    const above = { ...area, top: area.top - PLACE_REACHES * (area.bottom - area.top), bottom: area.top };
    const { y, height } = this.#around(name === 'ISSUE_DATE' ? area : above);
    return { x: UNDER_PHOTO, y, width: 1 - UNDER_PHOTO, height };
  }

  /** The digits of the NIK from one to another, or all of it where they were not read one by one. */
  #inNik([from, to]: readonly [number, number]): readonly BoundingBox[] {
    const nik = this.#layout.fields.NIK;
    const digits = nik?.lines.flatMap(({ glyphs }) =>
      inked(glyphs).filter(({ character }) => /\d/.test(character)),
    );
    const own = this.ownPlace('NIK');
    const [first, last] = [digits?.at(0), digits?.at(-1)];
    if (nik === undefined || digits?.length !== NIK_DIGITS || first === undefined || last === undefined)
      return own;
    const pitch = (last.x - first.x) / (NIK_DIGITS - 1);
    const band = this.#bandOfRow('NIK');
    return [this.#box(band, first.x + (from - HALF) * pitch, first.x + (to - 1 + HALF) * pitch)];
  }

  /** Whether the card says surely that it is valid for life, which is no date. */
  #isForLife(): boolean {
    const { VALID_UNTIL: until } = this.#layout.fields;
    return until !== undefined && isComplete('VALID_UNTIL', until.text) && !/\d/.test(until.text);
  }

  get #lineHeight(): number {
    const heights = this.#anchors.map(({ top, bottom }) => bottom - top).sort((a, b) => a - b);
    return heights[Math.floor(heights.length / 2)] ?? this.#layout.pitch;
  }

  /** A text's height at x = 0. */
  #levelOf({ area }: FieldText): number {
    return (area.top + area.bottom - this.#layout.slope * (area.left + area.right)) / 2;
  }

  /** The heights at x = 0 of lines through the card's upper and lower sides. */
  #ends(): readonly [number, number] {
    const level = (u: number, v: number) => {
      const { x, y } = apply(this.#toView, u, v);
      return y - this.#layout.slope * x;
    };
    return [Math.min(level(0, 0), level(1, 0)), Math.max(level(0, 1), level(1, 1))];
  }

  /** Where a share of the card's width is at a height of the view. */
  #viewX(share: number, y: number): number {
    const down = apply(this.#toCard, apply(this.#toView, share, 0.5).x, y).y;
    return apply(this.#toView, share, down).x;
  }

  #around({ left, top, right, bottom }: Area): BoundingBox {
    const [margin, beside] = [this.#margin, BESIDE * this.#layout.pitch];
    return this.#boxOf([left - beside, right + beside], [top - margin, bottom + margin]);
  }

  #across({ top, bottom }: Band): BoundingBox {
    const [from, to] = [this.#viewX(0, bottom), this.#viewX(1, bottom)];
    const { y, height } = this.#box({ top: Math.max(top, this.#ends()[0]), bottom }, from, to);
    const isFirst = top === Number.NEGATIVE_INFINITY;
    return { x: 0, y: isFirst ? 0 : y, width: 1, height: isFirst ? Math.max(0, y + height) : height };
  }

  /** The part of a band between two x of the view. */
  #box({ top, bottom }: Band, left: number, right: number): BoundingBox {
    const { slope } = this.#layout;
    const heights = [left, right].map((x) => slope * x);
    return this.#boxOf([left, right], [top + Math.min(...heights), bottom + Math.max(...heights)]);
  }

  /** The smallest rectangle of the card around one of the view. */
  #boxOf([left, right]: readonly [number, number], [top, bottom]: readonly [number, number]): BoundingBox {
    const corners = [left, right].flatMap((x) => [top, bottom].map((y) => apply(this.#toCard, x, y)));
    const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  }
}

function middleOf({ top, bottom }: Band): number {
  return (top + bottom) / 2;
}

function right({ x, width }: BoundingBox): number {
  return x + width;
}

/** From a place of the card to its lower right corner. */
function rest(x: number, y: number): BoundingBox {
  return { x, y, width: 1 - x, height: 1 - y };
}
