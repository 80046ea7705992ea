import { Readable } from 'node:stream';
import { type DocumentNode, execute, parse } from 'graphql';
import { Upload } from 'graphql-upload-minimal';
import type { Config } from '../config/gateway.js';
import { createEmbeddedEngine } from '../engine/embedded/engine.js';
import type { Engine } from '../engine/engine.js';
import { createFitter } from '../engine/fitting/fitter.js';
import type { Context } from '../graphql/context.js';
import { schema } from '../graphql/schema.js';
import { FITTED_INTAKE } from '../image-limits.js';
import { todayInJakarta } from '../reading/clock.js';
import type { ReadingServices } from '../reading/read-card.js';
import { loadRegions } from '../regions/store.js';
import { PictureError } from './failure.js';
import { ReadRecordDocument, type ReadRecordMutation } from './generated/graphql.js';
import type { Reader } from './reader.js';

/** The options of the embedded reader. */
export interface EmbeddedOptions {
  readonly config: Pick<Config, 'ocrRuntime' | 'ocrThreads' | 'ocrTimeoutMs' | 'quality'>;
  /** Pictures at once. If undefined: as many as the machine has cores. */
  readonly concurrency: number | undefined;
  /** If left out: the embedded engine with its own threads. */
  readonly engine?: Engine | undefined;
  /** Called with errors that are our faults. */
  readonly onFault: (error: unknown) => void;
}

/** A reader with the embedded engine. It executes the gateway's own schema without a server, so that rows are the same with any reader. */
export function createEmbeddedReader({
  config,
  concurrency,
  engine: given,
  onFault,
}: EmbeddedOptions): Reader {
  const threads = concurrency ?? config.ocrThreads;
  const engine =
    given ??
    createEmbeddedEngine({
      runtime: config.ocrRuntime,
      threads,
      timeoutMs: config.ocrTimeoutMs,
      // A picture waits until those before it are read, however long they take.
      queueTimeoutMs: 2 * config.ocrTimeoutMs,
      quality: config.quality,
    });
  const fitter = createFitter({
    threads,
    timeoutMs: config.ocrTimeoutMs,
    queueTimeoutMs: 2 * config.ocrTimeoutMs,
  });
  const services: ReadingServices = {
    engines: [engine],
    intake: FITTED_INTAKE,
    fitter,
    regions: loadRegions(),
    today: todayInJakarta,
    onFault,
  };
  const document: DocumentNode = parse(ReadRecordDocument.toString());
  return {
    // One more than can be read at once, so that no thread waits for a file.
    lanes: (engine.state().workers ?? 1) + 1,
    ready: () => engine.ready(),
    async read(picture) {
      const { data, errors } = await execute({
        schema,
        document,
        contextValue: {
          services,
          req: { headers: {} },
          signal: new AbortController().signal,
          caller: 'command',
          countPictures: async () => 0,
          idempotencyKey: undefined,
          service: { version: '', maxBatchImages: 1 },
        } satisfies Context,
        variableValues: { images: [uploadOf(picture)] },
      });
      const [item] = (data as ReadRecordMutation | null | undefined)?.ocrKtpBatch.items ?? [];
      if (item) return item.result;
      onFault(errors?.[0]);
      throw new PictureError('NO_ANSWER', 'The reading failed unexpectedly.', false);
    },
    async close() {
      await Promise.all([engine.close(), fitter.close()]);
    },
  };
}

/** A file in the form in which a multipart request would bring it. */
function uploadOf(picture: Buffer): Upload {
  const file = { filename: '', createReadStream: () => Readable.from([picture]) };
  return Object.assign(new Upload(), { promise: Promise.resolve(file) });
}
