import { GraphQLError } from 'graphql';
import type { FileUpload } from 'graphql-upload-minimal';
import type { Picture } from '../engine/image/probe.js';
import { timed } from '../observability/timed.js';

export interface UploadedPicture extends Picture {
  /** As the client sent it; null where it sent none. */
  readonly filename: string | null;
}

/**
 * All of a file that its limit lets in. Settles on the first of end, limit, error and close: the library cuts a file
 * at its limit without an error, so a reader that only waits for the end takes a cut file for a whole one.
 * @throws GraphQLError (HTTP 400, or 413 for a request too large) where the file never came or broke off
 */
export async function readUpload(upload: Promise<FileUpload>): Promise<UploadedPicture> {
  try {
    const file = await upload;
    const picture = await timed('upload', () => collect(file));
    return { ...picture, filename: file.filename || null };
  } catch (error) {
    throw new GraphQLError(`The file did not arrive whole: ${reasonOf(error)}`, {
      extensions: { code: 'BAD_UPLOAD', http: { status: isTooLarge(error) ? 413 : 400 } },
    });
  }
}

/** Several files, read together: they come one after the other in one body, so that waiting for a later one first would wait for ever. */
export function readUploads(uploads: readonly Promise<FileUpload>[]): Promise<UploadedPicture[]> {
  return Promise.all(uploads.map(readUpload));
}

function collect(file: FileUpload): Promise<Picture> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const stream = file.createReadStream();
    const settle = (cut: boolean) => resolve({ bytes: Buffer.concat(chunks), cut });
    stream.on('data', (chunk) => chunks.push(chunk as Buffer));
    stream.once('limit', () => {
      settle(true);
      // What follows is thrown away by the parser; reading on lets the files behind this one come.
      stream.resume();
    });
    stream.once('end', () => settle(false));
    stream.on('error', reject);
    stream.once('close', () => reject(new Error('the connection closed.')));
  });
}

function isTooLarge(error: unknown): boolean {
  return (error as { status?: number } | undefined)?.status === 413;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the request broke off.';
}
