/** The rows of a card from the NIK down, in printed order. */
export const ROWS = [
  'NIK',
  'NAME',
  'BIRTH',
  'GENDER',
  'STREET',
  'RT_RW',
  'VILLAGE',
  'DISTRICT',
  'RELIGION',
  'MARITAL_STATUS',
  'OCCUPATION',
  'CITIZENSHIP',
  'VALID_UNTIL',
] as const;
export type Row = (typeof ROWS)[number];

/** What is printed before each row's colon, blanks and punctuation left out. */
const PRINTED: Readonly<Record<Row, string>> = {
  NIK: 'NIK',
  NAME: 'Nama',
  BIRTH: 'TempatTglLahir',
  GENDER: 'JenisKelamin',
  STREET: 'Alamat',
  RT_RW: 'RTRW',
  VILLAGE: 'KelDesa',
  DISTRICT: 'Kecamatan',
  RELIGION: 'Agama',
  MARITAL_STATUS: 'StatusPerkawinan',
  OCCUPATION: 'Pekerjaan',
  CITIZENSHIP: 'Kewarganegaraan',
  VALID_UNTIL: 'BerlakuHingga',
};
const BLOOD = 'GolDarah';
const PROVINCE = 'PROVINSI';

export interface LabelMatch {
  /** 1 where it is the label letter for letter, 0 where it is another word. */
  readonly similarity: number;
  /** Index of the first character after the label. */
  readonly end: number;
}

/** How well `characters` begin with a row's label. */
export function matchLabel(characters: readonly string[], row: Row): LabelMatch {
  return matchStart(characters, PRINTED[row]);
}

/** Where in `characters` the blood group's label stands, or null. */
export function findBloodLabel(
  characters: readonly string[],
): { readonly start: number; readonly end: number } | null {
  let best: { start: number; end: number } | null = null;
  let bestSimilarity = 0.6;
  for (let start = 0; start + 5 <= characters.length; start++) {
    if (!isLetterOrDigit(characters[start] ?? '')) continue;
    const { similarity, end } = matchStart(characters.slice(start), BLOOD);
    if (similarity <= bestSimilarity) continue;
    bestSimilarity = similarity;
    best = { start, end: start + end };
  }
  return best;
}

/** How well `characters` begin with the header's first word. */
export function matchProvince(characters: readonly string[]): LabelMatch {
  return matchStart(characters, PROVINCE);
}

/** How alike two words are, 0 to 1, with the reader's usual confusions forgiven in part. */
export function alikeness(read: string, printed: string): number {
  const a = [...read];
  const { cost } = align(a, [...printed], false);
  return Math.max(0, 1 - cost / Math.max(printed.length, a.length));
}

function matchStart(characters: readonly string[], printed: string): LabelMatch {
  const kept: string[] = [];
  const ends: number[] = [];
  for (const [i, character] of characters.entries()) {
    if (kept.length >= printed.length + 4) break;
    if (character === ':' && kept.length >= 2) break;
    if (!isLetterOrDigit(character) && character !== '|') continue;
    kept.push(character);
    ends.push(i + 1);
  }
  const { cost, length } = align(kept, [...printed], true);
  return {
    similarity: Math.max(0, 1 - cost / printed.length),
    end: length === 0 ? 0 : (ends[length - 1] ?? 0),
  };
}

function isLetterOrDigit(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

/** Cheapest edits from the read to the printed word; with `prefix`, from the best beginning of the read one, and its length. */
function align(
  read: readonly string[],
  printed: readonly string[],
  prefix: boolean,
): { cost: number; length: number } {
  const columns = printed.length + 1;
  let row = Array.from({ length: columns }, (_, j) => j);
  let best = { cost: row[columns - 1] ?? 0, length: 0 };
  for (let i = 1; i <= read.length; i++) {
    const next = [i];
    for (let j = 1; j < columns; j++) {
      next[j] = Math.min(
        (row[j - 1] ?? 0) + difference(read[i - 1] ?? '', printed[j - 1] ?? ''),
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
      );
    }
    row = next;
    const cost = row[columns - 1] ?? 0;
    if (!prefix || cost < best.cost) best = { cost, length: i };
  }
  return best;
}

/** Characters the reader takes for one another in small print. */
const LOOK_ALIKES = ['il1|!jt', 'o0dq', 's5', 'b8', 'z2', 'g9q6', 'ceo', 'nmhr', 'uv', 'vwy', 'ft', 'a4'];

function difference(read: string, printed: string): number {
  if (read === printed) return 0;
  const a = read.toLowerCase();
  const b = printed.toLowerCase();
  // Labels are printed in small letters and values in capitals: the wrong case counts, if the letter shows its case.
  if (a === b) return 'cosuvwxzkp'.includes(b) ? 0 : 0.35;
  return LOOK_ALIKES.some((group) => group.includes(a) && group.includes(b)) ? 0.5 : 1;
}
