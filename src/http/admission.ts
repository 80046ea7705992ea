import type { IncomingMessage, ServerResponse } from 'node:http';
import { Turns } from '../engine/concurrency/turns.js';
import { type Pace, unpaced } from '../reading/pace.js';

/** Bodies up to this size need no room: a connection costs as much. */
const SMALL_BYTES = 16 * 1024;
/** Bytes that a slow sender is granted at a time. */
const STEP_BYTES = 64 * 1024;
/** A sender is slow if it sends fewer bytes than this between two checks. */
const LEAST_BYTES = 64 * 1024;
const LOOK_EVERY_MS = 1_000;
/** A caller may hold at most this many times what stays free, so that others find room. A single caller gets three quarters of all. */
const SHARE_OF_FREE = 3;

/** `Retry-After` of a request that found no room. */
export const OVERLOAD_SECONDS = 5;

/** How many bytes of request bodies may be held at once, and how long a request waits for room. */
export interface AdmissionOptions {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface Body {
  /** The most bytes that it may have. */
  readonly most: number;
  /** Whose it is: a key, or an address. */
  readonly caller: string;
}

/** What one body was granted. */
interface Hold {
  readonly caller: string;
  readonly most: number;
  readonly response: ServerResponse;
  granted: number;
  arrived: number;
  slow: boolean;
}

interface Waiting {
  readonly hold: Hold;
  readonly bytes: number;
  /** Null as long as nobody needs to be told. */
  tell: (() => void) | null;
  entered: boolean;
}

/**
 * Limits the memory of all request bodies, from their first bytes to the end of their answer. Announcing a body reserves nothing: room
 * is claimed once more than `SMALL_BYTES` have come. A slow sender gives its unused room back, and gets it again step by step. A request
 * that finds no room waits with its socket paused, so the sender waits as well. Callers take turns, and none may hold so much that
 * others find nothing.
 */
export class Admission {
  readonly #maxBytes: number;
  readonly #timeoutMs: number;
  readonly #onStuck: (request: IncomingMessage) => void;
  readonly #waiting = new Turns<Waiting>();
  readonly #heldBy = new Map<string, number>();
  #held = 0;

  /** @param onStuck ends a request whose rest found no room in time, after its beginning was handed on */
  constructor(
    { maxBytes, timeoutMs }: AdmissionOptions,
    onStuck: (request: IncomingMessage) => void = (request) => request.destroy(),
  ) {
    this.#maxBytes = maxBytes;
    this.#timeoutMs = timeoutMs;
    this.#onStuck = onStuck;
  }

