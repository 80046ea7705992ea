import {
  adviceOf,
  DOUBTED_BELOW,
  GraphQLRequestError,
  HttpError,
  isDoubted,
  LIMITS,
  languageOf,
  messageOf,
  NetworkError,
  TYPES,
  wordsOf,
} from '@ktp-gateway/client';
import { describe, expect, it } from 'vitest';
import { ADVICE } from '../../src/engine/image/advice.js';
import { QUALITY_CODES } from '../../src/engine/image/quality.js';
import { userMessage } from '../../src/engine/user-messages.js';
import { ENGINE_LIMITS, ENGINE_TYPES } from '../../src/image-limits.js';
import { LANGUAGES } from '../../src/language.js';

it('goes by the limits that every gateway has', () => {
  expect(LIMITS).toEqual(ENGINE_LIMITS);
  expect(LIMITS).toEqual({ maxBytes: 2_097_152, minSide: 256, maxSide: 4096 });
  expect(TYPES).toEqual(ENGINE_TYPES);
});

describe('words', () => {
  const MEMBERS = [
    { __typename: 'ImageInvalidFormatError', detectedType: 'image/heic' },
    { __typename: 'ImageInvalidSizeError', reason: 'SIDE_TOO_SHORT' },
    { __typename: 'UpstreamError' },
    { __typename: 'AMemberOfTomorrow' },
  ];

  it('are those of the server for what the server says', () => {
    for (const language of LANGUAGES) {
      for (const member of MEMBERS) {
        const { title, advice } = userMessage(member, language);
        expect(wordsOf(member, language)).toEqual({ title, advice });
        expect(messageOf(member, language)).toBe(`${title}. ${advice}`);
      }
      for (const code of QUALITY_CODES) {
        expect(adviceOf({ code }, language)).toBe(ADVICE[code][language]);
        expect(adviceOf(code, language)).toBe(ADVICE[code][language]);
      }
    }
    expect(messageOf({ __typename: 'UpstreamError' })).toBe(messageOf({ __typename: 'UpstreamError' }, 'EN'));
    expect(adviceOf('A_HINT_OF_TOMORROW', 'ID')).toMatch(/^Foto bagian depan kartu/);
  });

  const refusal = (status: number, code = 'X') =>
    new GraphQLRequestError(status, [{ message: 'no', extensions: { code } }], null);

  it.each([
    [new NetworkError('no answer'), 'The server did not answer', 'Server tidak menjawab'],
    [refusal(401, 'UNAUTHENTICATED'), 'This server asks for an API key', 'Server ini meminta kunci API'],
    [
      refusal(429, 'RATE_LIMITED'),
      'Too many pictures in a short time',
      'Terlalu banyak foto dalam waktu singkat',
    ],
    [refusal(413, 'REQUEST_TOO_LARGE'), 'The file is too large', 'Berkas terlalu besar'],
    [refusal(503, 'OVERLOADED'), 'The service is busy', 'Layanan sedang sibuk'],
    [refusal(400, 'BAD_REQUEST'), 'The request was not accepted', 'Permintaan tidak diterima'],
    [refusal(200, 'INTERNAL_SERVER_ERROR'), 'The server failed', 'Terjadi kesalahan pada server'],
    [new HttpError(502), 'The server failed', 'Terjadi kesalahan pada server'],
    [new Error('a fault of the page'), 'The picture was not read', 'Foto tidak terbaca'],
  ])('are there for what is thrown: %s', (error, english, indonesian) => {
    expect([wordsOf(error, 'EN').title, wordsOf(error, 'ID').title]).toEqual([english, indonesian]);
  });

  it('are in the language of a page', () => {
    expect(['id', 'id-ID', 'in', 'ID', 'en-GB', 'ind', 'su', ''].map(languageOf)).toEqual([
      ...['ID', 'ID', 'ID', 'ID'],
      ...['EN', 'EN', 'EN', 'EN'],
    ]);
  });
});

describe('a field is doubted', () => {
  const sure = { confidence: 0.97, visibility: 'WHOLE', completed: false };
  it.each([
    [sure, false],
    [{ ...sure, confidence: DOUBTED_BELOW }, false],
    [{ ...sure, confidence: 0.79 }, true],
    [{ ...sure, visibility: 'PARTLY_HIDDEN' }, true],
    [{ ...sure, visibility: 'HIDDEN', confidence: null }, true],
    [{ ...sure, completed: true }, true],
    [{ confidence: null, visibility: null }, false],
    [{}, false],
  ])('%j: %s', (field, doubted) => {
    expect(isDoubted(field)).toBe(doubted);
  });
});
