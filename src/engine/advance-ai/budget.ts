import { QuotaExceededError } from '../errors.js';

/** What an OCR call cost; UNKNOWN where it was sent and no answer told. */
export type Charge = 'PAY' | 'FREE' | 'UNKNOWN';

/** Is told what the call cost that a place was taken for. */
export type Settle = (charge: Charge) => void;

/**
 * How many calls of a day may be charged: a place is taken before a call is sent and kept unless the answer says it was
 * free, so that the limit holds however many calls run at once.
 */
export interface Budget {
  /**
   * Takes a place.
   * @throws QuotaExceededError where the day has none left
   */
  take(): Settle | Promise<Settle>;
}

/** Counted in this process since it started. */
export class DailyBudget implements Budget {
  readonly #limit: number;
  readonly #today: () => string;
  #day = '';
  #taken = 0;

  constructor(limit: number | undefined, today: () => string) {
    this.#limit = limit ?? Number.POSITIVE_INFINITY;
    this.#today = today;
  }

  take(): Settle {
    const day = this.#today();
    if (day !== this.#day) [this.#day, this.#taken] = [day, 0];
    if (this.#taken >= this.#limit) throw exhausted(this.#limit, "This server's");
    this.#taken += 1;
    return (charge) => {
      if (charge === 'FREE' && day === this.#day) this.#taken -= 1;
    };
  }
}

/** @param whose of those who count together */
export function exhausted(limit: number, whose: "This server's" | "These servers'"): QuotaExceededError {
  return new QuotaExceededError({
    message: `${whose} own limit of ${limit} paid readings a day is reached; the day ends at midnight in Jakarta.`,
  });
}