  /** Bytes granted at the moment. */
  get held(): number {
    return this.#held;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Resolves with how a body is to be read, or with null where it found no room or its sender left; its room is given back when the
   * answer ends.
   */
  async admit(
    request: IncomingMessage,
    response: ServerResponse,
    { most, caller }: Body,
  ): Promise<Pace | null> {
    if (most <= SMALL_BYTES) return unpaced;
    const more = await comesToMoreThanSmall(request);
    if (hasLeft(request, response)) return null;
    if (!more) return unpaced;
    const hold: Hold = {
      caller,
      most: Math.min(most, this.#maxBytes),
      response,
      granted: 0,
      arrived: 0,
      slow: false,
    };
    if (!(await this.#claim(hold, hold.most))) return null;
    this.#watch(request, hold);
    return (bytes) => this.#take(request, hold, bytes);
  }

  /** Has an eye on a body until its answer ends. */
  #watch(request: IncomingMessage, hold: Hold): void {
    let seen = 0;
    const look = () => {
      hold.slow ||= hold.arrived - seen < LEAST_BYTES;
      seen = hold.arrived;
      if (hold.slow) this.#giveBack(hold, hold.arrived);
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    request.once('end', () => {
      clearInterval(timer);
      this.#giveBack(hold, hold.arrived);
    });
    const release = () => {
      clearInterval(timer);
      this.#giveBack(hold, 0);
    };
    // The client may have left while it waited.
    if (hold.response.closed) release();
    else hold.response.once('close', release);
  }

  #take(request: IncomingMessage, hold: Hold, bytes: number): Promise<void> | undefined {
    hold.arrived += bytes;
    const need = Math.min(hold.most, hold.arrived + STEP_BYTES);
    if (Math.min(hold.most, hold.arrived) <= hold.granted || hold.response.closed) return undefined;
    const entered = this.#claim(hold, need);
    if (entered === true) return undefined;
    return new Promise((resolve) => {
      entered.then((came) => (came ? resolve() : hold.response.closed || this.#onStuck(request)));
    });
  }

  /** Waits until so many bytes in all are granted; false where they are not in time, or the client left. */
  #claim(hold: Hold, upTo: number): true | Promise<boolean> {
    const waiting: Waiting = { hold, bytes: upTo - hold.granted, tell: null, entered: false };
    this.#waiting.add(hold.caller, waiting);
    this.#callNext();
    if (waiting.entered) return true;
    return new Promise((resolve) => {
      const settle = (entered: boolean) => {
        clearTimeout(timer);
        hold.response.off('close', leave);
        resolve(entered);
      };
      const leave = () => {
        this.#waiting.remove(hold.caller, waiting);
        settle(false);
        this.#callNext();
      };
      waiting.tell = () => settle(true);
      const timer = setTimeout(leave, this.#timeoutMs);
      hold.response.once('close', leave);
    });
  }

  #callNext(): void {
    for (let next = this.#next(); next !== null; next = this.#next()) {
      this.#waiting.take(next.hold.caller);
      this.#grant(next.hold, next.hold.granted + next.bytes);
      next.entered = true;
      next.tell?.();
    }
  }

  /** Whose turn it is. Who holds too much for the moment is passed over; others wait behind who holds nothing, until there is room. */
  #next(): Waiting | null {
    for (const first of this.#waiting.firsts()) {
      const { hold, bytes } = first;
      const free = this.#maxBytes - this.#held - bytes;
      const others = (this.#heldBy.get(hold.caller) ?? 0) - hold.granted;
      if (others === 0) return free >= 0 ? first : null;
      if (others + hold.granted + bytes <= SHARE_OF_FREE * free) return first;
    }
    return null;
  }

  #giveBack(hold: Hold, upTo: number): void {
    if (hold.granted <= upTo) return;
    this.#grant(hold, upTo);
    this.#callNext();
  }

  #grant(hold: Hold, bytes: number): void {
    const more = bytes - hold.granted;
    const held = (this.#heldBy.get(hold.caller) ?? 0) + more;
    if (held === 0) this.#heldBy.delete(hold.caller);
    else this.#heldBy.set(hold.caller, held);
    this.#held += more;
    hold.granted = bytes;
  }
}

/** Whether a sender left before its answer. Who left is not refused, and counts as none of what the server had no room for. */
export function hasLeft(request: IncomingMessage, response: ServerResponse): boolean {
  // A request that came whole is destroyed as well, once it was read to its end.
  return (request.destroyed && !request.complete) || response.closed;
}

/**
 * Whether more of a body came than is small; false where it ended before. Nothing is read of it: once so much waits to be read, Node
 * reads no more of the socket.
 */
function comesToMoreThanSmall(request: IncomingMessage): Promise<boolean> {
  const isMore = () => request.readableLength >= Math.min(SMALL_BYTES, request.readableHighWaterMark);
  const isKnown = () => isMore() || request.complete || request.destroyed;
  if (isKnown()) return Promise.resolve(isMore());
  return new Promise((resolve) => {
    const look = () => {
      if (!isKnown()) return;
      request.off('readable', look).off('close', look);
      resolve(isMore());
    };
    request.on('readable', look).on('close', look);
  });
}
