import { type RawFieldName, type RawFields, rawFields } from '../../src/ktp/raw.js';
import { type FoundLabel, findLabels, type Label } from './labels.js';
import { type Row, toRows, type Word } from './rows.js';
import type { TextBox } from './text-box.js';

/** Fields whose value is what stands beside a label of their own. */
const FIELDS: Readonly<Partial<Record<Label, RawFieldName>>> = {
  name: 'name',
  birth: 'birthPlaceBirthday',
  gender: 'gender',
  blood: 'bloodType',
  address: 'address',
  neighbourhood: 'rtrw',
  village: 'village',
  district: 'district',
  religion: 'religion',
  marital: 'maritalStatus',
  occupation: 'occupation',
  nationality: 'nationality',
  expiry: 'expiryDate',
};

/** Values that may take a second line. */
const WRAPPING: readonly Label[] = ['name', 'address', 'occupation'];

/** Fields without which a card was not read the right way up. */
const ENOUGH = 10;

/** A gap of so many line heights ends a value: what follows belongs to the photo's column. */
const WIDE_GAP = 2.2;

/**
 * The fields of a card by its labels: a value is what stands beside its label. This is all the understanding that the
 * readers under comparison get, the same for each: no lists of names, no dictionary, no grammar of the NIK.
 */
export function parseCard(boxes: readonly TextBox[]): RawFields {
  const upright = parseUpright(boxes);
  if (filled(upright) > ENOUGH) return upright;
  // A reader that reads the lines of a card on its side may still give boxes that stand upright.
  const onItsSide = [1, 3].map((quarters) => parseUpright(boxes.map((box) => turned(box, quarters))));
  return [upright, ...onItsSide].toSorted((a, b) => filled(b) - filled(a))[0] as RawFields;
}

function turned({ text, corners }: TextBox, quarters: number): TextBox {
  const corner = (n: number) => corners[(n + quarters) % 4] as TextBox['corners'][number];
  return { text, corners: [corner(0), corner(1), corner(2), corner(3)] };
}

function filled(fields: RawFields): number {
  return Object.values(fields).filter((value) => value !== null).length;
}

function parseUpright(boxes: readonly TextBox[]): RawFields {
  const rows = toRows(boxes);
  const labels = findLabels(rows);
  const fields: Partial<Record<RawFieldName, string | null>> = {
    idNumber: nik(rows, labels),
    ...header(rows, labels),
  };
  const column = valueColumn(rows, labels);
  for (const found of labels) {
    const field = FIELDS[found.label];
    if (field === undefined) continue;
    const more = WRAPPING.includes(found.label) ? furtherLines(rows, labels, found, column) : [];
    const text = [valueBeside(rows, labels, found), ...more].map(join).filter(Boolean).join(' ');
    fields[field] = tidy(found.label, text);
  }
  return rawFields(fields);
}

/** Words beside the label, up to the next label of the row or a wide gap. */
function valueBeside(rows: readonly Row[], labels: readonly FoundLabel[], found: FoundLabel): Row {
  const row = rows[found.row] ?? [];
  const next = labels
    .filter((other) => other.row === found.row && other.start >= found.end)
    .map(({ start }) => start);
  return untilGap(row.slice(found.end, Math.min(row.length, ...next)));
}

function untilGap(words: Row): Row {
  const end = words.findIndex((word, i) => {
    const before = words[i - 1];
    return before !== undefined && word.left - before.right > WIDE_GAP * word.height;
  });
  return end < 0 ? words : words.slice(0, end);
}

/** Rows below the label's that have no label and begin where values do. */
function furtherLines(
  rows: readonly Row[],
  labels: readonly FoundLabel[],
  found: FoundLabel,
  column: number | null,
): Row[] {
  const lines: Row[] = [];
  for (let index = found.row + 1; index < rows.length; index += 1) {
    if (labels.some(({ row }) => row === index)) break;
    const [first] = rows[index] ?? [];
    if (first === undefined || column === null) break;
    if (Math.abs(first.left - column) < 3 * first.height) lines.push(untilGap(rows[index] ?? []));
  }
  return lines;
}

