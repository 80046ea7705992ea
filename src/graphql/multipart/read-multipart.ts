import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import type { ImagesOptions } from '../../image-limits.js';
import { REFUSALS } from '../../refusals.js';
import type { ServerContext } from '../context.js';
import { paramsOf } from '../graphql-params.js';
import { refusal } from '../refusal.js';
import { UploadForm, type UploadLimits, UploadRefusedError } from './upload-form.js';

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
  { req, pace }: ServerContext,
  limits: UploadLimits,
): Promise<GraphQLParams> {
  try {
    return paramsOf(await new UploadForm(req, limits, pace).operations);
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    const status = error instanceof UploadRefusedError ? error.status : REFUSALS.BAD_MULTIPART_REQUEST;
    throw refusal('BAD_MULTIPART_REQUEST', (error as Error).message, { status });
  }
}
