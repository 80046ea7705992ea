import type { FileUpload } from 'graphql-upload-minimal';
import type { Picture } from '../../engine/image/probe.js';
import { timed } from '../../observability/timed.js';
import { refusal, TOO_LARGE } from '../refusal.js';

export interface UploadedPicture extends Picture {
  /** As the client sent it; null where it sent none. */
  readonly filename: string | null;
}

const NOTHING = Buffer.alloc(0);
/** Room for a file of unknown length. */
const SOME_BYTES = 256 * 1024;

/**
 * All of a file that its limit lets in. Settles on the first of end, limit, error and close: the library cuts a file
 * at its limit without an error, so a reader that only waits for the end takes a cut file for a whole one.
 * @param expected bytes that may come, about; 0 where nobody said
 * @param most bytes that are let in
 * @throws GraphQLError (HTTP 400, or 413 for a request too large) where the file never came or broke off
 */
export async function readUpload(
  upload: Promise<FileUpload>,
  expected: number,
  most: number,
): Promise<UploadedPicture> {
  try {
    const file = await upload;
    const picture = await timed('upload', () =>
      collect(file, Math.min(Math.ceil(expected) || SOME_BYTES, most)),
    );
    return { ...picture, filename: file.filename || null };
  } catch (error) {
    throw refusal(
      'BAD_UPLOAD',
      isMissing(error)
        ? 'The form has no file for a variable: no part has the name that `map` gives it.'
        : `The file did not arrive whole: ${reasonOf(error)}`,
      isTooLarge(error) ? { status: TOO_LARGE } : {},
    );
  }
}

/**
 * Several files, read together: they come one after the other in one body, so that waiting for a later one first would wait for ever.
 * @param expected bytes of all of them
 * @param most bytes of one that are let in
 */
export function readUploads(
  uploads: readonly Promise<FileUpload>[],
  expected: number,
  most: number,
): Promise<UploadedPicture[]> {
  return Promise.all(uploads.map((upload) => readUpload(upload, expected / uploads.length, most)));
}

interface Settle {
  readonly resolve: (picture: Picture) => void;
  readonly reject: (error: Error) => void;
}

function collect(file: FileUpload, expected: number): Promise<Picture> {
  // The library keeps the stream, and with it these listeners, until a full garbage collection: so they let go of what they have given.
  let pending: Settle | null = null;
  const picture = new Promise<Picture>((resolve, reject) => {
    pending = { resolve, reject };
  });
  // Kept until the end, the chunks would outlive the quick garbage collections; copied at once, they do not.
  let room: Buffer = Buffer.allocUnsafeSlow(expected);
  let length = 0;
  const stream = file.createReadStream();
  const give = (cut: boolean) => {
    pending?.resolve({ bytes: room.subarray(0, length), cut });
    letGo();
  };
  const fail = (error: Error) => {
    pending?.reject(error);
    letGo();
  };
  const letGo = () => {
    pending = null;
    room = NOTHING;
  };
  stream.on('data', (data) => {
    if (pending === null) return;
    const chunk = data as Buffer;
    if (length + chunk.length > room.length) room = widened(room, length + chunk.length);
    length += chunk.copy(room, length);
  });
  stream.once('limit', () => {
    give(true);
    // What follows is thrown away by the parser; reading on lets the files behind this one come.
    stream.resume();
  });
  stream.once('end', () => give(false));
  stream.on('error', fail);
  // An error costs its stack, and nobody would see it after the end.
  stream.once('close', () => stream.readableEnded || fail(new Error('the connection closed.')));
  return picture;
}

function widened(room: Buffer, least: number): Buffer {
  const wider = Buffer.allocUnsafeSlow(Math.max(2 * room.length, least));
  room.copy(wider);
  return wider;
}

function isTooLarge(error: unknown): boolean {
  return (error as { status?: number } | undefined)?.status === TOO_LARGE;
}

/** graphql-upload-minimal has no code for it. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.message === 'File missing in the request.';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the request broke off.';
}
