/** Of one kind of field: the logistic curve from evidence, in nats, to the probability that a value is right. */
export interface Curve {
  readonly offset: number;
  /** Above 0: more evidence never makes a value less sure. */
  readonly slope: number;
}
