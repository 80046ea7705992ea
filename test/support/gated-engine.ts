import type { Engine, Reading, Wanted } from '../../src/engine/engine.js';
import { OcrNoResultError } from '../../src/engine/errors.js';
import type { CardImage } from '../../src/engine/image/probe.js';
import { rawFields } from '../../src/ktp/raw.js';
import { png } from './pictures.js';

/** A picture that a gated engine knows by its number. */
export function numbered(number: number): Buffer {
  const [width, height] = [300 + number, 260];
  return png({ width, height }, Buffer.alloc((3 * width + 1) * height));
}

interface Held {
  readonly settle: (reading: Reading) => void;
  readonly fail: (error: unknown) => void;
}

/** An engine that ends the reading of each picture when it is told to, in whatever order. It shows a card whose name is the picture's number. */
export class GatedEngine implements Engine {
  readonly name = 'EMBEDDED';
  readonly #held = new Map<number, Held>();
  /** The pictures whose reading was begun, in that order. */
  readonly begun: number[] = [];
  /** What was wanted of the last of them. */
  wanted: ReadonlySet<Wanted> = new Set();
  /** Those whose reading was stopped. */
  readonly stopped: number[] = [];

  read({ width }: CardImage, wanted: ReadonlySet<Wanted>, signal: AbortSignal): Promise<Reading> {
    const number = width - 300;
    this.wanted = wanted;
    this.begun.push(number);
    return new Promise((settle, fail) => {
      this.#held.set(number, { settle, fail });
      signal.addEventListener('abort', () => {
        if (this.#held.delete(number)) this.stopped.push(number);
        fail(signal.reason);
      });
    });
  }

  /** Lets a picture be read, as soon as it is begun. */
  async show(number: number, more: Partial<Reading> = {}): Promise<void> {
    const { settle } = await this.#begun(number);
    settle({ ...READING, raw: rawFields({ name: `SITI ${'ABCDEFGHIJ'[number]}` }), ...more });
  }

  /** Lets a picture show nothing. */
  async showNothing(number: number): Promise<void> {
    const { fail } = await this.#begun(number);
    fail(new OcrNoResultError({ message: 'Found no card.', quality: null }));
  }

  async #begun(number: number): Promise<Held> {
    for (;;) {
      const held = this.#held.get(number);
      if (held !== undefined) {
        this.#held.delete(number);
        return held;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async ready() {}
  state() {
    return { able: true, waiting: 0, reading: 0, workers: null };
  }
  async close() {}
}

const READING: Omit<Reading, 'raw'> = {
  engine: 'EMBEDDED',
  pricing: 'FREE',
  transactionId: null,
  issue: null,
  evidence: {},
  nikRunnerUp: null,
  quality: null,
};
