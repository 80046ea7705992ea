import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import { processRequest } from 'graphql-upload-minimal';
import type { GraphQLParams } from 'graphql-yoga';
import type { ImagesOptions } from '../../image-limits.js';
import { REFUSALS } from '../../refusals.js';
import type { ServerContext } from '../context.js';
import { paramsOf } from '../graphql-params.js';
import { refusal, TOO_LARGE } from '../refusal.js';
import { UploadBody, type UploadLimits } from './upload-body.js';

/** Bytes of `operations` and of `map`; a document and its variables without the files. */
export const MAX_FIELD_BYTES = 256 * 1024;

/** What the limits of a request with pictures follow from. */
export interface UploadOptions {
  readonly maxBatchImages: number;
  readonly images: ImagesOptions;
  /** Bytes of all bodies together that may be held at once. */
  readonly admission: { readonly maxBytes: number };
}

/** The limits of a request with pictures: so many, of their size, and where they may be large no more than there is room for at all. */
export function uploadLimits({ maxBatchImages: maxFiles, images, admission }: UploadOptions): UploadLimits {
  const maxFileBytes = images.limits.maxBytes;
  const all = maxFiles * maxFileBytes + 4 * MAX_FIELD_BYTES;
  const maxBodyBytes = images.fit ? Math.min(all, admission.maxBytes) : all;
  return { maxBodyBytes, maxFiles, maxFileBytes, maxFieldBytes: MAX_FIELD_BYTES };
}

/**
 * Reads a body that follows the GraphQL multipart request specification: resolves when its fields have come, before its files have.
 * @throws GraphQLError (BAD_MULTIPART_REQUEST)
 */
export async function readMultipart(
  { req, res, pace }: ServerContext,
  limits: UploadLimits,
): Promise<GraphQLParams> {
  const body = new UploadBody(req, limits, pace);
  try {
    return paramsOf(
      await processRequest(body as unknown as IncomingMessage, res, {
        maxFieldSize: MAX_FIELD_BYTES,
        maxFileSize: limits.maxFileBytes,
      }),
    );
  } catch (error) {
    throw error instanceof GraphQLError
      ? error
      : refusal('BAD_MULTIPART_REQUEST', messageOf(error as Error), { status: statusOf(error) });
  }
}

/** The library knows 400, 413, 499 (client gone) and 500 (an empty form); the last two are faults of the request as well. */
function statusOf(error: unknown): number {
  return (error as { status?: number }).status === TOO_LARGE ? TOO_LARGE : REFUSALS.BAD_MULTIPART_REQUEST;
}

/** The library's sentences are its own but for the entry of the `map` that they name; that on an empty form guesses at our program. */
function messageOf({ message }: Error): string {
  return /couldn't find any files or JSON/.test(message)
    ? "The form has no parts; 'operations' comes first."
    : message.replace(/ entry key .*$/s, '.');
}
