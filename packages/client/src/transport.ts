import { NetworkError } from './errors.js';

/** One request, ready to be sent. */
export interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: FormData;
  readonly signal: AbortSignal | undefined;
}

export interface Reply {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  /** What was JSON; undefined for any other answer. */
  readonly json: unknown;
}

/** @throws NetworkError, or the signal's reason */
export async function sendByFetch(call: Call, fetch: typeof globalThis.fetch): Promise<Reply> {
  const { url, headers, body, signal } = call;
  try {
    const response = await fetch(url, { method: 'POST', headers, body, ...(signal && { signal }) });
    return replyOf(response.status, response.headers.get('retry-after'), await response.text());
  } catch (cause) {
    signal?.throwIfAborted();
    throw new NetworkError('No answer came.', { cause });
  }
}

/**
 * By XMLHttpRequest, because fetch does not tell how much was sent.
 * @param onSent told the share of the body that was sent, 0 to 1
 * @throws NetworkError, or the signal's reason
 */
export function sendByXhr(call: Call, onSent: (share: number) => void): Promise<Reply> {
  const { url, headers, body, signal } = call;
  return new Promise<Reply>((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const stop = () => xhr.abort();
    xhr.open('POST', url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 1);
    xhr.upload.onload = () => onSent(1);
    xhr.onload = () => resolve(replyOf(xhr.status, xhr.getResponseHeader('retry-after'), xhr.responseText));
    xhr.onerror = () => reject(new NetworkError('No answer came.'));
    xhr.onabort = () => reject(signal?.reason);
    xhr.onloadend = () => signal?.removeEventListener('abort', stop);
    signal?.addEventListener('abort', stop);
    xhr.send(body);
  });
}

function replyOf(status: number, retryAfter: string | null, text: string): Reply {
  return { status, retryAfterSeconds: secondsOf(retryAfter), json: parsed(text) };
}

/** Of `Retry-After` (RFC 9110, section 10.2.3), which has seconds or a date; null where it has neither. */
function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, Math.ceil(seconds));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
