/** Hands things on in the order of their numbers, from 0, though they come in any. */
export class InOrder<T> {
  readonly #handOn: (thing: T) => Promise<void>;
  readonly #ahead: number;
  readonly #held = new Map<number, T>();
  #waiting: (() => void)[] = [];
  #next = 0;
  #open = true;

  /** @param ahead how far a number may be from the oldest that has not come: what is held back is lost where the process is killed */
  constructor(handOn: (thing: T) => Promise<void>, ahead: number) {
    this.#handOn = handOn;
    this.#ahead = ahead;
  }

  /** Resolves when this number is not too far ahead, or when nothing keeps its order any more. */
  async turn(number: number): Promise<void> {
    while (this.#open && number - this.#next >= this.#ahead) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Resolves when what could be handed on by this was. */
  async put(number: number, thing: T): Promise<void> {
    this.#held.set(number, thing);
    for (let next = this.#take(); next !== undefined; next = this.#take()) await this.#handOn(next);
  }

  /** Lets all go on: a number will not come. */
  release(): void {
    this.#open = false;
    this.#wake();
  }

  /** What was held back for numbers that did not come, in order. */
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
