import type { Language } from '../../../src/language.js';
import { hashOf, type TypedDocument, textOf } from './document.js';
import { type GraphQLFault, GraphQLRequestError, HttpError, NetworkError } from './errors.js';
import { type Outcome, type RetryOptions, sleep, withRetries } from './retries.js';
import { type ShrinkOptions, shrink } from './shrink.js';
import { type Call, type Reply, sendByFetch, sendByXhr } from './transport.js';

/** The progress of a reading. */
export type Progress =
  /** The picture is made smaller. */
  | { readonly phase: 'preparing' }
  /** Share of the picture that was sent, 0 to 1; null if the browser does not say. */
  | { readonly phase: 'sending'; readonly share: number | null }
  | { readonly phase: 'reading' }
  /** The server is busy or was not reached. The next try comes after these seconds. */
  | { readonly phase: 'waiting'; readonly seconds: number };

/** What the document asks for beside the picture. */
type OtherVariables<Variables> = Omit<Variables, 'image' | 'language'>;

/** Where pictures are sent, and what is asked for: the same for one picture and the next. */
interface RequestOptions<Result, Variables> extends RetryOptions {
  /** The URL of the gateway's `/graphql`. */
  readonly url: string | URL;
  /** A mutation with `ocrKtp(image: $image)`, as a code generator or gql.tada made it, or as text. */
  readonly document: TypedDocument<Result, Variables> | string;
  /** Sends the hash of the document instead of its text, for servers that accept only persisted documents. */
  readonly persisted?: boolean;
  /** A key of the server, if it has keys. Everybody can see what a page sends: give pages their own key, or none. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The variable `$language`, if the document has it. */
  readonly language?: Language;
  /** The limits that the picture is made to fit. False: send it as it is. */
  readonly shrink?: ShrinkOptions | false;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

/** The options of one picture. */
interface CallOptions {
  /**
   * With the same key a picture is read and charged once, however often it is sent. Default: a new key for each call. To be safe when you call again,
   * give your own, for example a UUID made when the person chose the picture. False: for servers without keys (`IDEMPOTENCY_SECONDS=0`).
   */
  readonly idempotencyKey?: string | false;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** What is the same for one picture and the next, with the document's variables where it needs any. */
export type SameForAll<Result, Variables> = RequestOptions<Result, Variables> &
  // biome-ignore lint/complexity/noBannedTypes: any object, also one without keys.
  ({} extends OtherVariables<Variables>
    ? { readonly variables?: OtherVariables<Variables> }
    : { readonly variables: OtherVariables<Variables> });

export type ReadCardOptions<Result, Variables> = SameForAll<Result, Variables> & CallOptions;

/** Statuses of refusals before anything was read. */
const UNREAD = [429, 503];
/** Statuses if a proxy lost the answer, or if the upload took too long. */
const LOST = [408, 502, 504];

/**
 * Has one picture of a card read. What is wrong with the picture, and a busy server, are members of the result; what is wrong with the request
 * is thrown. What may succeed later, says `retryable`, is sent again under the same `Idempotency-Key`, so that nothing is paid twice.
 * @returns what the document selects of `ocrKtp`, typed by it
 * @throws NetworkError, HttpError, GraphQLRequestError, or the signal's reason
 */
export async function readCard<Result extends { readonly ocrKtp: unknown }, Variables>(
  file: Blob,
  options: ReadCardOptions<Result, Variables>,
): Promise<Result['ocrKtp']> {
  const { signal, onProgress = () => {}, idempotencyKey = randomKey() } = options;
  signal?.throwIfAborted();
  let picture = file;
  if (options.shrink !== false) {
    onProgress({ phase: 'preparing' });
    picture = await shrink(file, options.shrink);
    signal?.throwIfAborted();
  }
  const call: Call = {
    url: `${options.url}`,
    headers: headersOf(options, idempotencyKey),
    body: formOf(picture, options),
    signal,
  };
  const outcome = await withRetries(
    () => attempt<Result['ocrKtp']>(call, idempotencyKey !== false, options),
    options,
    (seconds) => {
      onProgress({ phase: 'waiting', seconds });
      return sleep(seconds, signal);
    },
  );
  if ('error' in outcome) throw outcome.error;
  return outcome.result;
}

type Sending = Pick<ReadCardOptions<unknown, unknown>, 'fetch' | 'onProgress'>;

async function attempt<T>(call: Call, keyed: boolean, options: Sending): Promise<Outcome<T>> {
  call.signal?.throwIfAborted();
  try {
    return outcomeOf(await send(call, options), keyed);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    // Without a key, a picture whose answer was lost may be paid twice.
    return { error: new NetworkError(error.message, { retryable: keyed, cause: error.cause }) };
  }
}

function send(call: Call, { fetch, onProgress }: Sending): Promise<Reply> {
  onProgress?.({ phase: 'sending', share: null });
  if (onProgress === undefined || fetch !== undefined || typeof XMLHttpRequest === 'undefined') {
    return sendByFetch(call, fetch ?? globalThis.fetch);
  }
  return sendByXhr(call, (share) =>
    onProgress(share < 1 ? { phase: 'sending', share } : { phase: 'reading' }),
  );
}

function outcomeOf<T>({ status, retryAfterSeconds, json }: Reply, keyed: boolean): Outcome<T> {
  const { data, errors } = (json ?? {}) as {
    readonly data?: { readonly ocrKtp?: T } | null;
    readonly errors?: readonly GraphQLFault[];
  };
  const retryable = UNREAD.includes(status) || (keyed && LOST.includes(status));
  const options = { retryable, retryAfterSeconds };
  if (Array.isArray(errors)) return { error: new GraphQLRequestError(status, errors, data ?? null, options) };
  const result = data?.ocrKtp;
  return result == null ? { error: new HttpError(status, options) } : { result };
}

function headersOf(
  { headers, key }: Pick<RequestOptions<unknown, unknown>, 'headers' | 'key'>,
  idempotencyKey: string | false,
): Record<string, string> {
  return {
    accept: 'application/graphql-response+json, application/json',
    'graphql-preflight': '1',
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(idempotencyKey === false ? {} : { 'idempotency-key': `"${idempotencyKey}"` }),
    ...headers,
  };
}

interface Asked {
  readonly document: unknown;
  readonly persisted?: boolean;
  readonly language?: Language;
  readonly variables?: object;
}

/** By the GraphQL multipart request specification. The name of a file may name a person, and stays here. */
function formOf(picture: Blob, { document, persisted, language, variables }: Asked): FormData {
  const query = textOf(document);
  const named = persisted ? { documentId: hashOf(document) } : { query };
  const words = language !== undefined && /\$language\b/.test(query) ? { language } : {};
  const form = new FormData();
  form.append('operations', JSON.stringify({ ...named, variables: { ...variables, ...words, image: null } }));
  form.append('map', JSON.stringify({ 0: ['variables.image'] }));
  form.append('0', picture, 'card');
  return form;
}

/** 128 random bits. `crypto.randomUUID` is for pages from https only. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
