import type { Wanted } from '../engine.js';
import type { CardImage } from '../image/probe.js';
import type { Outcome } from '../outcome.js';

/** What a worker is asked. */
export interface Order {
  readonly image: CardImage;
  /** The fields that somebody asked for. */
  readonly wanted: ReadonlySet<Wanted>;
}

/** What all but the picture's bytes says, in JSON before them. */
interface Head {
  readonly mimeType: CardImage['mimeType'];
  readonly width: number;
  readonly height: number;
  /** The picture before it was fitted; workers of versions without this speak of the fitted one. */
  readonly sent?: CardImage['sent'];
  readonly wanted: readonly Wanted[];
  /** Whether it is asked where the card lies; workers of versions without this do not know the word among those that are wanted. */
  readonly outline?: boolean;
}

/** The length of the head in four bytes, the head, the picture as it is: base64 in JSON would be a third longer. */
export function encodeOrder({ image: { bytes, ...image }, wanted }: Order): Buffer {
  const [outline, others] = [wanted.has('OUTLINE'), [...wanted].filter((each) => each !== 'OUTLINE')];
  const head: Head = { ...image, wanted: others, ...(outline && { outline }) };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, bytes]);
}

/** The order that `encodeOrder` wrote; the picture's bytes are a view of the given ones. */
export function decodeOrder(encoded: Buffer): Order {
  const start = 4 + encoded.readUInt32BE();
  const { wanted, outline, ...image }: Head = JSON.parse(encoded.toString('utf8', 4, start));
  const all = outline ? [...wanted, 'OUTLINE' as const] : wanted;
  return { image: { ...image, bytes: encoded.subarray(start) } as CardImage, wanted: new Set(all) };
}

/** An outcome as JSON. */
export function encodeOutcome(outcome: Outcome): Buffer {
  return Buffer.from(JSON.stringify(outcome));
}

/** The outcome that `encodeOutcome` wrote. */
export function decodeOutcome(encoded: Buffer): Outcome {
  return JSON.parse(encoded.toString());
}
