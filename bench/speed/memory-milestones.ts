export interface Milestone {
  /** How many cards had been read. */
  readonly cards: number;
  /** Mean of the memory after each of the last cards: one measurement hangs on when garbage was last collected. */
  readonly bytes: number;
}

/** Cards over which a milestone takes its mean. */
const WINDOW = 100;

/** Sums up measurements of memory, one after each card, every so many cards. */
export class Milestones {
  readonly reached: Milestone[] = [];
  readonly #every: number;
  #cards = 0;
  #window: number[] = [];

  constructor(every: number) {
    this.#every = every;
  }

  add(bytes: number): void {
    this.#cards += 1;
    this.#window = [...this.#window, bytes].slice(-Math.min(WINDOW, this.#every));
    if (this.#cards % this.#every > 0) return;
    const sum = this.#window.reduce((total, measured) => total + measured, 0);
    this.reached.push({ cards: this.#cards, bytes: sum / this.#window.length });
  }
}

/** From the first milestone to the last, in per cent of the first. */
export function growth(milestones: readonly Milestone[]): string {
  const [first, last] = [milestones[0], milestones.at(-1)];
  if (first === undefined || last === undefined || milestones.length < 2) return 'too few cards to tell';
  return `${((100 * (last.bytes - first.bytes)) / first.bytes).toFixed(1)} %`;
}
