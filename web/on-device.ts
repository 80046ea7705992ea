import {
  AssetError,
  createReader,
  OcrKtpError,
  type Reader,
  UnsupportedBrowserError,
} from '../packages/browser/src/index.js';
import type { CheckReadingQuery } from './generated/graphql.js';
import type { Result, Success } from './reading.js';

/** Where the text of a card is sent to be checked. */
export interface CheckOptions {
  /** Of the document `CheckReading`, by which a gateway knows it. */
  readonly documentId: string;
  readonly key: string;
}

/** One for the page, begun with the first picture. */
let reader: Reader | undefined;

/** What this page reads of a picture itself, checked by the server, which is sent the text alone; in the form of what `ocrKtp` answers. */
export async function readOnDevice(file: File, options: CheckOptions): Promise<Result> {
  reader ??= createReader({ assets: '/reader/' });
  try {
    const { fields, imageQuality, turnedDegrees, checkInput } = await reader.read(file);
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
  } catch (error) {
    if (error instanceof AssetError || error instanceof UnsupportedBrowserError) {
      reader?.close();
      reader = undefined;
    }
    if (!(error instanceof OcrKtpError)) throw error;
    const { message, code, retryable } = error;
    const quality = 'quality' in error ? (error.quality as { hints: readonly string[] } | null) : null;
    const more = { reason: Reflect.get(error, 'reason'), detectedType: Reflect.get(error, 'detectedType') };
    const imageQuality = quality && { ...quality, hints: hintsOf(quality.hints) };
    const told = {
      __typename: MEMBERS[code] ?? 'UpstreamError',
      code,
      message,
      retryable,
      transactionId: '',
      ...more,
      imageQuality,
    };
    return told as unknown as Result;
  }
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

/** @throws Error saying what the server answered */
async function check(
  variables: object,
  { documentId, key }: CheckOptions,
): Promise<CheckReadingQuery['checkKtp']> {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ documentId, variables }),
  });
  const { data, errors } = await answer.json().catch(() => ({}));
  if (data?.checkKtp) return data.checkKtp;
  throw Object.assign(new Error(errors?.[0]?.message ?? `${answer.status}`), { status: answer.status });
}
