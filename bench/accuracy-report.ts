import { type FieldScore, SCORED } from './scoring.js';

export interface CardResult {
  readonly name: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Code of the error where the picture gave no reading. */
  readonly refused: string | null;
  readonly scores: readonly FieldScore[];
}

export interface TierResult {
  readonly tier: string;
  readonly cards: CardResult[];
}

type Row = readonly [label: string, value: (result: TierResult) => string];

const ROWS: readonly Row[] = [
  ['cards', ({ cards }) => String(cards.length)],
  ['no reading', ({ cards }) => String(cards.filter(({ refused }) => refused !== null).length)],
  ['field mean, read exactly', (result) => percent(all(result), ({ exact }) => exact)],
  ['field mean, understood', (result) => percent(all(result), ({ understood }) => understood)],
  [
    'all fields read exactly',
    ({ cards }) => percent(cards, ({ scores }) => scores.every(({ exact }) => exact)),
  ],
  [
    'all fields understood',
    ({ cards }) => percent(cards, ({ scores }) => scores.every(({ understood }) => understood)),
  ],
  ['character errors', (result) => characterErrors(all(result))],
  ['wall ms per card (median)', ({ cards }) => median(cards.map(({ wallMs }) => wallMs)).toFixed(0)],
  ['CPU ms per card (median)', ({ cards }) => median(cards.map(({ cpuMs }) => cpuMs)).toFixed(0)],
  ...SCORED.map<Row>((field) => [
    field,
    (result) => {
      const own = all(result).filter((score) => score.field === field);
      return `${percent(own, ({ exact }) => exact)} / ${percent(own, ({ understood }) => understood)}`;
    },
  ]),
];

/** A column for each tier; the fields as read exactly / understood, in per cent. */
export function printTable(results: readonly TierResult[]): void {
  if (results.length === 0) return;
  const width = Math.max(...ROWS.map(([label]) => label.length));
  const line = (label: string, cells: readonly string[]) =>
    console.log([label.padEnd(width), ...cells.map((cell) => cell.padStart(14))].join(' '));
  line(
    '',
    results.map(({ tier }) => tier),
  );
  for (const [label, value] of ROWS) line(label, results.map(value));
}

/** Every field that was not read as printed. Drawn cards are invented; with your own pictures this prints what is on them. */
export function printErrors(results: readonly TierResult[]): void {
  for (const { cards } of results) {
    for (const { name, refused, scores } of cards) {
      if (refused !== null) console.log(`${name}: ${refused}`);
      for (const { field, printed, read, exact, understood } of refused === null ? scores : []) {
        if (!exact || !understood) {
          console.log(
            `${name} ${field}: printed "${printed}", read "${read}"${understood ? ', understood all the same' : ''}`,
          );
        }
      }
    }
  }
}

function all({ cards }: TierResult): FieldScore[] {
  return cards.flatMap(({ scores }) => scores);
}

function percent<T>(things: readonly T[], holds: (thing: T) => boolean): string {
  return ((100 * things.filter(holds).length) / things.length).toFixed(1);
}

function characterErrors(scores: readonly FieldScore[]): string {
  const edits = scores.reduce((sum, score) => sum + score.edits, 0);
  const length = scores.reduce((sum, { printed }) => sum + printed.length, 0);
  return `${((100 * edits) / Math.max(1, length)).toFixed(2)} %`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
