import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AdmissionConfig } from '../config.js';

/** A body of this size costs no more than the connection it comes by. */
const SMALL_BYTES = 16 * 1024;
/** How long a body may take before it is only granted what has come of it. */
const SLOW_AFTER_MS = 3_000;
const LOOK_EVERY_MS = 1_000;

/** Who found no room may try again this much later. */
export const OVERLOAD_SECONDS = 5;

interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

/**
 * Bounds the memory that request bodies take, from their first byte to the end of their answer. Who finds no room waits
 * for it unread, so that the sender waits as well, first come, first served. A slow sender cannot hold room by announcing much:
 * after a while only the bytes that came are counted.
 */
export class Admission {
  readonly #maxBytes: number;
  readonly #timeoutMs: number;
  readonly #waiting: Waiting[] = [];
  #held = 0;

  constructor({ maxBytes, timeoutMs }: AdmissionConfig) {
    this.#maxBytes = maxBytes;
    this.#timeoutMs = timeoutMs;
  }

  /** Bytes granted at the moment. */
  get held(): number {
    return this.#held;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Resolves with whether a body may be read; its room is given back when the answer ends.
   * @param most bytes the body may come to
   */
  async admit(request: IncomingMessage, response: ServerResponse, most: number): Promise<boolean> {
    if (most <= SMALL_BYTES) return true;
    const bytes = Math.min(most, this.#maxBytes);
    if (!(await this.#enter(bytes, response))) return false;
    this.#hold(request, response, bytes);
    return true;
  }

  async #enter(bytes: number, response: ServerResponse): Promise<boolean> {
    if (this.#waiting.length === 0 && this.#held + bytes <= this.#maxBytes) {
      this.#held += bytes;
      return true;
    }
    return new Promise((resolve) => {
      const settle = (entered: boolean) => {
        clearTimeout(timer);
        response.off('close', leave);
        resolve(entered);
      };
      const waiting = { bytes, enter: () => settle(true) };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        settle(false);
        this.#callNext();
      };
      const timer = setTimeout(leave, this.#timeoutMs);
      response.once('close', leave);
      this.#waiting.push(waiting);
    });
  }

  #hold(request: IncomingMessage, response: ServerResponse, bytes: number): void {
    const before = request.socket.bytesRead;
    let granted = bytes;
    const grant = (next: number) => {
      this.#held += next - granted;
      granted = next;
      this.#callNext();
    };
    const started = Date.now();
    const timer = setInterval(() => {
      const slow = Date.now() - started >= SLOW_AFTER_MS;
      if (!request.complete && !slow) return;
      grant(Math.min(bytes, request.socket.bytesRead - before));
      if (request.complete) clearInterval(timer);
    }, LOOK_EVERY_MS);
    const release = () => {
      clearInterval(timer);
      grant(0);
    };
    // The client may have left while it waited.
    if (response.closed) release();
    else response.once('close', release);
  }

  #callNext(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || this.#held + next.bytes > this.#maxBytes) return;
      this.#waiting.shift();
      this.#held += next.bytes;
      next.enter();
    }
  }
}
