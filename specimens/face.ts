import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { FieldName } from '../src/ktp/field.js';
import type { Faces } from './fonts.js';
import { drawGround } from './ground.js';
import { drawHeldOutGround } from './ground-held-out.js';
import type { Person } from './person.js';
import { drawPortrait, drawSignature, type Frame, isOrange, markSpecimen } from './portrait.js';
import { choosePrint, type Print } from './print.js';
import { chooseHeldOutPrint } from './print-held-out.js';
import type { Random } from './random.js';
import { scratch, wearInk } from './wear.js';

/** Pixels of a drawn card: the aspect of ISO/IEC 7810 ID-1, 85.60 x 53.98 mm. */
export const CARD = { width: 1360, height: 858 } as const;

/** Text as it stands on the drawn card. */
export interface PrintedLine {
  readonly text: string;
  readonly frame: Frame;
  /** Where each character ends, from 0 at the frame's left side to 1 at its right. */
  readonly ends: readonly number[];
  /** The field whose value, or a line of it, begins the text or ends it; null for labels. */
  readonly field: FieldName | null;
}

export interface Face {
  readonly canvas: Canvas;
  /** Everything that is written on the card but SPECIMEN. */
  readonly lines: readonly PrintedLine[];
}

const LAYOUTS = {
  common: { choose: choosePrint, ground: drawGround },
  'held-out': { choose: chooseHeldOutPrint, ground: drawHeldOutGround },
} as const;
export type LayoutGroup = keyof typeof LAYOUTS;
export const LAYOUT_GROUPS = Object.keys(LAYOUTS) as LayoutGroup[];

/**
 * Draws the front of an invented card, with a silhouette for a face and SPECIMEN across it.
 * `adjust` may change what the layout chose of the print.
 */
export function drawFace(
  person: Person,
  faces: Faces,
  random: Random,
  layout: LayoutGroup = 'common',
  adjust: (print: Print) => Print = (print) => print,
): Face {
  const { choose, ground } = LAYOUTS[layout];
  const print = adjust(choose(random));
  const canvas = createCanvas(CARD.width, CARD.height);
  const pen = canvas.getContext('2d');
  ground(pen, CARD, isOrange(person), random);
  drawPortrait(pen, person, print.photo, random);
  const ink = createCanvas(CARD.width, CARD.height);
  const writer = new Writer(ink, faces, print);
  writeHeader(writer, person, print);
  writeNik(writer, person, print);
  writeRows(writer, person, print);
  writeIssue(writer, person, print, random);
  wearInk(ink, random);
  pen.drawImage(ink, 0, 0);
  scratch(canvas, random);
  markSpecimen(pen, CARD, print.photo, faces.text, random);
  return { canvas, lines: writer.lines };
}

interface Style {
  /** Height of the letters' em, in pixels. */
  readonly size: number;
  readonly room?: number;
  readonly align?: 'left' | 'center';
  readonly face?: 'text' | 'digits';
  readonly weight?: number;
}

/** Writes with the card's ink and keeps account of what stands where. */
class Writer {
  readonly lines: PrintedLine[] = [];
  readonly pen: SKRSContext2D;
  readonly #faces: Faces;
  readonly #squeeze: number;
  readonly #spacing: { readonly text: string; readonly digits: string };
  readonly #blank: string;

  constructor(ink: Canvas, faces: Faces, print: Print) {
    this.pen = ink.getContext('2d');
    this.pen.fillStyle = print.ink;
    this.pen.strokeStyle = print.ink;
    this.pen.lineWidth = print.bleed;
    this.#faces = faces;
    this.#squeeze = print.squeeze;
    this.#spacing = { text: `${print.spacing}px`, digits: `${print.nik.spacing}px` };
    this.#blank = `${print.blank}px`;
  }

  widthOf(text: string, style: Style): number {
    this.#useFont(style);
    return this.pen.measureText(text).width * this.#squeezeOf(style);
  }

  /** Writes one line on the baseline; where there is no room for it, narrower. */
  write(text: string, x: number, y: number, style: Style, field: FieldName | null = null): void {
    if (text === '') return;
    const width = this.widthOf(text, style);
    const fitted = Math.min(width, style.room ?? width);
    const left = style.align === 'center' ? x - fitted / 2 : x;
    this.pen.save();
    this.pen.translate(left, y);
    this.pen.scale((fitted / width) * this.#squeezeOf(style), 1);
    this.pen.fillText(text, 0, 0);
    if (this.pen.lineWidth > 0.2) this.pen.strokeText(text, 0, 0);
    this.pen.restore();
    this.lines.push({
      text,
      field,
      ends: this.#endsOf(text),
      frame: { x: left, y: y - style.size * 0.76, width: fitted, height: style.size },
    });
  }

  /** Breaks a value where it must, between words, as the printers of the cards do. */
  wrap(text: string, room: number, style: Style): string[] {
    const lines: string[] = [];
    for (const word of text.split(' ')) {
      const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
      if (lines.length === 0 || this.widthOf(longer, style) > room) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  #endsOf(text: string): number[] {
    const width = (part: string) => this.pen.measureText(part).width;
    // A blank at the end of a text is measured without what makes it wider.
    return Array.from(
      text,
      (character, n) =>
        (character === ' ' && n + 1 < text.length
          ? width(text.slice(0, n + 2)) - width(text.charAt(n + 1))
          : width(text.slice(0, n + 1))) / width(text),
    );
  }

  #useFont({ size, face = 'text', weight = 400 }: Style): void {
    this.pen.font = `${weight} ${size}px "${this.#faces[face]}"`;
    this.pen.letterSpacing = this.#spacing[face];
    this.pen.wordSpacing = this.#blank;
  }

  #squeezeOf({ face }: Style): number {
    return face === 'digits' ? 1 : this.#squeeze;
  }
}

