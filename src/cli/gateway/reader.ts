import { CommandError, EXIT, PictureError } from '../failure.js';
import type { Reader } from '../reader.js';
import type { Answer } from '../record.js';
import type { Naming } from './form.js';
import { Pause } from './pause.js';
import { Poster, type PosterOptions, Unreachable } from './post.js';
import type { Reply } from './reply.js';

/** The options of a reader that sends pictures to a gateway. */
export interface GatewayReaderOptions extends Omit<PosterOptions, 'connections'> {
  /** Requests at once. If undefined: 4. */
  readonly concurrency: number | undefined;
  /** Called with the seconds of each pause that the gateway asks for. */
  readonly onPause: (seconds: number) => void;
}

/** Requests at once, by default. */
const CONCURRENCY = 4;
/** How often a picture is sent while the gateway is busy. */
const TRIES = 30;
/** Pauses before the next tries, if the gateway answered before and is gone now. They are long enough for a restart. */
const REACH_SECONDS = [1, 2, 5, 10, 20, 30];
/** The pause if a busy answer does not say how long to wait. */
const BUSY_SECONDS = 5;

/** Status codes with which no other picture could be read either. */
const ACCOUNT_ENDED = ['OVER_QUERY_LIMIT', 'INSUFFICIENT_BALANCE', 'IAM_FAILED', 'ACCOUNT_DISABLED'];
/** HTTP statuses that are about this one request. */
const OF_THE_PICTURE = [408, 413, 422, 429];
/** HTTP statuses that come before anything is read. After any other the picture may have been read and charged. */
const UNREAD = [...OF_THE_PICTURE, 503];

/** A reader that sends pictures to a gateway, one in each request. */
export function createGatewayReader({ concurrency, onPause, ...target }: GatewayReaderOptions): Reader {
  const lanes = concurrency ?? CONCURRENCY;
  const poster = new Poster({ ...target, connections: lanes });
  const pause = new Pause(onPause);
  let naming: Naming = 'query';
  let everAnswered = false;

  /** Sends again if the gateway got nothing, because that cannot be charged twice. If the answer broke off, the picture may have been read. */
  async function send(picture: Buffer, stop: AbortSignal): Promise<Reply> {
    for (const seconds of [...REACH_SECONDS, null]) {
      await pause.over(stop);
      try {
        const reply = await poster.post(picture, naming);
        everAnswered = true;
        return reply;
      } catch (error) {
        if (!(error instanceof Unreachable)) {
          throw new PictureError(
            'NO_ANSWER',
            `The gateway gave no answer: ${(error as Error).message}. The picture may have been read, and charged.`,
            false,
          );
        }
        if (!everAnswered) throw new CommandError(`No gateway answers at ${target.url}: ${error.message}.`);
        if (seconds === null)
          throw new CommandError(`The gateway is gone: ${error.message}.`, EXIT.BROKEN_OFF);
        pause.begin(seconds);
      }
    }
    throw new Error('unreachable');
  }

  async function read(picture: Buffer, stop: AbortSignal): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const sentAs = naming;
      const reply = await send(picture, stop);
      const seconds = busySeconds(reply);
      if (seconds !== null && tries < TRIES) pause.begin(seconds);
      else if (reply.code === 'PERSISTED_DOCUMENT_ONLY' && sentAs === 'query') naming = 'documentId';
      else return answerOf(reply);
    }
  }

  return { lanes, ready: async () => {}, read, close: () => poster.close() };
}

/** Seconds that the gateway asks to wait; null if it is not busy. */
function busySeconds({ status, answer, retryAfterSeconds }: Reply): number | null {
  if (answer?.__typename === 'ServiceBusyError') return answer.retryable ? answer.retryAfterSeconds : null;
  return answer === null && (status === 429 || status === 503) ? (retryAfterSeconds ?? BUSY_SECONDS) : null;
}

function answerOf({ status, answer, code, message }: Reply): Answer {
  if (answer !== null) {
    if ('message' in answer && ACCOUNT_ENDED.includes(answer.code)) {
      throw new CommandError(
        `The gateway cannot read any more pictures: ${answer.code}, ${answer.message}`,
        EXIT.BROKEN_OFF,
      );
    }
    return answer;
  }
  if (status === 401 || status === 403) {
    throw new CommandError(`The gateway refuses the key: ${message} Set KTP_GATEWAY_KEY to one of its keys.`);
  }
  const ofThePicture =
    status >= 500 || status === 200 || OF_THE_PICTURE.includes(status) || code === 'BAD_UPLOAD';
  if (ofThePicture) {
    const unread = UNREAD.includes(status) || code === 'BAD_UPLOAD';
    throw new PictureError(code ?? `HTTP_${status}`, message, unread);
  }
  throw new CommandError(`The gateway refuses the request: HTTP ${status}, ${code ?? 'no code'}: ${message}`);
}
