import type { Card, Circumstances } from './card.js';
import { type Inconsistency, SEVERITIES } from './inconsistency.js';

/** One check: what it finds on a card, nothing where an input is missing, masked or was put right. */
export type Rule = (card: Card, circumstances: Circumstances) => readonly Inconsistency[];

const RULES: readonly Rule[] = [(card) => card.nik?.problems ?? []];

/** Everything that does not fit together on a card, worst first. */
export function findInconsistencies(card: Card, circumstances: Circumstances): readonly Inconsistency[] {
  return RULES.flatMap((rule) => rule(card, circumstances)).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
