import { distance } from 'fastest-levenshtein';
import type { Row } from './rows.js';

/** The printed labels, letters only. */
const LABELS = {
  province: ['provinsi'],
  nik: ['nik'],
  name: ['nama'],
  birth: ['tempattgllahir', 'tempattanggallahir'],
  gender: ['jeniskelamin'],
  blood: ['goldarah', 'golongandarah'],
  address: ['alamat'],
  neighbourhood: ['rtrw'],
  village: ['keldesa', 'kelurahandesa'],
  district: ['kecamatan'],
  religion: ['agama'],
  marital: ['statusperkawinan'],
  occupation: ['pekerjaan'],
  nationality: ['kewarganegaraan'],
  expiry: ['berlakuhingga'],
} as const;

export type Label = keyof typeof LABELS;
const NAMES = Object.keys(LABELS) as Label[];

/** Share of a label's letters that may be wrong. */
const TOLERANCE = 0.34;
const LONGEST = 5;

export interface FoundLabel {
  readonly label: Label;
  readonly row: number;
  /** Of the row's words, its first and the one after its last. */
  readonly start: number;
  readonly end: number;
}

interface Candidate extends FoundLabel {
  /** Wrong letters over the label's length. */
  readonly off: number;
  /** Where it begins along the text, and how high its letters are. */
  readonly left: number;
  readonly height: number;
}

/** Every label at most once, where it fits best and stands in one column with the others. Only the blood group's shares a row. */
export function findLabels(rows: readonly Row[]): readonly FoundLabel[] {
  const candidates = rows.flatMap(candidatesIn);
  const column = labelColumn(candidates);
  // Forms under a card have names and addresses too, but not where the card has its own.
  const astray = ({ label, left, height }: Candidate) =>
    column === null || !IN_COLUMN(label) ? 0 : 0.02 * Math.min(10, Math.abs(left - column) / height);
  const cost = (candidate: Candidate) => candidate.off + astray(candidate);
  const found: FoundLabel[] = [];
  for (const { label, row, start, end } of candidates.toSorted((a, b) => cost(a) - cost(b))) {
    const taken = found.some(
      (other) =>
        other.label === label || (other.row === row && (other.label === 'blood') === (label === 'blood')),
    );
    if (!taken) found.push({ label, row, start, end });
  }
  return found;
}

const IN_COLUMN = (label: Label) => label !== 'blood' && label !== 'province';

/** Where the labels begin: the long ones, which nothing else is taken for. */
function labelColumn(candidates: readonly Candidate[]): number | null {
  const lefts = candidates
    .filter(({ label, off }) => IN_COLUMN(label) && LABELS[label][0].length > 8 && off < 0.2)
    .map(({ left }) => left)
    .sort((a, b) => a - b);
  return lefts[lefts.length >> 1] ?? null;
}

function candidatesIn(row: Row, index: number): Candidate[] {
  const words = row.map(({ text }) => lettersOf(text));
  return row.flatMap(({ left, height }, start) =>
    Array.from({ length: Math.min(LONGEST, row.length - start) }, (_, n) => start + n + 1).flatMap((end) => {
      const letters = words.slice(start, end).join('');
      return NAMES.flatMap((label) => {
        const off = Math.min(...LABELS[label].map((spelling) => offBy(letters, spelling)));
        return off <= TOLERANCE ? [{ label, row: index, start, end, off, left, height }] : [];
      });
    }),
  );
}

function offBy(letters: string, spelling: string): number {
  // Most words are too long or too short for most labels, which is quicker to see than how many letters are wrong.
  const apart = Math.abs(letters.length - spelling.length) / spelling.length;
  return apart > TOLERANCE ? apart : distance(letters, spelling) / spelling.length;
}

const LOOKALIKES: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 4: 'a', 5: 's', '|': 'i', '!': 'i' };

function lettersOf(word: string): string {
  return word
    .toLowerCase()
    .replace(/[0145|!]/g, (character) => LOOKALIKES[character] ?? character)
    .replace(/[^a-z]/g, '');
}
