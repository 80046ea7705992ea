/** Of one kind of field: the logistic curve from what speaks for a value, in nats, to the probability that it is right. */
export interface Curve {
  readonly offset: number;
  /** For each nat of evidence. Above 0: more evidence never makes a value less sure. */
  readonly slope: number;
  /** For each nat of the card's clarity. Never below 0. */
  readonly clarity: number;
}

/** What speaks for a value. */
export interface Grounds {
  /** For the value against all others, in nats. */
  readonly evidence: number;
  /** How clearly the card reads, in nats. */
  readonly clarity: number;
}
