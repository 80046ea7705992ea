import { OcrKtpError } from '../../../src/engine/errors.js';
import type { FrameQuality } from './result.js';

/** No card was found in the picture. */
export class OcrNoResultError extends OcrKtpError {
  /** Why the picture may be unreadable. */
  readonly quality: FrameQuality | null;

  constructor(message: string, quality: FrameQuality | null) {
    super('OCR_NO_RESULT', { message, pricing: 'FREE' });
    this.quality = quality;
  }
}

/** A file of the reader is missing, or is of another version of the package. */
export class AssetError extends Error {
  readonly code: 'ASSET_MISSING' | 'ASSET_MISMATCH';
  /** The file's name in the folder of assets. */
  readonly asset: string;

  constructor(code: AssetError['code'], asset: string, message: string) {
    super(message);
    this.name = 'AssetError';
    this.code = code;
    this.asset = asset;
  }
}

/** The browser lacks something that the reader needs, or the page is not from https or localhost. */
export class UnsupportedBrowserError extends Error {
  readonly code = 'UNSUPPORTED_BROWSER';
  /** The name of the missing feature. */
  readonly missing: string;

  constructor(missing: string) {
    super(`This browser or page has no ${missing}, which reading on the device needs.`);
    this.name = 'UnsupportedBrowserError';
    this.missing = missing;
  }
}
