export interface Output {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A network of one input, loaded. Gives its outputs in their order, a `Float32Array` each. May throw to break a reading off. */
export type Network = (
  data: Float32Array | Uint8Array,
  dims: readonly number[],
) => Promise<readonly Output[]>;
