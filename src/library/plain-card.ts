import type { Card } from '../ktp/card.js';
import type { RawFields } from '../ktp/raw.js';

/** The normalised values of a card, all computed. It can be kept, compared, and written as JSON. */
export type PlainCard = Omit<Card, 'text' | 'parsed'> & {
  /** The fields as they were read or given, untouched. */
  readonly raw: RawFields;
};

/** A card as a plain object, with all values computed. */
export function plainCard({ text, parsed: _, ...values }: Card): PlainCard {
  return { ...values, address: { ...values.address }, raw: text.raw };
}
