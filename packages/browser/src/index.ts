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
export type { BoundingBox, CardOutline, OutlinePart, PicturePoint } from '../../../src/engine/reading.js';
export type { FieldName } from '../../../src/ktp/field.js';
export type { Inconsistency, InconsistencyCode, Severity } from '../../../src/ktp/inconsistency.js';
export type { Hider, Visibility } from '../../../src/ktp/sight.js';
export type { CheckInput } from '../../../src/library/check-input.js';
export type { PlainCard } from '../../../src/library/plain-card.js';
export type { ReadField } from '../../../src/library/read-result.js';
export { AssetError, OcrNoResultError, UnsupportedBrowserError } from './errors.js';
export {
  createJoiner,
  type JoinedReading,
  type Joiner,
  type Joining,
  type JoinOptions,
  joinReadings,
  type MissingField,
  type MissingReason,
} from './join/joiner.js';
export type { JoinableReading } from './join/seen-field.js';
export type { Live, LiveReading, LiveResult } from './live.js';
export { createReader, type Reader, type ReaderOptions } from './reader.js';
export type { FrameQuality, Picture, ReadOptions, ReadResult } from './result.js';
