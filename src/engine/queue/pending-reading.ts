import type { Urgency } from '../engine.js';
import type { Outcome } from '../outcome.js';

/** A picture on the queue, as long as somebody waits for its reading. */
export class PendingReading {
  /** Resolves when a worker takes it, or when it is answered. */
  readonly started: Promise<void>;
  readonly answered: Promise<Outcome>;
  readonly encoded: Buffer;
  readonly urgency: Urgency;
  /** Of its job; another one each time it is put on the queue. */
  id = '';
  /** How often it was. */
  places = 0;
  begun = false;
  done = false;
  #start = (): void => {};
  #resolve = (_: Outcome): void => {};
  #reject = (_: Error): void => {};

  constructor(encoded: Buffer, urgency: Urgency) {
    this.encoded = encoded;
    this.urgency = urgency;
    this.started = new Promise((resolve) => {
      this.#start = resolve;
    });
    this.answered = new Promise((resolve, reject) => {
      [this.#resolve, this.#reject] = [resolve, reject];
    });
    // A caller that waits for its turn does not look at it yet.
    this.answered.catch(() => {});
  }

  move(id: string): void {
    this.id = id;
    this.places += 1;
  }

  begin(): void {
    this.begun = true;
    this.#start();
  }

  settle(outcome: Outcome | Error): void {
    this.done = true;
    this.begin();
    if (outcome instanceof Error) this.#reject(outcome);
    else this.#resolve(outcome);
  }
}
