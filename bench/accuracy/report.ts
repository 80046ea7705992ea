import type { Share } from './interval.js';
import { SURE } from './reliability.js';
import { SCORED } from './scoring.js';
import type { Summary, TierResult } from './summary.js';

type Row = readonly [label: string, value: (summary: Summary) => string];

const ROWS: readonly Row[] = [
  ['cards', ({ cards }) => String(cards)],
  ['no reading', ({ refused }) => String(refused)],
  ['field mean, read exactly', ({ fields }) => interval(fields.exact)],
  ['field mean, understood', ({ fields }) => interval(fields.understood)],
  ['NIK, read exactly', ({ nik }) => interval(nik.exact)],
  ['all fields read exactly', ({ wholeCards }) => interval(wholeCards.exact)],
  ['all fields understood', ({ wholeCards }) => interval(wholeCards.understood)],
  ['character errors', ({ characterErrors }) => `${(100 * characterErrors).toFixed(2)} %`],
  ['character errors, NIK', ({ nikCharacterErrors }) => `${(100 * nikCharacterErrors).toFixed(2)} %`],
  ['wall ms per card (median)', ({ wallMs }) => wallMs.toFixed(0)],
  ['CPU ms per card (median)', ({ cpuMs }) => cpuMs.toFixed(0)],
  ...SCORED.map<Row>((field) => [
    field,
    ({ byField }) => `${percent(byField[field].exact)} / ${percent(byField[field].understood)}`,
  ]),
];

/** A column for each tier, in per cent: the headlines with their intervals of 95 %, the fields as read exactly / understood. */
export function printTable(summaries: readonly Summary[]): void {
  if (summaries.length === 0) return;
  print('', summaries, ({ tier }) => tier);
  for (const [label, value] of ROWS) print(label, summaries, value);
}

/** How often the engine is right where it is so sure: fields in the bin, and the share of them read exactly. */
export function printReliability(summaries: readonly Summary[]): void {
  const [first] = summaries;
  if (first === undefined) return;
  print('\nconfidence', summaries, ({ tier }) => tier);
  for (const [n, { from, to }] of first.reliability.bins.entries()) {
    print(`${from} to ${to}`, summaries, ({ reliability }) => {
      const { right } = reliability.bins[n] ?? { right: reliability.sure };
      return right.of === 0 ? '–' : `${right.of}: ${percent(right)}`;
    });
  }
  print('none given', summaries, ({ reliability }) => String(reliability.silent));
  print('calibration error', summaries, ({ reliability: { error } }) => error?.toFixed(4) ?? '–');
  for (const { tier, reliability } of summaries) {
    const { of } = reliability.sure;
    console.log(`${tier}: confidence >= ${SURE}: ${of} fields, ${interval(reliability.sure)} % right`);
  }
}

/** Every field that was not read as printed. Drawn cards are invented; with your own pictures this prints what is on them. */
export function printErrors(results: readonly TierResult[]): void {
  for (const { cards } of results) {
    for (const { name, refused, scores } of cards) {
      if (refused !== null) console.log(`${name}: ${refused}`);
      for (const { field, printed, read, confidence, exact, understood } of refused === null ? scores : []) {
        if (!exact || !understood) {
          console.log(
            `${name} ${field}: printed "${printed}", read "${read}" (${confidence?.toFixed(3) ?? 'no confidence'})${understood ? ', understood all the same' : ''}`,
          );
        }
      }
    }
  }
}

const LABELS = Math.max(...ROWS.map(([label]) => label.length));

function print(label: string, summaries: readonly Summary[], value: (summary: Summary) => string): void {
  const width = label.startsWith('\n') ? LABELS + 1 : LABELS;
  console.log([label.padEnd(width), ...summaries.map((one) => value(one).padStart(19))].join(' '));
}

function percent({ share }: Share): string {
  return share === null ? '–' : (100 * share).toFixed(1);
}

function interval(share: Share): string {
  return share.of === 0
    ? '–'
    : `${percent(share)} (${(100 * share.low).toFixed(1)}–${(100 * share.high).toFixed(1)})`;
}
