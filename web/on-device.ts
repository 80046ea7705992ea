import {
  AssetError,
  createReader,
  type LiveResult,
  UnsupportedBrowserError,
} from '../packages/browser/src/index.js';
import type { KtpCapture } from '../packages/client/src/element.js';
import { GraphQLRequestError, HttpError, NetworkError } from '../packages/client/src/index.js';
import type { CheckReadingQuery } from './generated/graphql.js';
import type { Result, Success } from './reading.js';

/** Where the text of a card is sent to be checked. */
export interface CheckOptions {
  /** Of the document `CheckReading`, by which a gateway knows it. */
  readonly documentId: string;
  readonly key: string;
}

const newReader = () => createReader({ assets: '/reader/' });

/** Whether the element reads by itself what it is given and what its camera sees. Its reader is begun when it first is to. */
export function readOnDevice(capture: KtpCapture, isOn: boolean): void {
  capture.toggleAttribute('on-device', isOn);
  if (isOn) capture.reader ??= newReader();
}

/** What was read on the device, checked by the server, which is sent the text alone; in the form of what `ocrKtp` answers. */
export async function checkedResult(
  file: File,
  { fields, imageQuality, turnedDegrees, checkInput }: LiveResult,
  options: CheckOptions,
): Promise<Result> {
  const checked = await check(checkInput, options);
  const places = new Map(fields.map((field) => [field.name, field]));
  const seen = fields.flatMap(({ confidence }) => confidence ?? []);
  return {
    __typename: 'OcrKtpSuccess',
    transactionId: '',
    engine: 'EMBEDDED',
    confidence: seen.length === 0 ? null : seen.reduce((sum, each) => sum + each, 0) / seen.length,
    turnedDegrees,
    card: {
      ...checked.card,
      fields: checked.card.fields.map((field) => {
        const { boundingBox = null, corners = null } = places.get(field.name) ?? {};
        return { ...field, boundingBox, corners: corners === null ? null : [...corners] };
      }),
    },
    inconsistencies: checked.inconsistencies,
    imageQuality: {
      ...imageQuality,
      bytes: file.size,
      mimeType: file.type,
      hints: hintsOf(imageQuality.hints),
    },
  };
}

/** What the reader threw, in the form of what `ocrKtp` answers; null where the reader could not be loaded, and the next picture has another. */
export function failedResult(capture: KtpCapture, error: Error): Result | null {
  if (error instanceof AssetError || error instanceof UnsupportedBrowserError) {
    capture.reader = newReader();
    return null;
  }
  const told: Partial<Record<string, unknown>> = { ...error };
  const quality = (told.quality ?? null) as { readonly hints: readonly string[] } | null;
  return {
    ...told,
    __typename: MEMBERS[`${told.code}`] ?? 'UpstreamError',
    message: error.message,
    transactionId: '',
    imageQuality: quality && { ...quality, hints: hintsOf(quality.hints) },
  } as unknown as Result;
}

/** Of the union, by code: names of classes do not last in a bundle. */
const MEMBERS: Readonly<Record<string, string>> = {
  IMAGE_INVALID_FORMAT: 'ImageInvalidFormatError',
  IMAGE_INVALID_SIZE: 'ImageInvalidSizeError',
  OCR_NO_RESULT: 'OcrNoResultError',
};

/** The page has the words for them. */
function hintsOf(codes: readonly string[]) {
  type Hint = NonNullable<Success['imageQuality']>['hints'][number];
  return codes.map((code) => ({ code: code as Hint['code'], advice: '', adviceInEnglish: '' }));
}

/** @throws NetworkError, HttpError, GraphQLRequestError as `readCard` does */
async function check(
  variables: object,
  { documentId, key }: CheckOptions,
): Promise<CheckReadingQuery['checkKtp']> {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ documentId, variables }),
  }).catch((cause) => {
    throw new NetworkError('The server did not answer.', { cause });
  });
  const { data, errors } = await answer.json().catch(() => ({}));
  if (data?.checkKtp) return data.checkKtp;
  if (errors?.length > 0) throw new GraphQLRequestError(answer.status, errors, data);
  throw new HttpError(answer.status);
}
