import { describe, expect, it } from 'vitest';
import {
  AccessDeniedError,
  ImageInvalidFormatError,
  ImageInvalidSizeError,
  InsufficientBalanceError,
  InvalidParameterError,
  type OcrKtpError,
  OcrNoResultError,
  QuotaExceededError,
  ServiceBusyError,
  UpstreamError,
} from '../../src/engine/errors.js';
import { replyTo } from '../../src/rest/refusals.js';

const message = 'ours';
const size = { reason: 'TOO_MANY_BYTES', width: null, height: null } as const;

describe('replyTo', () => {
  it.each<[OcrKtpError, string, string]>([
    [
      new ImageInvalidFormatError({ message, detectedType: null }),
      'IMAGE_INVALID_FORMAT',
      'Invalid image format,image format should be one of jpeg/jpg/png,and request content type should be image/jpeg or image/png',
    ],
    [
      new ImageInvalidSizeError({ message, ...size }),
      'IMAGE_INVALID_SIZE',
      'Invalid image size,max image size should be less than 2M,and image dimension should be between 256 * 256 and 4096 * 4096',
    ],
    [
      new OcrNoResultError({ message, quality: null }),
      'OCR_NO_RESULT',
      'OCR check failed,unable to find any ktp field in the uploaded picture',
    ],
    [
      new ServiceBusyError({ message, retryAfterSeconds: 7 }),
      'SERVICE_BUSY',
      'Rate limit is exceeded, please retry after the suggested time in HTTP Header.',
    ],
    [
      new ServiceBusyError({ message, retryAfterSeconds: 7, code: 'RETRY_LATER' }),
      'RETRY_LATER',
      'Query failed, please retry after the suggested time in HTTP Header.',
    ],
    [
      new QuotaExceededError({ message }),
      'OVER_QUERY_LIMIT',
      'Quota exceeded. you have exceeded free query quota, please contact your sales manager for help',
    ],
    [
      new QuotaExceededError({ message, code: 'SERVICE_BUSY' }),
      'SERVICE_BUSY',
      'Quota exceeded: You have exceeded the daily quota for free queries, please contact out tech support for help',
    ],
    [
      new InsufficientBalanceError({ message }),
      'INSUFFICIENT_BALANCE',
      'Insufficient balance, please top up or contact your sales manager for help',
    ],
    [new UpstreamError({ message }), 'ERROR', 'Server error'],
    [new AccessDeniedError({ message }), 'ERROR', 'Server error'],
    [new AccessDeniedError({ message, code: 'ACCOUNT_DISABLED' }), 'ERROR', 'Server error'],
    [new InvalidParameterError({ message }), 'ERROR', 'Server error'],
    [new InvalidParameterError({ message, code: 'CLIENT_ERROR' }), 'ERROR', 'Server error'],
  ])('%s', (error, code, words) => {
    error.transactionId = '4d497fd182ab144f';
    const { status, headers, envelope } = replyTo(error);
    expect(JSON.stringify(envelope)).toBe(
      JSON.stringify({
        code,
        message: words,
        data: null,
        extra: null,
        transactionId: '4d497fd182ab144f',
        pricingStrategy: error.pricing,
      }),
    );
    expect(status).toBe(200);
    expect(headers).toEqual(error instanceof ServiceBusyError ? { 'retry-after': '7s' } : {});
  });

  it('says of a reading that may have been paid that it was', () => {
    expect(replyTo(new UpstreamError({ message, pricing: 'PAY' })).envelope.pricingStrategy).toBe('PAY');
    const free = new OcrNoResultError({ message, quality: null, pricing: 'FREE' });
    expect(replyTo(free).envelope.pricingStrategy).toBe('FREE');
  });
});
