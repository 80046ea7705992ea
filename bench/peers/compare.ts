import type { Reading } from '../../src/engine/engine.js';
import type { CheckContext } from '../../src/ktp/card-text.js';
import { type FieldScore, scoreSample } from '../accuracy/scoring.js';
import type { Sample } from '../accuracy/sources.js';
import { printTable } from '../support/table.js';
import { comparisonTables, type Judged } from './comparison-table.js';
import { printField, startField } from './field.js';
import type { ReaderName } from './names.js';
import type { Outcome } from './protocol.js';

interface Comparison {
  readonly threads: number;
  /** Whether to print every field that was not read as printed. */
  readonly errors: boolean;
}

/** Gives every card to every reader, one after the other, and prints how well and how quickly each read them. */
export async function compareWithPeers(
  cards: AsyncIterable<Sample>,
  checkContext: CheckContext,
  { threads, errors }: Comparison,
): Promise<void> {
  const field = await startField({ threads, peers: true }, checkContext.regions);
  const judged: Judged[] = [];
  try {
    let turn = 0;
    for await (const card of cards) {
      const { name, tier, bytes } = card;
      // Whoever begins finds a cold cache: that falls to another with each card.
      for (const reader of rotated(field.readers, turn++)) {
        const outcome = await reader.read(bytes);
        const scores = scoreSample(card, asReading(outcome), checkContext);
        const { refused, wallMs, cpuMs } = outcome;
        judged.push({ name, refused, wallMs, cpuMs, tier, reader: reader.name, scores });
        if (errors) printErrors(name, reader.name, outcome, scores);
      }
    }
  } finally {
    field.close();
  }
  for (const table of comparisonTables(judged)) printTable(table);
  console.log();
  printField(field);
}

export function rotated<T>(things: readonly T[], by: number): T[] {
  const at = by % Math.max(1, things.length);
  return [...things.slice(at), ...things.slice(0, at)];
}

/** What scoring asks of a reading; the peers have no more to give. */
function asReading({ reading }: Outcome): Reading | null {
  return reading === null
    ? null
    : { engine: 'EMBEDDED', pricing: 'FREE', transactionId: null, issue: null, quality: null, ...reading };
}

function printErrors(
  card: string,
  reader: ReaderName,
  { refused }: Outcome,
  scores: readonly FieldScore[],
): void {
  if (refused !== null) console.log(`${card} ${reader}: ${refused}`);
  for (const { field, printed, read, exact } of refused === null ? scores : []) {
    if (!exact) console.log(`${card} ${reader} ${field}: printed "${printed}", read "${read}"`);
  }
}