function writeHeader(writer: Writer, { fields }: Person, print: Print): void {
  const { size, x, y, step, weight } = print.header;
  const special = print.bareProvince && fields.province?.startsWith('DAERAH');
  const lines = [special ? fields.province : `PROVINSI ${fields.province}`, fields.city];
  for (const [n, text] of lines.entries()) {
    const style = { size, weight, align: 'center', room: CARD.width * 0.9 } as const;
    writer.write(text ?? '', x, y + n * step, style, n === 0 ? 'PROVINCE' : 'REGENCY');
  }
}

function writeNik(writer: Writer, { fields }: Person, { nik, rows, photo }: Print): void {
  writer.write('NIK', rows.labelX, nik.y, { size: nik.labelSize, weight: nik.weight });
  if (nik.colon) writer.write(':', rows.colonX, nik.y, { size: nik.labelSize });
  const room = photo.x - nik.x - 20;
  writer.write(
    fields.idNumber ?? '',
    nik.x,
    nik.y + nik.drop,
    { size: nik.size, face: 'digits', room },
    'NIK',
  );
}

function writeRows(writer: Writer, { fields }: Person, print: Print): void {
  const { labelX, indent, colonX, valueX, valueEnd, firstY, lastY, glued, hang } = print.rows;
  const { labels } = print;
  const labelStyle = { size: print.rows.labelSize };
  const style = { size: print.rows.size, weight: print.rows.valueWeight };
  const rows: [field: FieldName, label: string, value: string | null, indented?: boolean][] = [
    ['NAME', labels.name, fields.name],
    ['BIRTH_DATE', labels.birth, fields.birthPlaceBirthday],
    ['GENDER', labels.gender, fields.gender],
    ['STREET', labels.address, fields.address],
    ['RT_RW', labels.neighbourhood, fields.rtrw, true],
    ['VILLAGE', labels.village, fields.village, true],
    ['DISTRICT', labels.district, fields.district, true],
    ['RELIGION', labels.religion, fields.religion],
    ['MARITAL_STATUS', labels.marital, fields.maritalStatus],
    ['OCCUPATION', labels.occupation, fields.occupation],
    ['CITIZENSHIP', labels.nationality, fields.nationality],
    ['VALID_UNTIL', labels.expiry, fields.expiryDate],
  ];
  const lines = rows.flatMap(([field, label, value, indented]) =>
    writer
      .wrap(value ?? '', valueEnd - valueX, style)
      .map((part, n) => ({ field, label: n === 0 ? label : null, part, indented })),
  );
  const step = (lastY - firstY) / Math.max(11, lines.length - 1);
  for (const [n, { field, label, part, indented }] of lines.entries()) {
    const y = firstY + n * step;
    if (label !== null) {
      const x = labelX + (indented ? indent : 0);
      const text = glued === 'label' ? `${label}:` : label;
      writer.write(text, x, y, { ...labelStyle, room: colonX - x - 8 });
    }
    const withValue = glued === 'value' && label !== null;
    const text = withValue ? `: ${part}` : part;
    const x = withValue ? colonX : label === null ? valueX + hang : valueX;
    if (glued === null && label !== null) writer.write(':', colonX, y, labelStyle);
    writer.write(text, x, y + print.rows.drop, { ...style, room: valueEnd + 12 - x }, field);
    if (label === labels.gender) {
      const after = x + writer.widthOf(text, style) + 0.025 * CARD.width;
      const blood = Math.max(after, print.blood.x);
      const group = `${labels.blood}${print.blood.colon}${fields.bloodType ?? ''}`.trimEnd();
      writer.write(group, blood, y, { ...labelStyle, room: print.blood.end - blood }, 'BLOOD_TYPE');
    }
  }
}

function writeIssue(writer: Writer, { issue }: Person, print: Print, random: Random): void {
  const { photo } = print;
  const size = print.issueSize;
  const style = { size, align: 'center', room: CARD.width - photo.x - 4 } as const;
  const x = photo.x + photo.width / 2;
  const place = writer.wrap(issue.place, photo.width * 1.08, style);
  const top = photo.y + photo.height + size * random.between(1.05, 1.8);
  for (const [n, line] of [...place, issue.date].entries())
    writer.write(line, x, top + n * size * 1.15, style, n < place.length ? 'ISSUE_PLACE' : 'ISSUE_DATE');
  const below = top + (place.length + 0.4) * size * 1.15;
  const height = Math.min(CARD.height - below - 12, size * 3);
  drawSignature(
    writer.pen,
    { x: x - photo.width * 0.35, y: below, width: photo.width * 0.7, height },
    random,
  );
}
