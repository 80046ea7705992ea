/**
 * Reads pictures of Indonesian identity cards (KTP-el) in the browser, with the engine of KTP Gateway: its networks, its rules and its
 * table of regions. A picture stays in the page.
 */
export {
  ImageInvalidFormatError,
  ImageInvalidSizeError,
  type ImageSizeReason,
  OcrKtpError,
  UpstreamError,
} from '../../../src/engine/errors.js';
export type { QualityCode, QualityThresholds } from '../../../src/engine/image/quality.js';
export type { BoundingBox, PicturePoint } from '../../../src/engine/reading.js';
export type { FieldName } from '../../../src/ktp/field.js';
export type { Inconsistency, InconsistencyCode, Severity } from '../../../src/ktp/inconsistency.js';
export type { Hider, Visibility } from '../../../src/ktp/sight.js';
export type { CheckInput } from '../../../src/library/check-input.js';
export type { PlainCard } from '../../../src/library/plain-card.js';
export type { ReadField, ReadOptions } from '../../../src/library/read-result.js';
export { AssetError, OcrNoResultError, UnsupportedBrowserError } from './errors.js';
export { createReader, type Reader, type ReaderOptions } from './reader.js';
export type { FrameQuality, Picture, ReadResult } from './result.js';
