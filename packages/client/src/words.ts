import { ADVICE } from '../../../src/engine/image/advice.js';
import type { QualityCode } from '../../../src/engine/image/quality.js';
import { type Failure, type UserMessage, userMessage, userText } from '../../../src/engine/user-messages.js';
import { DEFAULT_LANGUAGE, type InEveryLanguage, type Language } from '../../../src/language.js';
import { GraphQLRequestError, HttpError, NetworkError } from './errors.js';

/** A member of `OcrKtpResult` other than its success, or what `readCard` throws. */
export type Told = Failure | Error;

type Words = InEveryLanguage<UserMessage>;

const LOAD_FAILED: Words = {
  EN: { title: 'The reader could not be loaded', advice: 'Check the connection, and open the page again.' },
  ID: { title: 'Pembaca tidak dapat dimuat', advice: 'Periksa koneksi, lalu buka lagi halaman ini.' },
};

/** Of faults that a server does not know of, or tells in `errors`. */
const OF_REQUESTS = {
  NETWORK: {
    EN: { title: 'The server did not answer', advice: 'Check the connection and try again.' },
    ID: { title: 'Server tidak menjawab', advice: 'Periksa koneksi, lalu coba lagi.' },
  },
  OFFLINE: {
    EN: { title: 'There is no connection', advice: 'Try again when you are online.' },
    ID: { title: 'Tidak ada koneksi internet', advice: 'Coba lagi setelah tersambung.' },
  },
  UNAUTHENTICATED: {
    EN: { title: 'This server asks for an API key', advice: 'Give the key and send the picture again.' },
    ID: { title: 'Server ini meminta kunci API', advice: 'Masukkan kuncinya, lalu kirim lagi fotonya.' },
  },
  RATE_LIMITED: {
    EN: { title: 'Too many pictures in a short time', advice: 'Wait a little and try again.' },
    ID: { title: 'Terlalu banyak foto dalam waktu singkat', advice: 'Tunggu sebentar, lalu coba lagi.' },
  },
  FAILED: {
    EN: {
      title: 'The server failed',
      advice: 'Try again. If it fails again, tell the operator of this server.',
    },
    ID: {
      title: 'Terjadi kesalahan pada server',
      advice: 'Coba lagi. Jika tetap gagal, beri tahu pengelola server ini.',
    },
  },
} satisfies Readonly<Record<string, Words>>;

/** Of readers on the device (`@ktp-gateway/browser`), by the code of what they throw. */
const OF_READERS: Readonly<Record<string, Words | Failure>> = {
  ASSET_MISSING: LOAD_FAILED,
  ASSET_MISMATCH: LOAD_FAILED,
  UNSUPPORTED_BROWSER: {
    EN: { title: 'This browser cannot read cards itself', advice: 'Use a newer browser.' },
    ID: {
      title: 'Peramban ini tidak dapat membaca kartu sendiri',
      advice: 'Gunakan peramban yang lebih baru.',
    },
  },
  IMAGE_INVALID_FORMAT: { __typename: 'ImageInvalidFormatError' },
  IMAGE_INVALID_SIZE: { __typename: 'ImageInvalidSizeError' },
  OCR_NO_RESULT: { __typename: 'OcrNoResultError' },
};

/** What happened, without a full stop, and what to do, in whole sentences, for the person with the card. */
export function wordsOf(told: Told, language: Language = DEFAULT_LANGUAGE): UserMessage {
  const found = told instanceof Error ? wordsOfRequest(told) : told;
  return 'EN' in found ? found[language] : userMessage(found, language);
}

/** The same in one text, as `OcrKtpError.userMessage` has it on the server. */
export function messageOf(told: Told, language: Language = DEFAULT_LANGUAGE): string {
  return userText(wordsOf(told, language));
}

/** What to tell the person who holds the camera, as `ImageQualityHint.advice` has it; the most general words for a hint that is newer than these. */
export function adviceOf(
  hint: string | { readonly code: string },
  language: Language = DEFAULT_LANGUAGE,
): string {
  const code = typeof hint === 'string' ? hint : hint.code;
  const advice = Object.hasOwn(ADVICE, code) ? ADVICE[code as QualityCode] : null;
  return advice?.[language] ?? userMessage({ __typename: 'OcrNoResultError' }, language).advice;
}

/** The language of a page or a browser, such as `id-ID`: Indonesian where it says so, English for every other. */
export function languageOf(tag: string): Language {
  // Browsers on old systems call Indonesian `in`.
  return /^(?:id|in)\b/i.test(tag) ? 'ID' : 'EN';
}

/** Words, or the member that has the same. */
function wordsOfRequest(error: Error): Words | Failure {
  if (error instanceof NetworkError) {
    return globalThis.navigator?.onLine === false ? OF_REQUESTS.OFFLINE : OF_REQUESTS.NETWORK;
  }
  if (!(error instanceof GraphQLRequestError || error instanceof HttpError)) return wordsOfReader(error);
  const { status } = error;
  if (status === 401) return OF_REQUESTS.UNAUTHENTICATED;
  if (status === 429) return OF_REQUESTS.RATE_LIMITED;
  if (status === 413) return { __typename: 'ImageInvalidSizeError', reason: 'TOO_MANY_BYTES' };
  if (status === 503) return { __typename: 'ServiceBusyError' };
  return status >= 500 || status < 400 ? OF_REQUESTS.FAILED : { __typename: 'InvalidParameterError' };
}

/** Words, or the member that has the same, of what a reader on the device throws; of anything else the most general. */
function wordsOfReader(error: Error): Words | Failure {
  const { code = '', reason, detectedType } = error as Error & Failure & { readonly code?: string };
  const words = Object.hasOwn(OF_READERS, code) ? OF_READERS[code]! : {};
  return 'EN' in words ? words : { ...words, reason, detectedType };
}
