/** Many numbers in little memory. */
export class Numbers {
  #values = new Float64Array(1024);
  #length = 0;
  #sorted = true;

  get length(): number {
    return this.#length;
  }

  add(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(2 * this.#length);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length++] = value;
    this.#sorted = false;
  }

  /** The least value that so large a share, 0 to 1, does not exceed (nearest rank); 0 of none. */
  percentile(share: number): number {
    if (!this.#sorted) this.#values.subarray(0, this.#length).sort();
    this.#sorted = true;
    return this.#values[Math.max(0, Math.ceil(share * this.#length) - 1)] ?? 0;
  }

  mean(): number {
    let sum = 0;
    for (let n = 0; n < this.#length; n += 1) sum += this.#values[n] as number;
    return this.#length === 0 ? 0 : sum / this.#length;
  }
}
