import { describe, expect, it } from 'vitest';
import { errorOf, isStaleToken } from '../../../src/engine/advance-ai/error-mapping.js';
import { type HttpResponse, parseResponse } from '../../../src/engine/advance-ai/response.js';
import {
  type ImageInvalidSizeError,
  InvalidParameterError,
  UpstreamError,
} from '../../../src/engine/errors.js';
import type { CardImage } from '../../../src/engine/image/probe.js';

const NOW = Date.parse('Sun, 22 Nov 2026 10:00:00 GMT');
const IMAGE: CardImage = { bytes: Buffer.alloc(9), mimeType: 'image/png', width: 640, height: 400 };

function answerWith(code: string, message: string, more: Partial<HttpResponse> & { pricing?: string } = {}) {
  const text = JSON.stringify({
    code,
    message,
    data: null,
    extra: null,
    transactionId: '4d497fd182ab144f',
    pricingStrategy: more.pricing,
  });
  return parseResponse({ status: 200, headers: {}, text, ...more }, NOW);
}

describe("every code and message of the document's that is no success", () => {
  const account = 'please contact your sales manager for help';
  it.each<[string, string, string, object]>([
    [
      'IMAGE_INVALID_FORMAT',
      'Invalid image format',
      'ImageInvalidFormatError',
      { detectedType: 'image/png' },
    ],
    ['IMAGE_INVALID_SIZE', 'Invalid image size', 'ImageInvalidSizeError', { width: 640, height: 400 }],
    ['OCR_NO_RESULT', 'OCR check failed', 'OcrNoResultError', { pricing: 'PAY', quality: null }],
    ['ERROR', 'Server error', 'UpstreamError', { retryable: true }],
    ['EMPTY_PARAMETER_ERROR', 'Parameter should not be empty', 'InvalidParameterError', {}],
    ['PARAMETER_ERROR', 'Parameter should not be empty', 'InvalidParameterError', {}],
    ['PARAMETER_ERROR', 'Invalid phone number, please check', 'InvalidParameterError', {}],
    ['CLIENT_ERROR', 'HTTP 400 - Bad Request', 'InvalidParameterError', {}],
    ['CLIENT_ERROR', 'HTTP 404 - Not Found', 'InvalidParameterError', {}],
    ['CLIENT_ERROR', 'HTTP 405 - Method Not Allowed', 'InvalidParameterError', {}],
    ['INSUFFICIENT_BALANCE', 'Insufficient balance, please top up', 'InsufficientBalanceError', {}],
    [
      'SERVICE_BUSY',
      'Rate limit is exceeded',
      'ServiceBusyError',
      { retryable: true, retryAfterSeconds: 10 },
    ],
    ['SERVICE_BUSY', 'Quota exceeded: You have exceeded the daily quota', 'QuotaExceededError', {}],
    [
      'RETRY_LATER',
      'Query failed, please retry',
      'ServiceBusyError',
      { retryable: true, retryAfterSeconds: 10 },
    ],
    ['OVER_QUERY_LIMIT', `Quota exceeded, ${account}`, 'QuotaExceededError', {}],
    ['IAM_FAILED', 'Access Key not found', 'AccessDeniedError', {}],
    ['IAM_FAILED', 'Token not found or expired', 'AccessDeniedError', {}],
    ['IAM_FAILED', `Account is expired. ${account}`, 'AccessDeniedError', {}],
    ['ACCOUNT_DISABLED', 'Account Disabled', 'AccessDeniedError', {}],
  ])('%s "%s" is a %s', (code, message, name, more) => {
    const error = errorOf(answerWith(code, message), IMAGE);
    expect(error).toMatchObject({
      name,
      code,
      retryable: false,
      pricing: 'FREE',
      transactionId: '4d497fd182ab144f',
      ...more,
    });
    expect(error.message).not.toContain(message);
  });

  it.each([
    ['OCR_NO_RESULT', 'FREE'],
    ['ERROR', 'PAY'],
    ['SERVICE_BUSY', 'PAY'],
  ])('%s costs what the answer says: %s', (code, pricing) => {
    expect(errorOf(answerWith(code, '', { pricing }), IMAGE).pricing).toBe(pricing);
  });
});

