import { createEmbeddedEngine } from '../../src/engine/embedded/engine.js';
import { EVERYTHING, type Wanted } from '../../src/engine/engine.js';
import { OcrKtpError } from '../../src/engine/errors.js';
import { probe } from '../../src/engine/image/probe.js';
import { BUILT_WORKER } from '../support/built.js';
import type { Adapter, TextReader, Threading } from './adapters/adapter.js';
import { esearch } from './adapters/esearch.js';
import { gutenye } from './adapters/gutenye.js';
import { purejs } from './adapters/purejs.js';
import { tesseract } from './adapters/tesseract.js';
import { tesseractJs } from './adapters/tesseract-js.js';
import type { PeerName, ReaderName } from './names.js';
import { parseCard } from './parse.js';
import type { Outcome } from './protocol.js';

type Result = Pick<Outcome, 'reading' | 'refused'>;

/** Reads cards, from a picture's bytes to fields. */
export interface CardReader {
  readonly threading: Threading | null;
  read(bytes: Buffer, wanted: readonly Wanted[]): Promise<Result>;
}

const ADAPTERS: Readonly<Record<PeerName, Adapter>> = {
  tesseract,
  'tesseract.js': tesseractJs,
  gutenye,
  purejs,
  esearch,
};

interface Surroundings {
  readonly threads: number;
  readonly packages: string;
  /** Pictures to try ways of computing on. */
  readonly pictures: readonly Buffer[];
}

/** The reader of that name, warmed up, computing the way it is quickest here and now. */
export async function makeReader(name: ReaderName, surroundings: Surroundings): Promise<CardReader> {
  const { threads, packages, pictures } = surroundings;
  if (name === 'ours') return warm(await ours(threads), pictures);
  const adapter = ADAPTERS[name];
  const ways: Threading[] = [
    { threads: 1, spinning: false },
    { threads, spinning: false },
    { threads, spinning: true },
  ];
  const tried: { reader: CardReader; ms: number }[] = [];
  for (const threading of adapter.threaded ? ways : ways.slice(0, 1)) {
    const reader = peer(await adapter.make(threading, packages), adapter.threaded ? threading : null);
    await warm(reader, pictures.slice(0, 1));
    const started = performance.now();
    await warm(reader, pictures);
    tried.push({ reader, ms: performance.now() - started });
  }
  return tried.toSorted((a, b) => a.ms - b.ms)[0]?.reader as CardReader;
}

async function warm(reader: CardReader, pictures: readonly Buffer[]): Promise<CardReader> {
  for (const picture of pictures) await reader.read(picture, [...EVERYTHING]);
  return reader;
}

async function ours(threads: number): Promise<CardReader> {
  const engine = createEmbeddedEngine({ threads, worker: BUILT_WORKER });
  await engine.ready();
  return {
    threading: null,
    async read(bytes, wanted) {
      try {
        const image = await probe({ bytes, cut: false });
        const reading = await engine.read(image, new Set(wanted), new AbortController().signal);
        return { reading, refused: null };
      } catch (error) {
        if (error instanceof OcrKtpError) return { reading: null, refused: error.code };
        throw error;
      }
    },
  };
}

function peer(reader: TextReader, threading: Threading | null): CardReader {
  return {
    threading,
    async read(bytes) {
      try {
        const raw = parseCard(await reader.read(bytes));
        return { reading: { raw, evidence: {}, nikRunnerUp: null }, refused: null };
      } catch {
        return { reading: null, refused: 'FAILED' };
      }
    },
  };
}
