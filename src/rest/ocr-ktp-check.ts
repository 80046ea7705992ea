import type { IncomingMessage, ServerResponse } from 'node:http';
import { OcrKtpError } from '../engine/errors.js';
import type { Intake } from '../image-limits.js';
import { ALL_FIELDS } from '../ktp/field.js';
import { metrics } from '../observability/metrics.js';
import { timed } from '../observability/timed.js';
import { IdempotencyKeyReusedError } from '../reading/idempotency/errors.js';
import { keyFault, keyIn } from '../reading/idempotency/key.js';
import { readSingle } from '../reading/idempotency/keyed.js';
import type { Pace } from '../reading/pace.js';
import { intakeOf, type ReadingServices } from '../reading/read-card.js';
import { REFUSALS, type Refusal } from '../refusals.js';
import type { ClientRegistry } from './client-registry.js';
import { clientError, failure, RefusedError, type Reply, success } from './envelope.js';
import { MESSAGES } from './messages.js';
import { ocrData } from './ocr-data.js';
import { readOcrImage } from './ocr-image.js';
import { messageOf, replyTo } from './refusals.js';

/** A request under way. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Fires when the client leaves. */
  readonly signal: AbortSignal;
  /** How the body is to be read. */
  readonly pace: Pace;
}

/** "request content type should be image/jpeg or image/png". The last two say nothing: curl and many libraries fill them in. */
const OTHER_NAMES = ['image/jpg', 'application/octet-stream', 'text/plain'];

/** What a picture may be declared as. */
export function declaredTypes({ types }: Intake): readonly string[] {
  return [...types, ...OTHER_NAMES];
}

/**
 * Answers a request to read a picture. What it costs is what the reading cost: FREE where this machine read it, also
 * under a code that the upstream charges for.
 * @throws RefusedError, or the signal's reason
 */
export async function ocrKtpCheck(
  { request, response, signal, pace }: Exchange,
  clients: ClientRegistry,
  services: ReadingServices,
): Promise<Reply> {
  const intake = intakeOf(services);
  const client = await clients.admit(request.headers['x-access-token']?.toString());
  await clients.count(client, response);
  const idempotencyKey = keyOf(request, services);
  const image = await timed('upload', () => readOcrImage(request, pace, intake.limits));
  if (image === null || image.bytes.length === 0) {
    throw new RefusedError(failure('EMPTY_PARAMETER_ERROR', MESSAGES.EMPTY_PARAMETER_ERROR));
  }
  if (!declaredTypes(intake).includes(image.declaredType)) {
    throw new RefusedError(failure('IMAGE_INVALID_FORMAT', messageOf('IMAGE_INVALID_FORMAT', intake)));
  }
  try {
    const order = {
      engine: 'AUTO',
      wanted: ALL_FIELDS,
      signal,
      caller: `openapi ${client.accessKey}`,
      idempotencyKey,
    } as const;
    const { reading, transactionId } = await readSingle(image, order, services);
    return success(ocrData(reading.raw), reading.pricing, transactionId);
  } catch (error) {
    if (error instanceof OcrKtpError) return replyTo(error, intake);
    if (error instanceof IdempotencyKeyReusedError) throw refused('IDEMPOTENCY_KEY_REUSED', error.message);
    throw error;
  }
}

/** @throws RefusedError where it is none that is heeded */
function keyOf({ headers }: IncomingMessage, services: ReadingServices): string | undefined {
  const fault = keyFault(headers['idempotency-key'], services.idempotent !== undefined);
  if (fault !== null) throw refused('BAD_IDEMPOTENCY_KEY', fault);
  return keyIn(headers['idempotency-key']);
}

/** The document has no code for it; `extra` says what it is about. */
function refused(reason: Refusal, extra: string): RefusedError {
  metrics.rejected(reason);
  return new RefusedError(clientError(REFUSALS[reason], { extra }));
}
