import { HEURISTICS, type Heuristic, type Without } from '../../src/engine/embedded/heuristics.js';
import type { CheckContext } from '../../src/ktp/card-text.js';
import { printTable } from '../support/table.js';
import type { CardReader } from './card-reader.js';
import { cutOutcome, tellsOfHiddenPrint } from './cut-values.js';
import { SURE } from './reliability.js';
import { type FieldScore, scoreSample } from './scoring.js';
import type { Covered, Sample } from './sources.js';

/** What cards read as with one heuristic left out. */
export interface Ablation {
  /** Null where nothing was left out. */
  readonly without: Heuristic | null;
  /** Scores of each card wholly in sight, in the cards' order. */
  readonly cards: (readonly FieldScore[])[];
  /** Scores of each value of which letters are hidden. */
  readonly cut: FieldScore[];
  cpuMs: number;
}

/** Readings before the first that counts. */
const WARM_UP = 5;

interface Cards {
  readonly whole: AsyncIterable<Sample>;
  readonly covered: AsyncIterable<Covered>;
}

/** Reads each card with everything and without each heuristic in turn, and prints what each earns. */
export async function compareAblations(
  { whole, covered }: Cards,
  read: CardReader,
  checkContext: CheckContext,
): Promise<void> {
  const ablations = [null, ...(Object.keys(HEURISTICS) as Heuristic[])].map(
    (without): Ablation => ({ without, cards: [], cut: [], cpuMs: 0 }),
  );
  let turn = 0;
  let isWarm = false;
  /** The scores of a card in each way of reading; another way begins with each card, for the first finds a cold cache. */
  const scoresOf = async (card: Sample) => {
    const scores = new Map<Ablation, readonly FieldScore[]>();
    // The first readings of a process take longer.
    for (let n = 0; n < WARM_UP && !isWarm; n += 1) await read(card.bytes);
    isWarm = true;
    const first = turn++ % ablations.length;
    for (const ablation of [...ablations.slice(first), ...ablations.slice(0, first)]) {
      const without: Without = new Set(ablation.without === null ? [] : [ablation.without]);
      const { reading, cpuMs } = await read(card.bytes, without);
      ablation.cpuMs += cpuMs;
      scores.set(ablation, scoreSample(card, reading, checkContext));
    }
    return scores;
  };
  for await (const card of whole) {
    for (const [ablation, scores] of await scoresOf(card)) ablation.cards.push(scores);
  }
  for await (const card of covered) {
    for (const [ablation, scores] of await scoresOf(card)) {
      ablation.cut.push(...scores.filter((each) => isCut(each, card)));
    }
  }
  printTable({ title: 'What each heuristic earns', lines: ablationTable(ablations) });
}

function isCut(score: FieldScore, { seenOf }: Covered): boolean {
  const sight = seenOf(score.field);
  return sight !== 'WHOLE' && tellsOfHiddenPrint(score, sight);
}

/** A line for each way of reading; the first is the one with everything. */
export function ablationTable(ablations: readonly Ablation[]): readonly (readonly string[])[] {
  const [everything] = ablations;
  if (everything === undefined) return [];
  const heading = [
    'without',
    'fields right',
    'NIK',
    'all 17',
    'sure',
    'sure, wrong',
    'cut, wrong >= 0.8',
    'changed',
    'CPU',
  ];
  return [heading, ...ablations.map((one) => [one.without ?? '(nothing)', ...figures(one, everything)])];
}

/** Values that are read otherwise, or whose confidence differs by more than this. */
const SAME = 0.005;

function changes(one: Pick<Ablation, 'cards' | 'cut'>, other: Pick<Ablation, 'cards' | 'cut'>): number {
  const others = [...other.cards.flat(), ...other.cut];
  return [...one.cards.flat(), ...one.cut].filter(({ read, confidence }, n) => {
    const same = others[n];
    return read !== same?.read || Math.abs((confidence ?? 0) - (same.confidence ?? 0)) > SAME;
  }).length;
}

function figures({ cards, cut, cpuMs }: Ablation, everything: Ablation): readonly string[] {
  const all = cards.flat();
  const isSure = ({ confidence }: FieldScore) => confidence !== null && confidence >= SURE;
  const exact = ({ exact }: FieldScore) => exact;
  const count = <T>(things: readonly T[], holds: (thing: T) => boolean) => things.filter(holds).length;
  const sure = all.filter(isSure);
  return [
    all.length === 0 ? '-' : `${((100 * count(all, exact)) / all.length).toFixed(1)} %`,
    `${count(all, (each) => each.field === 'NIK' && each.exact)} of ${cards.length}`,
    `${count(cards, (scores) => scores.every(exact))} of ${cards.length}`,
    String(sure.length),
    String(sure.length - count(sure, exact)),
    `${count(cut, (each) => cutOutcome(each) === 'wrong')} of ${cut.length}`,
    String(changes({ cards, cut }, everything)),
    `${(cpuMs / everything.cpuMs).toFixed(2)}`,
  ];
}
