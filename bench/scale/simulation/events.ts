/** Things to come, the earliest first; of those at one time the one that was put in first. */
export class Events<T> {
  /** The earliest last, where it is taken off without moving the others. Few wait at a time, so inserting one costs little. */
  readonly #entries: { readonly at: number; readonly event: T }[] = [];

  /** When the earliest is; infinity where there is none. */
  get next(): number {
    return this.#entries.at(-1)?.at ?? Number.POSITIVE_INFINITY;
  }

  put(at: number, event: T): void {
    const place = this.#entries.findIndex((entry) => entry.at <= at);
    this.#entries.splice(place < 0 ? this.#entries.length : place, 0, { at, event });
  }

  /** The earliest, taken out. */
  take(): T | undefined {
    return this.#entries.pop()?.event;
  }
}
