/** Under this, in the networks' own measure, a field is worth a second look. */
export const DOUBTED_BELOW = 0.8;

/** As much of a `KtpField` as tells whether it is doubted; what was not selected tells nothing. */
export interface DoubtableField {
  readonly confidence?: number | null;
  readonly visibility?: string | null;
  readonly completed?: boolean;
}

/**
 * Whether a person should compare a field with the card before it is relied on. It is doubted where any of these holds:
 *
 * - its `confidence` is known, and under 0.8;
 * - its `visibility` is known, and not `WHOLE`: something hides part of its print, or all of it;
 * - it was `completed`: letters that were hidden were added, because only one value of its list fits.
 *
 * A field that was seen whole and is not printed (null) is not doubted, and neither is one of an engine that tells none of these. What does
 * not fit with other fields is in `inconsistencies`, and not in here.
 */
export function isDoubted({ confidence, visibility, completed }: DoubtableField): boolean {
  if (completed === true) return true;
  if (visibility != null && visibility !== 'WHOLE') return true;
  return confidence != null && confidence < DOUBTED_BELOW;
}
