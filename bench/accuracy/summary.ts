import { type Share, shareOf } from './interval.js';
import { type Reliability, reliabilityOf } from './reliability.js';
import { type FieldScore, SCORED, type ScoredField } from './scoring.js';

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

/** Read as printed, and understood as the print would be. */
export interface Judged {
  readonly exact: Share;
  readonly understood: Share;
}

export interface Summary {
  readonly tier: string;
  readonly cards: number;
  readonly refused: number;
  readonly fields: Judged;
  readonly nik: Judged;
  readonly wholeCards: Judged;
  /** Edits over printed characters; of all fields, and of the NIK. */
  readonly characterErrors: number;
  readonly nikCharacterErrors: number;
  /** Medians. */
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly byField: Readonly<Record<ScoredField, Judged>>;
  readonly reliability: Reliability;
}

export function summarise({ tier, cards }: TierResult): Summary {
  const scores = cards.flatMap((card) => card.scores);
  const of = (field: ScoredField) => scores.filter((score) => score.field === field);
  return {
    tier,
    cards: cards.length,
    refused: cards.filter(({ refused }) => refused !== null).length,
    fields: judge(scores),
    nik: judge(of('NIK')),
    wholeCards: {
      exact: shareOf(cards, (card) => card.scores.every(({ exact }) => exact)),
      understood: shareOf(cards, (card) => card.scores.every(({ understood }) => understood)),
    },
    characterErrors: characterErrors(scores),
    nikCharacterErrors: characterErrors(of('NIK')),
    wallMs: median(cards.map(({ wallMs }) => wallMs)),
    cpuMs: median(cards.map(({ cpuMs }) => cpuMs)),
    byField: Object.fromEntries(SCORED.map((field) => [field, judge(of(field))])) as Record<
      ScoredField,
      Judged
    >,
    reliability: reliabilityOf(scores),
  };
}

/** Each tier, and where there are several, all of them together. */
export function summariseAll(results: readonly TierResult[]): Summary[] {
  const all = { tier: 'all', cards: results.flatMap(({ cards }) => cards) };
  return [...results, ...(results.length > 1 ? [all] : [])].map(summarise);
}

function judge(scores: readonly FieldScore[]): Judged {
  return {
    exact: shareOf(scores, ({ exact }) => exact),
    understood: shareOf(scores, ({ understood }) => understood),
  };
}

function characterErrors(scores: readonly FieldScore[]): number {
  const edits = scores.reduce((sum, score) => sum + score.edits, 0);
  const length = scores.reduce((sum, { printed }) => sum + printed.length, 0);
  return edits / Math.max(1, length);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
