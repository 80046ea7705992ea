import { EXIT } from './failure.js';

/** Counts the results of all pictures, with those of earlier runs. */
export class Summary {
  readonly #codes = new Map<string, number>();
  #read = 0;
  #earlierRead = 0;
  #earlierNotRead = 0;

  count(code: string): void {
    if (code === 'SUCCESS') this.#read += 1;
    else this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
  }

  countEarlier(read: boolean): void {
    if (read) this.#earlierRead += 1;
    else this.#earlierNotRead += 1;
  }

  /** The exit code after all pictures. */
  get exitCode(): number {
    return this.#codes.size + this.#earlierNotRead === 0 ? EXIT.ALL_READ : EXIT.SOME_NOT_READ;
  }

  /** The summary in one line. It has no values of cards and no names of files. */
  summary(total: number, seconds: number): string {
    const notRead = [...this.#codes.values()].reduce((sum, count) => sum + count, 0);
    const codes = [...this.#codes].map(([code, count]) => `${count} ${code}`).join(', ');
    const done = this.#read + notRead;
    const earlier = this.#earlierRead + this.#earlierNotRead;
    const left = total - done - earlier;
    return [
      `${pictures(total)}: ${this.#read} read`,
      `${notRead} not read${codes === '' ? '' : ` (${codes})`}`,
      ...(earlier > 0 ? [`${earlier} done before (${this.#earlierNotRead} of them not read)`] : []),
      ...(left > 0 ? [`${left} left`] : []),
      `${seconds.toFixed(1)} s`,
    ].join(', ');
  }
}

function pictures(count: number): string {
  return `${count} picture${count === 1 ? '' : 's'}`;
}
