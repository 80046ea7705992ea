import { QuotaExceededError } from '../errors.js';

/** What an OCR call cost; UNKNOWN where it was sent and no answer told. */
export type Charge = 'PAY' | 'FREE' | 'UNKNOWN';

/**
 * How many calls of a day may be charged: a place is taken before a call is sent and kept unless the answer says it was
 * free, so that the limit holds however many calls run at once. Counted in this process since it started.
 */
export class DailyBudget {
  readonly #limit: number;
  readonly #today: () => string;
  #day = '';
  #taken = 0;

  constructor(limit: number | undefined, today: () => string) {
    this.#limit = limit ?? Number.POSITIVE_INFINITY;
    this.#today = today;
  }

  /**
   * Takes a place; the function returned is told what the call cost.
   * @throws QuotaExceededError where the day has none left
   */
  take(): (charge: Charge) => void {
    const day = this.#today();
    if (day !== this.#day) [this.#day, this.#taken] = [day, 0];
    if (this.#taken >= this.#limit) throw exhausted(this.#limit);
    this.#taken += 1;
    return (charge) => {
      if (charge === 'FREE' && day === this.#day) this.#taken -= 1;
    };
  }
}

function exhausted(limit: number): QuotaExceededError {
  return new QuotaExceededError({
    message: `This server's own limit of ${limit} paid readings a day is reached; the day ends at midnight in Jakarta.`,
  });
}
