/** What is found of a picture under a key. */
export type Claim =
  /** It was read: the outcome, sealed. */
  | { readonly kind: 'kept'; readonly sealed: Buffer }
  /** Nobody reads it: the holder is to, and to `keep` or `release` it in the end. */
  | { readonly kind: 'mine' }
  /** Somebody reads it. */
  | { readonly kind: 'busy' }
  /** Somebody who might have been charged began to read it and is gone; it is the holder's to `keep` now. */
  | { readonly kind: 'broken' };

/** Keeps under names, each for the same time. Names and values say nothing of a card, of a caller or of a key. */
export interface IdempotencyStore {
  /** What is pinned to a name: the value, where nothing was. */
  pin(name: string, value: string): Promise<string>;
  /** Takes the value from the name, where it is pinned to it. */
  unpin(name: string, value: string): Promise<void>;
  /**
   * Takes a name on a lease of `LEASE_MS`.
   * @param mayBeCharged leaves a mark until it is kept or released, so that the end of the lease does not look like a beginning
   */
  claim(name: string, holder: string, mayBeCharged: boolean): Promise<Claim>;
  renew(name: string, holder: string): Promise<void>;
  keep(name: string, sealed: Buffer): Promise<void>;
  release(name: string, holder: string): Promise<void>;
  close(): void;
}

/** A reader that gives no sign of life for so long is taken for dead. */
export const LEASE_MS = 10_000;