describe('what is none of the answers of the document', () => {
  it.each<[string, Partial<HttpResponse>]>([
    ['an unknown code', { text: '{"code":"TEAPOT","message":"x"}' }],
    ["a code of Object's", { text: '{"code":"toString","message":"x"}' }],
    ['an empty body', { text: '' }],
    ['a page', { text: '<html>502 Bad Gateway</html>', status: 502 }],
    ['a list', { text: '[]' }],
    ['null', { text: 'null' }],
    ['no code', { text: '{"message":"OK"}' }],
    ['half an answer', { text: '{"code":"SUCCESS","data":{"na' }],
  ])('is an UpstreamError that may have been charged: %s', (_, answer) => {
    const error = errorOf(parseResponse({ status: 200, headers: {}, text: '', ...answer }, NOW), IMAGE);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({
      code: 'ERROR',
      pricing: 'PAY',
      mayBeCharged: true,
      retryable: false,
      transactionId: null,
    });
  });

  it.each([
    ['', 10],
    ['<html>', 10],
    ['{"code":"TOO_MANY_REQUESTS"}', 10],
  ])('is SERVICE_BUSY under HTTP 429: %s', (text, seconds) => {
    const error = errorOf(parseResponse({ status: 429, headers: {}, text }, NOW), IMAGE);
    expect(error).toMatchObject({ name: 'ServiceBusyError', code: 'SERVICE_BUSY', pricing: 'FREE' });
    expect(error).toHaveProperty('retryAfterSeconds', seconds);
  });

  it('keeps a code of the document under HTTP 429, and its Retry-After', () => {
    const busy = answerWith('RETRY_LATER', '', { status: 429, headers: { 'retry-after': '30s' } });
    expect(errorOf(busy, IMAGE)).toMatchObject({ code: 'RETRY_LATER', retryAfterSeconds: 30 });
  });
});

it("reads a date in Retry-After by the upstream's clock", () => {
  const headers = { date: 'Sun, 22 Nov 2026 10:05:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 10:05:20 GMT' };
  expect(errorOf(answerWith('SERVICE_BUSY', '', { headers }), IMAGE)).toHaveProperty('retryAfterSeconds', 20);
});

describe('a picture that the upstream finds too large or too small', () => {
  it.each([
    [300, 256, 'SIDE_TOO_SHORT'],
    [4096, 1000, 'SIDE_TOO_LONG'],
    [1000, 800, 'TOO_MANY_BYTES'],
  ])('was closest to a limit: %i x %i, %s', (width, height, reason) => {
    const error = errorOf(answerWith('IMAGE_INVALID_SIZE', ''), { ...IMAGE, width, height });
    expect((error as ImageInvalidSizeError).reason).toBe(reason);
  });
});

describe('a refused token request', () => {
  it.each([
    ['Sun, 22 Nov 2026 10:06:40 GMT', 'it is 400 s behind the upstream'],
    ['Sun, 22 Nov 2026 09:50:00 GMT', 'it is 600 s ahead of the upstream'],
    [undefined, 'it is more than about 300 s off'],
  ])('names how far the clock is off: %s', (date, words) => {
    const headers = date ? { date } : {};
    const error = errorOf(answerWith('PARAMETER_ERROR', 'Timestamp error', { headers }), null);
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error.message).toContain(words);
  });

  it('says that the secret key may be wrong', () => {
    expect(errorOf(answerWith('PARAMETER_ERROR', 'Signature error'), null).message).toContain('secret key');
  });
});

describe('isStaleToken', () => {
  it.each([
    ['IAM_FAILED', 'Token not found or expired', true],
    ['IAM_FAILED', 'Access denied: Token not found or expired', true],
    ['IAM_FAILED', 'Access Key not found or expired', false],
    ['IAM_FAILED', 'Account is disabled.', false],
    ['ERROR', 'Token not found or expired', false],
  ])('%s "%s": %j', (code, message, stale) => {
    expect(isStaleToken(answerWith(code, message))).toBe(stale);
  });
});
