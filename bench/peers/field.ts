import { availableParallelism, loadavg } from 'node:os';
import type { RegionTable } from '../../src/regions/region.js';
import { picturesOfCards } from '../speed/cards.js';
import { installPeers } from './install.js';
import { PEERS, READERS, type ReaderName } from './names.js';
import { RemoteReader } from './remote-reader.js';

/** Readers ready to read, and those that are not with the reason. */
export interface Field {
  readonly readers: readonly RemoteReader[];
  readonly skipped: ReadonlyMap<ReaderName, string>;
  close(): void;
}

interface Entry {
  /** Threads that each may compute with on one card. */
  readonly threads: number;
  /** Whether the others take part. */
  readonly peers: boolean;
}

/**
 * How long each reads cards before it counts: programs are slow at first, and none of them is started for one card. As long for all,
 * though those that V8 compiles gain most of it.
 */
const WARM_UP_SECONDS = 30;
/** The cards of the warm-up, read over and over. */
const WARM_UP_CARDS = 12;

/** Starts our reader, and the others with it, each in a process of its own and warmed up on the same cards. */
export async function startField({ threads, peers }: Entry, regions: RegionTable): Promise<Field> {
  const { packages, missing } = peers ? installPeers() : { packages: '', missing: new Map() };
  const cards = await picturesOfCards(WARM_UP_CARDS, 'warm-up', regions);
  const readers: RemoteReader[] = [];
  const skipped = new Map<ReaderName, string>(missing);
  for (const name of ['ours', ...(peers ? PEERS : [])] as ReaderName[]) {
    if (skipped.has(name)) continue;
    try {
      const reader = await RemoteReader.start(name, { threads, packages, pictures: cards.slice(0, 2) });
      await warmUp(reader, cards);
      readers.push(reader);
    } catch (error) {
      if (name === 'ours') throw error;
      skipped.set(name, `it did not start: ${reasonOf(error)}`);
    }
  }
  return {
    readers,
    skipped,
    close() {
      for (const reader of readers) reader.close();
    },
  };
}

async function warmUp(reader: RemoteReader, cards: readonly Buffer[]): Promise<void> {
  const until = performance.now() + 1000 * WARM_UP_SECONDS;
  for (let n = 0; performance.now() < until; n += 1) await reader.read(cards[n % cards.length] as Buffer);
}

/** How each computes, and who does not take part. */
export function printField({ readers, skipped }: Field): void {
  for (const { name, threading } of readers) {
    if (threading === null) continue;
    const { threads, spinning } = threading;
    console.log(
      `${READERS[name]}: quickest here with ${threads} thread${threads === 1 ? '' : 's'}${spinning ? ', spinning' : ''}`,
    );
  }
  const [load, cores] = [loadavg()[0] ?? 0, availableParallelism()];
  if (load > cores + 1) {
    console.log(
      `The machine is busy (load ${load.toFixed(1)} on ${cores} cores): CPU times can be compared, wall times hardly.`,
    );
  }
  for (const [name, reason] of skipped) console.log(`${READERS[name]}: skipped, ${reason}`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return typeof error.cause === 'string' ? `${error.message}, ${error.cause}` : error.message;
}
