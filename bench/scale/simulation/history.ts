import { Numbers } from './numbers.js';

export type Kind = 'single' | 'batch';

const HOUR_SECONDS = 3600;

/** What is kept of one hour. */
class Hour {
  readonly waits = new Numbers();
  done = 0;
  refused = 0;
  /** Single cards waiting: the most at a time, and seconds that all of them waited together. */
  longest = 0;
  waitingSeconds = 0;
  busySeconds = 0;
  seconds = 0;
}

/** What happened in a simulation, by the hour. */
export class History {
  readonly #workers: number;
  readonly #hours: Hour[] = [];
  readonly waits: Readonly<{ [K in Kind]: Numbers }> = { single: new Numbers(), batch: new Numbers() };
  readonly doneOf: { [K in Kind]: number } = { single: 0, batch: 0 };
  /** When the last card was done, in seconds from the beginning. */
  readonly lastDone: { [K in Kind]: number } = { single: 0, batch: 0 };
  #now = 0;

  constructor(workers: number) {
    this.#workers = workers;
  }

  /** @param singles single cards waiting since the last time this was told, `busy` the workers with a card */
  advance(now: number, singles: number, busy: number): void {
    while (this.#now < now) {
      const until = Math.min(now, (Math.floor(this.#now / HOUR_SECONDS) + 1) * HOUR_SECONDS);
      const hour = this.#hour(this.#now);
      const seconds = until - this.#now;
      hour.seconds += seconds;
      hour.waitingSeconds += singles * seconds;
      hour.busySeconds += busy * seconds;
      hour.longest = Math.max(hour.longest, singles);
      this.#now = until;
    }
  }

  began(kind: Kind, came: number, now: number): void {
    this.waits[kind].add(now - came);
    if (kind === 'single') this.#hour(came).waits.add(now - came);
  }

  done(kind: Kind, now: number): void {
    this.doneOf[kind] += 1;
    this.lastDone[kind] = now;
    this.#hour(now).done += 1;
  }

  refused(now: number): void {
    this.#hour(now).refused += 1;
  }

  get refusals(): number {
    return this.#hours.reduce((sum, hour) => sum + (hour?.refused ?? 0), 0);
  }

  /** The most single cards that waited at a time. */
  get longest(): number {
    return Math.max(0, ...this.#hours.map((hour) => hour?.longest ?? 0));
  }

  /** Shares of the workers' time, 0 to 1. */
  get busiest(): number {
    return Math.max(0, ...this.hours().map(({ load }) => load));
  }

  hours() {
    return Array.from(this.#hours, (hour = new Hour(), index) => ({
      hour: index,
      done: hour.done,
      refused: hour.refused,
      load: hour.seconds === 0 ? 0 : hour.busySeconds / (hour.seconds * this.#workers),
      meanWaiting: hour.seconds === 0 ? 0 : hour.waitingSeconds / hour.seconds,
      longest: hour.longest,
      waits: hour.waits,
    }));
  }

  #hour(now: number): Hour {
    const index = Math.floor(now / HOUR_SECONDS);
    this.#hours[index] ??= new Hour();
    return this.#hours[index];
  }
}
