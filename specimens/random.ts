/** Chance that can be repeated: the same seed gives the same rolls on every machine. */
export class Random {
  #state: number;

  /** @param seed any text; near seeds give unrelated rolls */
  constructor(seed: string) {
    // FNV-1a, so that `7:1` and `7:2` start far apart.
    let hash = 0x811c9dc5;
    for (const character of seed) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    this.#state = hash >>> 0;
    for (let warmUp = 0; warmUp < 8; warmUp += 1) this.share();
  }

  /** From 0 up to, but not including, 1 (mulberry32). */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  between(low: number, high: number): number {
    return low + this.share() * (high - low);
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.share() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.share() < probability;
  }

  /** Around 0, mostly within one `spread`, never beyond three. */
  bell(spread: number): number {
    return (this.share() + this.share() + this.share() - 1.5) * 2 * spread;
  }

  pick<T>(things: readonly T[]): T {
    return things[Math.floor(this.share() * things.length)] as T;
  }

  /** One of the things, each as likely as its weight says. */
  weighted<T>(things: readonly (readonly [number, T])[]): T {
    let left = this.share() * things.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, thing] of things) {
      left -= weight;
      if (left < 0) return thing;
    }
    return (things.at(-1) as readonly [number, T])[1];
  }
}
