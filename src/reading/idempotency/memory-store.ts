import { metrics } from '../../observability/metrics.js';
import type { Claim, IdempotencyStore } from './store.js';

interface Entry {
  readonly value: string | Buffer;
  readonly endsAt: number;
}

/** About what an entry takes beside its value. */
const ENTRY_BYTES = 256;

/** Everything of one caller, the oldest first. */
interface Shelf {
  readonly entries: Map<string, Entry>;
  bytes: number;
}

/** In this process, and gone with it. Where there is too much, the caller with the most loses the oldest. */
export class MemoryStore implements IdempotencyStore {
  readonly #lifeMs: number;
  readonly #maxBytes: number;
  readonly #shelves = new Map<string, Shelf>();
  /** Readings under way, and who reads. */
  readonly #claims = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;
  #bytes = 0;

  constructor(lifeMs: number, maxBytes: number) {
    this.#lifeMs = lifeMs;
    this.#maxBytes = maxBytes;
    this.#timer = setInterval(() => this.#sweep(), Math.min(lifeMs, 60_000)).unref();
  }

  /** Bytes of all that is kept, about. */
  get bytes(): number {
    return this.#bytes;
  }

  async pin(name: string, value: string): Promise<string> {
    const pinned = this.#get(name);
    if (pinned !== undefined) return pinned.toString();
    this.#set(name, value);
    return value;
  }

  async unpin(name: string, value: string): Promise<void> {
    if (this.#get(name) === value) this.#delete(callerOf(name), name);
  }

  async claim(name: string, holder: string): Promise<Claim> {
    const sealed = this.#get(name);
    if (sealed !== undefined) return { kind: 'kept', sealed: sealed as Buffer };
    if (this.#claims.has(name)) return { kind: 'busy' };
    this.#claims.set(name, holder);
    return { kind: 'mine' };
  }

  /** The reader lives as long as this process does, so its claim needs no lease. */
  async renew(): Promise<void> {}

  async keep(name: string, sealed: Buffer): Promise<void> {
    this.#set(name, sealed);
    this.#claims.delete(name);
  }

  async release(name: string, holder: string): Promise<void> {
    if (this.#claims.get(name) === holder) this.#claims.delete(name);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#shelves.clear();
  }

  #get(name: string): string | Buffer | undefined {
    const entry = this.#shelves.get(callerOf(name))?.entries.get(name);
    return entry === undefined || entry.endsAt <= performance.now() ? undefined : entry.value;
  }

  #set(name: string, value: string | Buffer): void {
    const caller = callerOf(name);
    this.#delete(caller, name);
    const entry = { value, endsAt: performance.now() + this.#lifeMs };
    const shelf = this.#shelves.get(caller) ?? { entries: new Map(), bytes: 0 };
    this.#shelves.set(caller, shelf);
    shelf.entries.set(name, entry);
    this.#count(shelf, sizeOf(name, entry));
    while (this.#bytes > this.#maxBytes) this.#dropOne();
  }

  #delete(caller: string, name: string): void {
    const shelf = this.#shelves.get(caller);
    const entry = shelf?.entries.get(name);
    if (shelf === undefined || entry === undefined) return;
    shelf.entries.delete(name);
    this.#count(shelf, -sizeOf(name, entry));
    if (shelf.entries.size === 0) this.#shelves.delete(caller);
  }

  #count(shelf: Shelf, bytes: number): void {
    shelf.bytes += bytes;
    this.#bytes += bytes;
  }

  #dropOne(): void {
    const [[caller, { entries }] = ['', { entries: new Map<string, Entry>() }]] = [...this.#shelves].toSorted(
      ([, one], [, other]) => other.bytes - one.bytes,
    );
    const [oldest = ''] = entries.keys();
    this.#delete(caller, oldest);
    metrics.idempotency('DROPPED');
  }

  /** Those whose time is over; all live equally long, so they come first. */
  #sweep(): void {
    const now = performance.now();
    for (const [caller, { entries }] of this.#shelves) {
      for (const [name, { endsAt }] of entries) {
        if (endsAt > now) break;
        this.#delete(caller, name);
      }
    }
  }
}

/** Names begin with whose they are. */
function callerOf(name: string): string {
  return name.slice(0, name.indexOf(':'));
}

function sizeOf(name: string, { value }: Entry): number {
  return ENTRY_BYTES + name.length + value.length;
}
