/** Passes things on in the order of their numbers, from 0. They may come in any order. */
export class InOrder<T> {
  readonly #handOn: (thing: T) => Promise<void>;
  readonly #ahead: number;
  readonly #held = new Map<number, T>();
  #waiting: (() => void)[] = [];
  #next = 0;
  #open = true;

  /** @param ahead how far a number may be ahead of the oldest that is missing: things that are held back are lost if the process is killed */
  constructor(handOn: (thing: T) => Promise<void>, ahead: number) {
    this.#handOn = handOn;
    this.#ahead = ahead;
  }

  /** Resolves when this number is not too far ahead, or after `release`. */
  async turn(number: number): Promise<void> {
    while (this.#open && number - this.#next >= this.#ahead) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Resolves when all that can be passed on now was passed on. */
  async put(number: number, thing: T): Promise<void> {
    this.#held.set(number, thing);
    for (let next = this.#take(); next !== undefined; next = this.#take()) await this.#handOn(next);
  }

  /** Ends all waiting in `turn`: a number will not come. */
  release(): void {
    this.#open = false;
    this.#wake();
  }

  /** Passes on all that was held back for missing numbers, in order. */
  async rest(): Promise<void> {
    const left = [...this.#held].toSorted(([a], [b]) => a - b);
    this.#held.clear();
    for (const [, thing] of left) await this.#handOn(thing);
  }

  #take(): T | undefined {
    const thing = this.#held.get(this.#next);
    if (thing === undefined) return undefined;
    this.#held.delete(this.#next);
    this.#next += 1;
    this.#wake();
    return thing;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}
