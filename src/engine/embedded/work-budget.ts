/** What a detection costs. Work is counted in columns of the crops that the line reader is given; a card has about 7,700. */
const DETECTION = 2200;
/** What a card takes to be found and read. */
const CARD = 7700 + 2 * DETECTION + 2000;
/** What looking for a card may take. */
const MOST_WORK = 3 * CARD;

/** The work that one picture may take, told before it is done. Each call throws `Cancelled` where nobody waits for the answer any more. */
export interface Work {
  /** @throws Exhausted where a picture without a card has taken enough */
  detects(scale?: number): void;
  /** @throws Exhausted where a picture without a card has taken enough */
  reads(columns: number): void;
  /** A card was found, or its NIK: whatever that took, there is enough left to read the card and to look at it once more. */
  finds(): void;
}

/** A picture in which no card was found with the work that it may take. */
export class Exhausted extends Error {}
/** Nobody waits for the answer any more. */
export class Cancelled extends Error {}

/** The work that a new picture may take. */
export function workFor(cancelled: () => boolean): Work {
  let left = MOST_WORK;
  const spend = (columns: number) => {
    if (cancelled()) throw new Cancelled();
    left -= columns;
    if (left < 0) throw new Exhausted();
  };
  return {
    detects: (scale = 1) => spend(DETECTION * scale ** 2),
    reads: spend,
    finds: () => {
      left = Math.max(left, 2 * CARD);
    },
  };
}
