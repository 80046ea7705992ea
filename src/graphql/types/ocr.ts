import type { GraphQLError } from 'graphql';
import type { Wanted } from '../../engine/engine.js';
import { OcrKtpError } from '../../engine/errors.js';
import type { Picture } from '../../engine/image/probe.js';
import { FIELD_NAMES } from '../../ktp/field.js';
import { IdempotencyKeyReusedError } from '../../reading/idempotency/errors.js';
import { readSingle } from '../../reading/idempotency/keyed.js';
import { readBatch } from '../../reading/read-batch.js';
import { type CardReading, intakeOf, type ReadingOptions } from '../../reading/read-card.js';
import { badInput } from '../arguments.js';
import { builder } from '../builder.js';
import type { Context } from '../context.js';
import { readUpload, readUploads, type UploadedPicture } from '../multipart/upload.js';
import { needs } from '../needs.js';
import { refusal } from '../refusal.js';
import { requestedFields } from '../requested-fields.js';
import type { CardView } from './card.js';
import { ReadingRef } from './check.js';
import { OcrEngineEnum, PricingStrategyEnum } from './enums.js';
import { OCR_KTP_ERRORS } from './errors.js';
import { ImagesRef, imagesOf } from './images.js';
import { QualityRef } from './quality.js';

interface SuccessView extends CardReading, CardView {
  readonly picture: Picture;
}

const SuccessRef = builder.objectRef<SuccessView>('OcrKtpSuccess').implement({
  interfaces: [ReadingRef],
  fields: (t) => ({
    engine: t.field({
      ...needs([]),
      type: OcrEngineEnum,
      description: 'The engine that read the picture.',
      resolve: ({ reading }) => reading.engine,
    }),
    pricing: t.field({
      ...needs([]),
      type: PricingStrategyEnum,
      description: 'Whether the upstream charges for this reading; `FREE` for the embedded engine.',
      resolve: ({ reading }) => reading.pricing,
    }),
    transactionId: t.exposeID('transactionId', {
      ...needs([]),
      description:
        "Quote it when you ask for help. It is the upstream's id if the upstream read the picture, otherwise this server's.",
    }),
    confidence: t.float({
      // The mean over a card is one number for a picture, whatever else is asked for.
      ...needs(FIELD_NAMES),
      nullable: true,
      description:
        'Mean confidence of the fields that were read, 0 to 1. Null if the engine reports none. The whole card is read for it.',
      resolve: ({ evidence }) => meanConfidence(evidence),
    }),
    turnedDegrees: t.int({
      ...needs([]),
      nullable: true,
      description:
        'Degrees to turn the picture clockwise, after its EXIF orientation was applied, so that it is upright and the bounding boxes fit: 0, 90, 180 or 270. Null if the engine reports none.',
      resolve: ({ reading }) => reading.turnedDegrees ?? null,
    }),
    imageQuality: t.field({
      ...needs(['IMAGE_QUALITY']),
      type: QualityRef,
      nullable: true,
      description: 'Null if the picture was not examined.',
      resolve: ({ reading }) => reading.quality,
    }),
    images: t.field({
      ...needs(['OUTLINE']),
      type: ImagesRef,
      nullable: true,
      description:
        'The card, the portrait and the signature as pictures, for instance a redacted copy to keep. The whole card is read for them. Null if the engine does not know where the card lies (the upstream never does).',
      resolve: (read, _, context) => imagesOf(read.picture, read, context),
    }),
  }),
});

const ResultUnion = builder.errorUnion('OcrKtpResult', {
  description:
    'The result of `ocrKtp`: the reading, or one of the errors below. New error types may be added: always select `... on OcrKtpError`.',
  types: [SuccessRef, ...OCR_KTP_ERRORS],
  resolveType: () => 'OcrKtpSuccess',
});

interface BatchItem {
  readonly index: number;
  readonly filename: string | null;
  readonly result: Promise<SuccessView | OcrKtpError>;
}

const BatchItemRef = builder.objectRef<BatchItem>('OcrKtpBatchItem').implement({
  fields: (t) => ({
    index: t.exposeInt('index', { ...needs([]), description: 'Position in `images`, from 0.' }),
    filename: t.exposeString('filename', {
      ...needs([]),
      nullable: true,
      description: 'The file name the client sent, if any.',
    }),
    result: t.field({ type: ResultUnion, resolve: ({ result }) => result as Promise<SuccessView> }),
  }),
});

const BatchRef = builder.objectRef<readonly BatchItem[]>('OcrKtpBatch').implement({
  fields: (t) => ({
    items: t.field({
      type: [BatchItemRef],
      description:
        'With `@stream` each comes as soon as it and those before it are read. `... @defer` around `result` lets each come as soon as it is read itself.',
      // Counted where the pictures are, at `ocrKtpBatch`.
      complexity: { multiplier: 1 },
      extensions: { comesByItem: true },
      resolve: (items) => [...items],
    }),
    succeeded: t.int({
      ...needs([]),
      description: 'Known when all are read.',
      resolve: async (items) => items.length - (await failures(items)),
    }),
    failed: t.int({ ...needs([]), description: 'Known when all are read.', resolve: failures }),
  }),
});

