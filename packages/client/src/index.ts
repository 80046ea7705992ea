/**
 * For front ends of KTP Gateway: makes photos small enough, sends them, and has the words for what comes back, in Indonesian and English.
 * No framework and no dependency; browsers, and Node 20 and later.
 */
export type { Failure, UserMessage } from '../../../src/engine/user-messages.js';
export {
  ENGINE_LIMITS as LIMITS,
  ENGINE_TYPES as TYPES,
  type ImageLimits,
} from '../../../src/image-limits.js';
export { DEFAULT_LANGUAGE, type Language } from '../../../src/language.js';
export type { TypedDocument } from './document.js';
export { DOUBTED_BELOW, type DoubtableField, isDoubted } from './doubt.js';
export { type GraphQLFault, GraphQLRequestError, HttpError, NetworkError, RequestError } from './errors.js';
export { type Progress, type ReadCardOptions, readCard } from './read-card.js';
export type { RetryOptions } from './retries.js';
export { type ShrinkOptions, shrink } from './shrink.js';
export { adviceOf, languageOf, messageOf, type Told, wordsOf } from './words.js';
