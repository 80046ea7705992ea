/** Things to come, the earliest first; what was put in first among those of one time (binary heap). */
export class Events<T> {
  readonly #heap: { readonly at: number; readonly order: number; readonly event: T }[] = [];
  #count = 0;

  /** When the earliest is; infinity where there is none. */
  get next(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  put(at: number, event: T): void {
    const heap = this.#heap;
    const entry = { at, order: this.#count++, event };
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!this.#before(entry, heap[above])) break;
      heap[place] = heap[above] as typeof entry;
      place = above;
    }
    heap[place] = entry;
  }

  /** The earliest, taken out. */
  take(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first?.event;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (this.#before(heap[below + 1], heap[below])) below += 1;
      if (!this.#before(heap[below], last)) break;
      heap[place] = heap[below] as typeof last;
      place = below;
    }
    heap[place] = last;
    return first.event;
  }

  #before(
    a: { at: number; order: number } | undefined,
    b: { at: number; order: number } | undefined,
  ): boolean {
    if (a === undefined || b === undefined) return a !== undefined;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }
}
