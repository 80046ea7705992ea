import type { StatusCode } from '../engine/errors.js';

/** The document's own words, with its spelling; of several, the one that fits what this server means by the code. */
export const MESSAGES = {
  SUCCESS: 'OK',
  IMAGE_INVALID_FORMAT:
    'Invalid image format,image format should be one of jpeg/jpg/png,and request content type should be image/jpeg or image/png',
  IMAGE_INVALID_SIZE:
    'Invalid image size,max image size should be less than 2M,and image dimension should be between 256 * 256 and 4096 * 4096',
  OCR_NO_RESULT: 'OCR check failed,unable to find any ktp field in the uploaded picture',
  ERROR: 'Server error',
  EMPTY_PARAMETER_ERROR: 'Parameter should not be empty',
  INSUFFICIENT_BALANCE: 'Insufficient balance, please top up or contact your sales manager for help',
  SERVICE_BUSY: 'Rate limit is exceeded, please retry after the suggested time in HTTP Header.',
  RETRY_LATER: 'Query failed, please retry after the suggested time in HTTP Header.',
  OVER_QUERY_LIMIT:
    'Quota exceeded. you have exceeded free query quota, please contact your sales manager for help',
  ACCOUNT_DISABLED: 'Account Disabled',
} as const satisfies Partial<Record<StatusCode, string>>;

/** Of `SERVICE_BUSY`, where waiting a few seconds does not help. */
export const DAILY_QUOTA_MESSAGE =
  'Quota exceeded: You have exceeded the daily quota for free queries, please contact out tech support for help';

/** "defaults to 3600 seconds, minimum 60 seconds, maximum 86400 seconds" */
export const PERIOD = { usual: 3600, least: 60, most: 86_400 } as const;

/** Of `PARAMETER_ERROR`. The last is ours: the document has none for it. */
export const PARAMETER_MESSAGES = {
  empty: 'Parameter should not be empty',
  timestamp: 'Timestamp error',
  signature: 'Signature error',
  period: `periodSecond should be between ${PERIOD.least} and ${PERIOD.most}`,
} as const;

/** Of `IAM_FAILED`. */
export const ACCESS_MESSAGES = {
  accessKey: 'Access Key not found',
  token: 'Token not found or expired',
  disabled: 'Account is disabled. Please contact your sales manager for help',
} as const;
