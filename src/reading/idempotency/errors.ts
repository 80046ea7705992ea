/** A key that stands for another request. */
export class IdempotencyKeyReusedError extends Error {
  constructor() {
    super(
      'This Idempotency-Key was sent before with another picture, other pictures or another engine; send a new key with every new reading.',
    );
    this.name = 'IdempotencyKeyReusedError';
  }
}
