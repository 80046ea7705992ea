import type { PictureError } from './failure.js';
import type { ReadRecordMutation } from './generated/graphql.js';

/** A picture's result, as GraphQL gives it. */
export type Answer = ReadRecordMutation['ocrKtpBatch']['items'][number]['result'];
type Success = Extract<Answer, { __typename: 'OcrKtpSuccess' }>;

/** A card that was read. */
export type CardRecord = {
  readonly file: string;
  readonly code: 'SUCCESS';
  /** `file` of the first row with the same NIK; missing if this row is the first. */
  readonly duplicateOf?: string;
} & Omit<Success, '__typename'>;

/** A picture that was not read: an error of the schema with all its fields, or one of the command. */
export interface FailureRecord {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  /** Whether the same picture may be read later. */
  readonly retryable: boolean;
  readonly transactionId?: string;
  readonly imageQuality?: CardRecord['imageQuality'];
}

/** The row of a picture. `file` is its path as it was given. */
export type PictureRecord = CardRecord | FailureRecord;

/** Whether a picture was read. */
export function isRead(record: PictureRecord): record is CardRecord {
  return record.code === 'SUCCESS';
}

/** The record of a picture with an answer. */
export function recordOf(file: string, answer: Answer): PictureRecord {
  if (answer.__typename === 'OcrKtpSuccess') {
    const { __typename: _, ...card } = answer;
    return { file, code: 'SUCCESS', ...card };
  }
  const { __typename: _, ...failure } = answer;
  return { file, ...failure };
}

/** The record of a picture without an answer. */
export function failureRecord(file: string, { code, message, retryable }: PictureError): FailureRecord {
  return { file, code, message, retryable };
}