/** Where the values' column begins; null where no value was found. */
function valueColumn(rows: readonly Row[], labels: readonly FoundLabel[]): number | null {
  const starts = labels
    .filter(({ label }) => label !== 'blood' && FIELDS[label] !== undefined)
    .flatMap((found) => valueBeside(rows, labels, found)[0]?.left ?? [])
    .sort((a, b) => a - b);
  return starts[starts.length >> 1] ?? null;
}

const DIGITS: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  D: '0',
  Q: '0',
  I: '1',
  l: '1',
  i: '1',
  '|': '1',
  '!': '1',
  L: '1',
  Z: '2',
  z: '2',
  A: '4',
  S: '5',
  s: '5',
  b: '6',
  G: '6',
  B: '8',
  g: '9',
  q: '9',
  '?': '7',
};

function nik(rows: readonly Row[], labels: readonly FoundLabel[]): string | null {
  const found = labels.find(({ label }) => label === 'nik');
  const beside = found === undefined ? '' : digitsOf(join(valueBeside(rows, labels, found)));
  if (beside.length === 16) return beside;
  const anywhere = rows.map((row) => /\d{16}/.exec(row.map(({ text }) => text).join(''))?.[0]).find(Boolean);
  return anywhere ?? (beside === '' ? null : beside);
}

/** Letters for the digits they look like; the rest goes. */
function digitsOf(text: string): string {
  return [...text]
    .map((character) => DIGITS[character] ?? character)
    .join('')
    .replace(/\D/g, '');
}

/** The province is named in a row of its own at the top, the regency in the next. */
function header(rows: readonly Row[], labels: readonly FoundLabel[]): Partial<RawFields> {
  const first = Math.min(
    rows.length,
    ...labels.filter(({ label }) => label !== 'province').map(({ row }) => row),
  );
  const named = labels.find(({ label, row }) => label === 'province' && row < first);
  const regency = rows.findIndex(
    (row, index) => index < first && /^(KOTA|KABUPATEN|KAB\.?)$/i.test(row[0]?.text ?? ''),
  );
  const province = named?.row ?? (regency > 0 ? regency - 1 : first >= 2 ? first - 2 : -1);
  const below = regency >= 0 ? regency : province + 1 < first ? province + 1 : -1;
  return {
    province: province < 0 ? null : join((rows[province] ?? []).slice(named?.end ?? 0)) || null,
    city: below < 0 || (province < 0 && regency < 0) ? null : join(rows[below] ?? []) || null,
  };
}

function join(words: readonly Word[]): string {
  return words.map(({ text, glued }, i) => (i === 0 || glued ? text : ` ${text}`)).join('');
}

/** Without the dots and dashes that a colon is read as, dates and numbers of a known shape in that shape. */
function tidy(label: Label, text: string): string | null {
  const value = text
    .replace(/^[^\p{L}\d(-]+/u, '')
    .replace(/[\s:;,_=~|'‘’"“”]+$/u, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (label === 'blood') return /^(AB|A|B|O|0)[+-]?(?![A-Z])/i.exec(value)?.[0]?.replace('0', 'O') ?? '-';
  const bare = value.replace(/^-\s*(?=\S)/, '');
  if (label === 'neighbourhood') {
    const [, rt, rw] = /(\d{3})\s*[/\\|I1l]?\s*(\d{3})$/.exec(bare) ?? [];
    return rt === undefined ? bare || null : `${rt}/${rw}`;
  }
  if (label === 'birth' || label === 'expiry') return withDate(bare) || null;
  if (label === 'address') return bare || null;
  // The day of issue stands under the photo, on the same height.
  return bare.replace(/\s+\d\d-\d\d-\d{4}$/, '') || null;
}

/** A date at the end as the card prints it, set off from a place by a comma. */
function withDate(text: string): string {
  const date = /^(.*?)[\s,.]*(\d{2})\s*[-–—.~/ ]\s*(\d{2})\s*[-–—.~/ ]?\s*(\d{4})$/.exec(text);
  if (date === null) return text;
  const [, place, day, month, year] = date;
  return `${place === '' ? '' : `${place}, `}${day}-${month}-${year}`;
}
