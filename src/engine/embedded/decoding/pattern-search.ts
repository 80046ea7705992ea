import type { Emissions } from './emissions.js';
import { forwardBackward } from './forward-backward.js';
import { WordTrie } from './word-trie.js';

/** A text of fixed length: the symbols each place may hold. */
export type Pattern = readonly string[];

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
/** So many beginnings are kept from place to place, so many texts of each part, and so many whole ones scored to the last alignment. */
const KEPT = 256;
const KEPT_PARTS = 12;
const SCORED = 16;

/** Some places of a form that something is known of together. */
export interface Part {
  readonly length: number;
  /** Nats by which a text is likelier than others before anything is seen: it is looked at sooner, its score is the picture's own. */
  readonly favour?: (text: string) => number;
}

interface Begun {
  readonly text: string;
  readonly worth: number;
}

/**
 * The likeliest texts of a form that emissions may hold, likeliest first; empty where it is too short for one.
 * @param parts of the form, in their order, where something is known of them
 */
export function searchPattern(
  form: Pattern,
  emissions: Emissions,
  parts: readonly Part[] = [{ length: form.length }],
): readonly Candidate[] {
  const { indexOf, symbols } = emissions.symbolMap;
  const places = form.map((allowed) =>
    Int16Array.from([...allowed].flatMap((symbol) => indexOf.get(symbol) ?? [])),
  );
  if (places.some((place) => place.length === 0)) return [];
  const shares = forwardBackward(places, emissions);
  if (shares === null) return [];
  const options: readonly Options[] = places.map((place, i) =>
    [...place]
      .map((symbol, d) => ({ character: symbols[symbol] ?? '', share: shares[i]?.[d] ?? 0 }))
      .filter(({ share }) => share >= LEAST_SHARE),
  );
  let whole: Begun[] = [{ text: '', worth: 0 }];
  let from = 0;
  for (const { length, favour } of parts) {
    // Where nothing is favoured, what begins a likely text is as likely.
    const texts = textsOf(options.slice(from, from + length), favour ? KEPT : KEPT_PARTS)
      .map(({ text, worth }) => ({ text, worth: worth + (favour?.(text) ?? 0) }))
      .sort(byWorth)
      .slice(0, KEPT_PARTS);
    whole = joined(whole, texts).sort(byWorth).slice(0, KEPT);
    from += length;
  }
  const likeliest = whole.slice(0, SCORED).map(({ text }) => text);
  const scores = new WordTrie(likeliest, emissions.symbolMap).scores(emissions);
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

/** What may stand in one place. */
type Options = readonly { readonly character: string; readonly share: number }[];

function textsOf(places: readonly Options[], kept: number): readonly Begun[] {
  let beam: Begun[] = [{ text: '', worth: 0 }];
  for (const options of places) {
    const next = options.map(({ character, share }) => ({ text: character, worth: Math.log(share) }));
    beam = joined(beam, next);
    if (beam.length > kept) beam = beam.sort(byWorth).slice(0, kept);
  }
  return beam;
}

function joined(begun: readonly Begun[], next: readonly Begun[]): Begun[] {
  return begun.flatMap((a) => next.map((b) => ({ text: a.text + b.text, worth: a.worth + b.worth })));
}

function byWorth(a: Begun, b: Begun): number {
  return b.worth - a.worth;
}
