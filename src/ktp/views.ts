import type { Card } from './card.js';
import type { FieldName } from './field.js';

/** A field's text as the engine gave it; null where it read nothing. Birth place and date both show `birthPlaceBirthday`. */
export declare function rawText(card: Card, field: FieldName): string | null;
/** A field's normalised value as text: the official spelling, an ISO date, an enum's English name. */
export declare function normalisedText(card: Card, field: FieldName): string | null;
