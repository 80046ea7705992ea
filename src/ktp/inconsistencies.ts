import type { Card, Circumstances } from './card.js';
import type { Inconsistency } from './inconsistency.js';

/** Everything that does not fit together on a card, worst first. */
export declare function findInconsistencies(card: Card, circumstances: Circumstances): readonly Inconsistency[];
