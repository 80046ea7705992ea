import type { ImageQuality } from '../../../src/engine/image/quality.js';
import type { CheckInput } from '../../../src/library/check-input.js';
import type { ReadResult as LibraryResult } from '../../../src/library/read-result.js';

/** A file, a picture that is decoded, or a frame of a camera. */
export type Picture = Blob | ImageBitmap | VideoFrame;

/** How good a picture is: as the server measures it. What there is to say of its file, the page knows. */
export type FrameQuality = Omit<ImageQuality, 'bytes' | 'mimeType'>;

/** As `ktp-gateway/reader` gives it, but for what is said of the file; the picture is measured whatever fields were asked for. */
export interface ReadResult extends Omit<LibraryResult, 'imageQuality'> {
  readonly imageQuality: FrameQuality;
  /** The variables of `checkKtp`, so that a server finds in the text what it would find in the picture. */
  readonly checkInput: CheckInput;
}
