import { sharesOf } from './lattice.js';
import { Lexicon } from './lexicon.js';
import type { Strip } from './strip.js';

/** A text of fixed length: the symbols each place may hold. */
export type Form = readonly string[];

/** A text of a form. */
export interface Candidate {
  readonly text: string;
  /** Logarithm of its likelihood. */
  readonly score: number;
  /** Of each place, the share of this symbol in all that the form allows there, 0 to 1. */
  readonly shares: readonly number[];
}

/** Alternatives of a place under this share are not gone into. */
const LEAST_SHARE = 0.001;
/** So many texts are kept from place to place, and so many scored to the last alignment. */
const KEPT = 64;
const SCORED = 16;

/**
 * The likeliest texts of a form that a strip may hold, likeliest first; empty where it is too short for one.
 * @param favour nats by which a text is likelier than others before anything is seen; a text so favoured is looked at sooner, its score is the picture's own
 */
export function readForm(
  form: Form,
  strip: Strip,
  favour: (text: string) => number = () => 0,
): readonly Candidate[] {
  const { indexOf, symbols } = strip.fold;
  const places = form.map((allowed) =>
    Int16Array.from([...allowed].flatMap((symbol) => indexOf.get(symbol) ?? [])),
  );
  if (places.some((place) => place.length === 0)) return [];
  const shares = sharesOf(places, strip);
  if (shares === null) return [];
  const options = places.map((place, i) =>
    [...place]
      .map((symbol, d) => ({ character: symbols[symbol] ?? '', share: shares[i]?.[d] ?? 0 }))
      .filter(({ share }) => share >= LEAST_SHARE),
  );
  let beam = [{ text: '', score: 0 }];
  for (const place of options) {
    const longer: typeof beam = [];
    for (const { text, score } of beam) {
      for (const { character, share } of place)
        longer.push({ text: text + character, score: score + Math.log(share) });
    }
    beam = longer.length > KEPT ? longer.sort((a, b) => b.score - a.score).slice(0, KEPT) : longer;
  }
  const likeliest = beam
    .map(({ text, score }) => ({ text, worth: score + favour(text) }))
    .sort((a, b) => b.worth - a.worth)
    .slice(0, SCORED)
    .map(({ text }) => text);
  const scores = new Lexicon(likeliest, strip.fold).scores(strip);
  return likeliest
    .map((text, i) => ({
      text,
      score: scores[i] ?? Number.NEGATIVE_INFINITY,
      shares: [...text].map(
        (character, place) => options[place]?.find((option) => option.character === character)?.share ?? 0,
      ),
    }))
    .sort((a, b) => b.score - a.score);
}
