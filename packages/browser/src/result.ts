import type { ImageQuality } from '../../../src/engine/image/quality.js';
import type { CardOutline } from '../../../src/engine/reading.js';
import type { CheckInput } from '../../../src/library/check-input.js';
import type {
  ReadOptions as LibraryOptions,
  ReadResult as LibraryResult,
} from '../../../src/library/read-result.js';

/** A file, a picture that is decoded, or a frame of a camera. */
export type Picture = Blob | ImageBitmap | VideoFrame;

/** How good a picture is: as the server measures it. What there is to say of its file, the page knows. */
export type FrameQuality = Omit<ImageQuality, 'bytes' | 'mimeType'>;

export interface ReadOptions extends LibraryOptions {
  /** Whether `outline` is to be told: it is a little more to do. */
  readonly outline?: boolean;
}

/** As `ktp-gateway/reader` gives it, but for what is said of the file; the picture is measured whatever fields were asked for. */
export interface ReadResult extends Omit<LibraryResult, 'imageQuality'> {
  readonly imageQuality: FrameQuality;
  /** The variables of `checkKtp`, so that a server finds in the text what it would find in the picture. */
  readonly checkInput: CheckInput;
  /** Where the card lies, and where each field may be printed on it; null where that is not sure, or nobody asked. */
  readonly outline: CardOutline | null;
}