const OptionsInput = builder.inputType('OcrOptionsInput', {
  fields: (t) => ({
    engine: t.field({
      type: OcrEngineEnum,
      required: true,
      defaultValue: 'AUTO',
      description: "Which engine reads the picture. `AUTO` follows the server's configuration.",
    }),
  }),
});

builder.mutationFields((t) => ({
  ocrKtp: t.field({
    type: ResultUnion,
    description:
      'Reads one picture of an Indonesian identity card (KTP-el). If it is sent again with the same `Idempotency-Key` header, it is neither read nor charged again.',
    args: {
      image: t.arg({
        type: 'Upload',
        required: true,
        description:
          'JPEG or PNG, less than 2 MiB, each side 256 to 4096 pixels. Larger pictures and other types are accepted if `service.limits` says so.',
      }),
      options: t.arg({ type: OptionsInput }),
    },
    resolve: async (_, { image, options }, context, info) => {
      const picture = await readUpload(image, announced(context), mostBytes(context));
      const wanted = requestedFields(info);
      const reading = readSingle(picture, orderOf(options, wanted, context), context.services);
      return view(await reading.catch(refuseReuse), picture);
    },
  }),
  ocrKtpBatch: t.field({
    type: BatchRef,
    description:
      'Reads several pictures. If one is bad, the others are still read. The results are in the order of `images`. An `Idempotency-Key` header is for all of them together.',
    args: {
      images: t.arg({
        type: ['Upload'],
        required: true,
        description: 'At most `service.limits.maxBatchImages` pictures.',
      }),
      options: t.arg({ type: OptionsInput }),
    },
    complexity: ({ images }) => ({ multiplier: images.length }),
    resolve: async (_, { images, options }, context, info) => {
      const { maxBatchImages } = context.service;
      if (images.length > maxBatchImages) {
        throw badInput(`\`images\` has ${images.length} pictures; at most ${maxBatchImages} are allowed.`);
      }
      const seconds = await context.countPictures(images.length);
      if (seconds > 0) throw tooMany(images.length, seconds);
      const pictures = await readUploads(images, announced(context), mostBytes(context));
      const wanted = requestedFields(info);
      const results = readBatch(pictures, orderOf(options, wanted, context), context.services);
      return (await results.catch(refuseReuse)).map((result, index) => itemOf(result, index, pictures));
    },
  }),
}));

/** A batch counts as many requests as it has pictures: each takes an engine as long as a request of its own. */
function tooMany(pictures: number, seconds: number): GraphQLError {
  return refusal(
    'RATE_LIMITED',
    `Too many requests with these ${pictures} pictures; try again in ${seconds} s.`,
    { headers: { 'retry-after': `${seconds}` } },
  );
}

/** A key that stands for another request is a fault of this request, not of its picture. */
function refuseReuse(error: unknown): never {
  if (!(error instanceof IdempotencyKeyReusedError)) throw error;
  throw refusal('IDEMPOTENCY_KEY_REUSED', error.message);
}

/** Bytes of the request; 0 where it does not say. */
function announced({ req }: Context): number {
  return Number(req.headers['content-length'] ?? 0);
}

/** Bytes of one picture. */
function mostBytes({ services }: Context): number {
  return intakeOf(services).limits.maxBytes;
}

function orderOf(
  options: { engine: ReadingOptions['engine'] } | null | undefined,
  wanted: ReadonlySet<Wanted>,
  { signal, caller, idempotencyKey }: Context,
): ReadingOptions {
  return { engine: options?.engine ?? 'AUTO', wanted, signal, caller, idempotencyKey };
}

function view(reading: CardReading, picture: Picture): SuccessView {
  return { ...reading, picture, evidence: reading.reading.evidence };
}

function itemOf(
  result: Promise<CardReading | OcrKtpError>,
  index: number,
  pictures: readonly UploadedPicture[],
): BatchItem {
  const picture = pictures[index] as UploadedPicture;
  const seen = result.then((found) => (found instanceof OcrKtpError ? found : view(found, picture)));
  // Nobody may have selected it, and it rejects when the caller leaves.
  seen.catch(() => {});
  return { index, filename: picture.filename, result: seen };
}

async function failures(items: readonly BatchItem[]): Promise<number> {
  const results = await Promise.all(items.map(({ result }) => result));
  return results.filter((result) => result instanceof OcrKtpError).length;
}

function meanConfidence(evidence: SuccessView['evidence']): number | null {
  const known = Object.values(evidence).flatMap(({ confidence }) => confidence ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
