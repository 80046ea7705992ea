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
const LEAST_SHARE = 1e-4;
/** So many texts are kept from place to place, and so many scored to the last alignment. */
const KEPT = 96;
const SCORED = 24;

/**
 * The likeliest texts of a form that a strip may hold, likeliest first; empty where it is too short for one.
 * @param favour nats by which a text is likelier than others before anything is seen; a text so favoured is looked at sooner, its score is the picture's own
 */
export function readForm(
  form: Form,
  strip: Strip,
  favour: (text: string) => number = () => 0,
): readonly Candidate[] {
  const places = form.map((symbols) =>
    Int16Array.from([...symbols].flatMap((symbol) => strip.fold.indexOf.get(symbol) ?? [])),
  );
  if (places.some((place) => place.length === 0)) return [];
  const shares = sharesOf(places, strip);
  if (shares === null) return [];
  let beam = [{ text: '', score: 0, shares: [] as readonly number[] }];
  for (const [i, place] of places.entries()) {
    const options = [...place]
      .map((symbol, d) => ({ character: strip.fold.symbols[symbol] ?? '', share: shares[i]?.[d] ?? 0 }))
      .filter(({ share }) => share >= LEAST_SHARE);
    const longer = beam.flatMap((begun) =>
      options.map(({ character, share }) => ({
        text: begun.text + character,
        score: begun.score + Math.log(share),
        shares: [...begun.shares, share],
      })),
    );
    beam = longer.length > KEPT ? longer.sort((a, b) => b.score - a.score).slice(0, KEPT) : longer;
  }
  const worth = new Map(beam.map((each) => [each, each.score + favour(each.text)]));
  const likeliest = beam.sort((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0)).slice(0, SCORED);
  const texts = likeliest.map(({ text }) => text);
  const scores = new Lexicon(texts, strip.fold).scores(strip);
  return likeliest
    .map((each, i) => ({ ...each, score: scores[i] ?? Number.NEGATIVE_INFINITY }))
    .sort((a, b) => b.score - a.score);
}
