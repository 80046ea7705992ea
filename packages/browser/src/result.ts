import type { ImageQuality } from '../../../src/engine/image/quality.js';
import type { CardOutline } from '../../../src/engine/reading.js';
import type { CheckInput } from '../../../src/library/check-input.js';
import type {
  ReadOptions as LibraryOptions,
  ReadResult as LibraryResult,
} from '../../../src/library/read-result.js';

/** A file, a decoded picture, or a frame of a camera. */
export type Picture = Blob | ImageBitmap | VideoFrame;

/** How good a picture is, as the server measures it. The page itself knows its file. */
export type FrameQuality = Omit<ImageQuality, 'bytes' | 'mimeType'>;

export interface ReadOptions extends LibraryOptions {
  /** Whether to find `outline`, which takes a little longer. */
  readonly outline?: boolean;
}

/** The result as of `ktp-gateway/reader`, without the file's properties. The quality is measured whatever fields were asked for. */
export interface ReadResult extends Omit<LibraryResult, 'imageQuality'> {
  readonly imageQuality: FrameQuality;
  /** The variables of `checkKtp`. With them a server finds what it would find in the picture. */
  readonly checkInput: CheckInput;
  /** Where the card lies, and where each field may be printed on it; null if that is not sure, or was not asked for. */
  readonly outline: CardOutline | null;
}
