/** Those who wait, by caller: the callers take turns, and within one caller it is first come, first served. */
export class Turns<T> {
  /** In the order of their turns; no line is empty. */
  readonly #lines = new Map<string, T[]>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  lengthOf(caller: string): number {
    return this.#lines.get(caller)?.length ?? 0;
  }

  add(caller: string, item: T): void {
    const line = this.#lines.get(caller);
    if (line === undefined) this.#lines.set(caller, [item]);
    else line.push(item);
    this.#length += 1;
  }

  /** The first of each line, in the order of the callers' turns. */
  *firsts(): Iterable<T> {
    for (const [first] of this.#lines.values()) yield first as T;
  }

  /** Takes the first of a line out; the caller's next turn comes after those of all others. */
  take(caller: string): T | undefined {
    const line = this.#lines.get(caller);
    if (line === undefined) return undefined;
    const first = line[0] as T;
    this.remove(caller, first);
    if (this.#lines.delete(caller)) this.#lines.set(caller, line);
    return first;
  }

  /** Takes out the one that has the next turn. */
  next(): T | undefined {
    const [caller] = this.#lines.keys();
    return caller === undefined ? undefined : this.take(caller);
  }

  /** Takes somebody out who does not wait any longer. */
  remove(caller: string, item: T): void {
    const line = this.#lines.get(caller) ?? [];
    const place = line.indexOf(item);
    if (place < 0) return;
    line.splice(place, 1);
    this.#length -= 1;
    if (line.length === 0) this.#lines.delete(caller);
  }

  /** The last to come of the caller with the longest line; undefined where nobody waits. */
  lastOfLongest(): { readonly caller: string; readonly item: T } | undefined {
    const [longest] = [...this.#lines].toSorted(([, one], [, other]) => other.length - one.length);
    return longest && { caller: longest[0], item: longest[1].at(-1) as T };
  }
}
