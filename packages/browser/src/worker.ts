/** Runs in a web worker: reads one picture after another. */
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { loadNetwork } from '../../../src/engine/embedded/models/load-network.js';
import { createPipeline, type Pipeline } from '../../../src/engine/embedded/pipeline.js';
import { Cancelled } from '../../../src/engine/embedded/work-budget.js';
import { ImageInvalidSizeError } from '../../../src/engine/errors.js';
import type { ImageQuality } from '../../../src/engine/image/quality.js';
import { outcomeOf } from '../../../src/engine/outcome.js';
import type { Wanted } from '../../../src/engine/reading.js';
import { ALL_FIELDS } from '../../../src/ktp/field.js';
import { type CheckInput, checkInputOf, readingOfInput } from '../../../src/library/check-input.js';
import { resultOf } from '../../../src/library/read-result.js';
import { todayInJakarta } from '../../../src/reading/clock.js';
import { neededFor } from '../../../src/reading/selection.js';
import { unpack } from '../../../src/regions/packed.js';
import type { RegionTable } from '../../../src/regions/region.js';
import { regionTable } from '../../../src/regions/table.js';
import { loadAssets } from './assets.js';
import { decode } from './decode.js';
import { AssetError } from './errors.js';
import type { Answer, LoadFault, Order, ReadOutcome } from './protocol.js';
import type { FrameQuality } from './result.js';

/** What the runtime loads by itself. */
const GLUE = 'ort-wasm-simd-threaded.mjs';

type LoadOrder = Extract<Order, { readonly kind: 'load' }>;
type ReadOrder = Extract<Order, { readonly kind: 'read' }>;
type UnderstandOrder = Extract<Order, { readonly kind: 'understand' }>;

interface Engine {
  readonly read: Pipeline;
  readonly regions: RegionTable;
}

let engine: Promise<Engine>;
let thresholds: LoadOrder['thresholds'];
/** Pictures that nobody waits for any more. */
const cancelled = new Set<number>();
/** The picture that is being read; the stages have memory for one at a time. */
let current = 0;
let last: Promise<void> = Promise.resolve();

const answer = (message: Answer) => postMessage(message);

addEventListener('message', ({ data: order }: MessageEvent<Order>) => {
  if (order.kind === 'cancel') cancelled.add(order.id);
  else if (order.kind === 'read') last = last.then(() => read(order));
  else if (order.kind === 'understand') last = last.then(() => understand(order));
  else void begin(order);
});

async function begin(order: LoadOrder): Promise<void> {
  thresholds = order.thresholds;
  engine = load(order);
  await engine.then(
    () => answer({ kind: 'loaded' }),
    (error) => answer({ kind: 'not-loaded', fault: faultOf(error) }),
  );
}

async function load({ folder, hashes, threads }: LoadOrder): Promise<Engine> {
  const assets = await loadAssets(folder, hashes);
  // Loaded once: the runtime would only say that it has no backend.
  await import(`${folder}${GLUE}`).catch(() => {
    throw new AssetError('ASSET_MISSING', GLUE, `The file ${GLUE} of the reader could not be loaded.`);
  });
  // Whatever it has to say is for those who make it.
  env.logLevel = 'error';
  env.wasm.numThreads = threads;
  env.wasm.wasmPaths = { mjs: `${folder}${GLUE}` };
  env.wasm.wasmBinary = assets['ort-wasm-simd-threaded.wasm'].buffer;
  const network = (name: 'detector' | 'reader' | 'visibility') =>
    loadNetwork({ InferenceSession, Tensor }, assets[`${name}.onnx`], afterMessages);
  const networks = {
    detector: await network('detector'),
    reader: await network('reader'),
    visibility: await network('visibility'),
  };
  const regions = regionTable(unpack(assets['regions.bin'].buffer));
  return { read: createPipeline(networks, regions), regions };
}

/** Before each run of a network what the page says meanwhile is heard: that nobody waits any more. */
async function afterMessages<T>(run: () => Promise<T>): Promise<T> {
  await breath();
  if (cancelled.has(current)) throw new Cancelled();
  return run();
}

function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

async function read(order: ReadOrder): Promise<void> {
  current = order.id;
  const outcome = await outcomeFor(order).catch(endedBy);
  if ('close' in order.picture) order.picture.close();
  cancelled.delete(order.id);
  answer({ kind: 'ended', id: order.id, outcome });
}

/** Finds what a text means: it waits for the pictures before it, and is done at once. */
async function understand({ id, input, fields }: UnderstandOrder): Promise<void> {
  const outcome = await understood(input, fields).catch(endedBy);
  cancelled.delete(id);
  answer({ kind: 'ended', id, outcome });
}

async function understood(input: CheckInput, asked: UnderstandOrder['fields']): Promise<ReadOutcome> {
  const { regions } = await engine;
  const checkContext = { regions, today: todayInJakarta() };
  const { card, inconsistencies, fields } = resultOf(readingOfInput(input), checkContext, asked);
  return { kind: 'understood', result: { card, inconsistencies, fields } };
}

async function outcomeFor({ id, picture, fields, outline }: ReadOrder): Promise<ReadOutcome> {
  const { read: pipeline, regions } = await engine;
  await breath();
  if (cancelled.has(id)) return { kind: 'cancelled' };
  const { picture: decoded, width, height } = await decode(picture);
  const wanted = new Set<Wanted>(fields === undefined ? ALL_FIELDS : neededFor(fields)).add('IMAGE_QUALITY');
  if (outline) wanted.add('OUTLINE');
  const outcome = await pipeline(decoded, {
    wanted: [...wanted],
    thresholds,
    isCancelled: () => cancelled.has(id),
    width,
    height,
    // Of the file, which the page knows itself, nothing is told.
    bytes: 0,
    mimeType: 'image/jpeg',
  });
  if (outcome.kind === 'no-card') return { ...outcome, quality: withoutFile(outcome.quality!) };
  const result = resultOf(outcome.reading, { regions, today: todayInJakarta() }, fields);
  const imageQuality = withoutFile(result.imageQuality!);
  const checkInput = checkInputOf(outcome.reading);
  const found = outcome.reading.outline ?? null;
  return { kind: 'result', result: { ...result, imageQuality, checkInput, outline: found } };
}

function withoutFile({ bytes: _, mimeType: __, ...quality }: ImageQuality): FrameQuality {
  return quality;
}

function endedBy(error: unknown): ReadOutcome {
  if (error instanceof Cancelled) return { kind: 'cancelled' };
  if (error instanceof ImageInvalidSizeError) {
    const { message, reason, width, height } = error;
    return { kind: 'size', message, reason, width, height };
  }
  const outcome = outcomeOf(error);
  if (outcome.kind === 'undecodable' || outcome.kind === 'failed') return outcome;
  throw new Error('What is thrown is no reading.');
}

function faultOf(error: unknown): LoadFault {
  if (error instanceof AssetError) {
    return { kind: 'asset', code: error.code, asset: error.asset, message: error.message };
  }
  const message = error instanceof Error ? error.message : 'unknown';
  return { kind: 'failed', message: `The reader could not be started: ${message}` };
}
