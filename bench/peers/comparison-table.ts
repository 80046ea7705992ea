import type { Share } from '../accuracy/interval.js';
import { SCORED } from '../accuracy/scoring.js';
import { type CardResult, type Summary, summarise } from '../accuracy/summary.js';
import { ratio, type Table } from '../support/table.js';
import { READERS, type ReaderName } from './names.js';

/** One card as one reader read it. */
export interface Judged extends CardResult {
  readonly tier: string;
  readonly reader: ReaderName;
}

const HEADINGS = [
  'per cent read exactly',
  'fields',
  'NIK',
  'whole card',
  'no reading',
  'wall ms',
  'CPU ms',
  'wall / ours',
  'CPU / ours',
];

/** A table for each tier, and one for each field: how well each reader read, the medians of its times, their ratios to ours. */
export function comparisonTables(judged: readonly Judged[]): Table[] {
  const tiers = [...new Set(judged.map(({ tier }) => tier))];
  const readers = (Object.keys(READERS) as ReaderName[]).filter((name) =>
    judged.some(({ reader }) => reader === name),
  );
  return [...tiers.map((tier) => tierTable(tier, readers, judged)), fieldTable(readers, judged)];
}

function tierTable(tier: string, readers: readonly ReaderName[], judged: readonly Judged[]): Table {
  const of = (reader: ReaderName) => summaryOf(reader, tier, judged);
  const ours = of('ours');
  return {
    title: `${tier}, ${ours.cards} cards`,
    lines: [HEADINGS, ...readers.map((reader) => line(reader, of(reader), ours))],
  };
}

function line(reader: ReaderName, own: Summary, ours: Summary): string[] {
  return [
    READERS[reader],
    percent(own.fields.exact),
    percent(own.nik.exact),
    percent(own.wholeCards.exact),
    String(own.refused),
    own.wallMs.toFixed(0),
    own.cpuMs.toFixed(0),
    ratio(own.wallMs, ours.wallMs),
    ratio(own.cpuMs, ours.cpuMs),
  ];
}

function fieldTable(readers: readonly ReaderName[], judged: readonly Judged[]): Table {
  const summaries = readers.map((reader) => summaryOf(reader, null, judged));
  return {
    title: 'per field, all tiers',
    lines: [
      [HEADINGS[0] as string, ...readers],
      ...SCORED.map((field) => [field, ...summaries.map(({ byField }) => percent(byField[field].exact))]),
    ],
  };
}

/** Of all tiers where none is given. */
function summaryOf(reader: ReaderName, tier: string | null, judged: readonly Judged[]): Summary {
  const cards = judged.filter((card) => card.reader === reader && (tier === null || card.tier === tier));
  return summarise({ tier: tier ?? 'all', cards });
}

function percent({ share }: Share): string {
  return share === null ? '-' : (100 * share).toFixed(1);
}
