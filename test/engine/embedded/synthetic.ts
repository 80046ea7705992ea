import { ALPHABET } from '../../../src/engine/embedded/models/alphabet.js';
import { printedLine, type TextLine } from '../../../src/engine/embedded/recognition/text-line.js';
import { fromColumns } from './decoding/posteriors.js';

export const HEIGHT = 24;
export const PITCH = 30;
const ADVANCE = 11;

/** Steps of the posteriors for each character: it stands in the middle one, CTC's blank before and after it. */
const STEPS = 3;

/** A line of text as the reader would give it, beginning at `left` in row number `row`. */
export function line(text: string, left: number, row: number, confidence?: Drawn['confidence']): TextLine {
  return lineAt(text, { left, y: 100 + row * PITCH, height: HEIGHT, advance: ADVANCE, confidence });
}

interface Drawn {
  readonly left: number;
  readonly y: number;
  readonly height: number;
  /** From the middle of one character to that of the next. */
  readonly advance: number;
  /** Of every character, or of each. */
  readonly confidence?: number | readonly number[] | undefined;
}

/** A level line of text as the reader would give it. */
export function lineAt(text: string, { left, y, height, advance, confidence = 0.99 }: Drawn): TextLine {
  const sure = (i: number) => (typeof confidence === 'number' ? confidence : (confidence[i] ?? 0));
  const columns = [...text].flatMap((character, i) => [{}, { [character]: sure(i) }, {}]);
  const length = text.length * advance;
  const box = { x: left + length / 2, y, angle: 0, length, height };
  return printedLine(box, {
    posteriors: fromColumns(columns),
    width: STEPS * text.length,
    alphabet: ALPHABET,
  });
}

/** A NIK behind its colon, printed larger than the rest. */
export function nik(digits: string): TextLine {
  const advance = 2.2 * ADVANCE;
  const [left, height] = [VALUES_AT - 2 * advance, 1.3 * HEIGHT];
  return lineAt(`: ${digits}`, { left, y: 100, height, advance });
}

export const LABELS_AT = 40;
export const VALUES_AT = 270;

/** A row of a card: its label, and its value behind a colon. */
export function row(label: string, value: string, number: number): readonly TextLine[] {
  return [
    ...(label === '' ? [] : [line(label, LABELS_AT, number)]),
    ...(value === '' ? [] : [line(`: ${value}`, VALUES_AT - 2 * ADVANCE, number)]),
  ];
}

/** More of the value above. */
export function more(value: string, number: number): readonly TextLine[] {
  return [line(value, VALUES_AT, number)];
}

/** All of an ordinary card's lines; `instead` replaces rows by their number, counted from the NIK's as 0; those after `wrapped` stand one row lower. */
export function card(
  instead: Readonly<Record<number, readonly TextLine[]>> = {},
  wrapped = Number.POSITIVE_INFINITY,
): TextLine[] {
  const rows: readonly (readonly TextLine[])[] = [
    [line('NIK', LABELS_AT, 0), nik('3171011708450001')],
    row('Nama', 'BUDI SANTOSO', 1),
    row('Tempat/Tgl Lahir', 'JAKARTA, 17-08-1945', 2),
    [...row('Jenis Kelamin', 'LAKI-LAKI', 3), line('Gol. Darah : O', 480, 3)],
    row('Alamat', 'JL. MERDEKA NO. 12', 4),
    row('RT/RW', '011/002', 5),
    row('Kel/Desa', 'GAMBIR', 6),
    row('Kecamatan', 'GAMBIR', 7),
    row('Agama', 'ISLAM', 8),
    row('Status Perkawinan', 'KAWIN', 9),
    row('Pekerjaan', 'KARYAWAN SWASTA', 10),
    row('Kewarganegaraan', 'WNI', 11),
    row('Berlaku Hingga', 'SEUMUR HIDUP', 12),
  ];
  return [
    line('PROVINSI DKI JAKARTA', 330, -3),
    line('JAKARTA PUSAT', 370, -2),
    ...rows.flatMap((lines, number) =>
      (instead[number] ?? lines).map((each) => (number > wrapped ? { ...each, y: each.y + PITCH } : each)),
    ),
    line('JAKARTA PUSAT', 790, 9.6),
    line('12-05-2013', 800, 10.5),
  ];
}
