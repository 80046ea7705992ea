import { SAMPLE_CARD as SPECIMEN } from '../../bench/support/sample-card.js';
import { type Card, parseCard } from '../../src/ktp/card.js';
import type { CardText, CheckContext } from '../../src/ktp/card-text.js';
import { findInconsistencies } from '../../src/ktp/inconsistencies.js';
import type { Inconsistency } from '../../src/ktp/inconsistency.js';
import { type RawFields, rawFields } from '../../src/ktp/raw.js';
import { loadRegions } from '../../src/regions/store.js';

export { SPECIMEN };

export const checkContext: CheckContext = { regions: loadRegions(), today: '2026-11-22' };

/** Only these fields. */
export function cardOf(fields: Partial<RawFields>, more: Partial<CardText> = {}): Card {
  return parseCard({ raw: rawFields(fields), issue: null, nikRunnerUp: null, ...more }, checkContext);
}

/** The specimen, with these fields instead of its own. */
export function specimenWith(fields: Partial<RawFields>, more: Partial<CardText> = {}): Card {
  return cardOf({ ...SPECIMEN, ...fields }, more);
}

export function findings(fields: Partial<RawFields>, more: Partial<CardText> = {}): readonly Inconsistency[] {
  return findInconsistencies(specimenWith(fields, more), checkContext);
}

export function codes(fields: Partial<RawFields>, more: Partial<CardText> = {}): readonly string[] {
  return findings(fields, more).map(({ code }) => code);
}
