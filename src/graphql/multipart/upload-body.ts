import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Readable, Transform, type TransformCallback, type Writable } from 'node:stream';
import { keepToForm } from '../../reading/form-parser.js';
import type { Pace } from '../../reading/pace.js';
import { faultInSize } from '../bounded-json.js';
import { TOO_LARGE } from '../refusal.js';
import { isField, takeUnnamedForFiles, textOf } from './form-parts.js';
import { faultInMap } from './upload-map.js';

export interface UploadLimits {
  /** Of the whole request. */
  readonly maxBodyBytes: number;
  readonly maxFiles: number;
  /** Of one picture. */
  readonly maxFileBytes: number;
  /** Of `operations`, and of `map`. */
  readonly maxFieldBytes: number;
}

/** A multipart request refused before GraphQL saw it. */
export class UploadRefusedError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Listener = (...args: unknown[]) => void;

/**
 * The body of a multipart request as `processRequest` is given it in place of the request. The library alone falls to
 * a 30-byte body (its parser's second 'error' has no listener), to a `map` that reaches into prototypes, to bodies
 * without end; this stands between it and the socket, counts bytes, and judges `operations` and `map` before the library
 * acts on them. `src/http/drain.ts` reads what is left of the request after its answer.
 */
export class UploadBody extends Transform {
  readonly headers: IncomingHttpHeaders;
  readonly #limits: UploadLimits;
  readonly #pace: Pace;
  #parser: Writable | null = null;
  #received = 0;
  #refused = false;

  constructor(request: IncomingMessage, limits: UploadLimits, pace: Pace) {
    super();
    this.headers = { ...request.headers, 'content-type': inLowerCase(request.headers['content-type'] ?? '') };
    this.#limits = limits;
    this.#pace = pace;
    // The parser and the reader report what goes wrong; here an error only must not be unhandled.
    this.on('error', () => {});
    request.once('error', () => this.destroy());
    request.once('close', () => request.readableEnded || this.destroy());
    request.pipe(this);
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#received += chunk.length;
    if (this.#received > this.#limits.maxBodyBytes) {
      this.#refuse(TOO_LARGE, `The request has more than ${this.#limits.maxBodyBytes} bytes.`);
    }
    const pass = () => (this.#refused ? done() : done(null, chunk));
    const room = this.#pace(chunk.length);
    if (room) room.then(pass);
    else pass();
  }

  /** The one moment in which the library's parser can be reached. */
  override pipe<T extends NodeJS.WritableStream>(parser: T): T {
    this.#parser = parser as unknown as Writable;
    // The library listens for the parser's errors once; the parser may emit more while it is being destroyed.
    this.#parser.on('error', () => {});
    takeUnnamedForFiles(this.#parser);
    keepToForm(this.#parser);
    this.#judgeFields(this.#parser);
    return super.pipe(parser);
  }

  #judgeFields(parser: Writable): void {
    const [takeField, takeFile] = [this.#takeOver('field'), this.#takeOver('file')];
    const seen = new Set<string>();
    const files = new Set<string>();
    let operations = '';
    // A field that comes as a file ends later than the next part begins; what comes meanwhile waits for it.
    let earlier: Promise<void> | null = null;
    const inTurn = (act: () => void) => {
      if (earlier === null) act();
      else earlier = earlier.then(act);
    };
    const judge = (name: string, value: string | undefined, info: { valueTruncated: boolean }) => {
      if (this.#refused) return;
      // So busboy gives a text in a charset that it does not know.
      if (value === undefined)
        return this.#refuse(400, "The charset of a part is not known; 'operations' and 'map' are UTF-8.");
      if (seen.has(name))
        return this.#refuse(
          400,
          "The request has more than one 'operations' part, or more than one 'map' part.",
        );
      seen.add(name);
      if (name === 'operations') {
        operations = value;
        const fault = faultInSize(Buffer.from(value));
        if (fault !== null) return this.#refuse(400, fault);
      }
      if (name === 'map' && operations !== '' && !info.valueTruncated) {
        const fault = faultInMap(operations, value, this.#limits.maxFiles);
        if (fault !== null) return this.#refuse(400, fault);
      }
      takeField(name, value, info);
    };
    parser.on('field', (name: string, value: string | undefined, info: { valueTruncated: boolean }) => {
      inTurn(() => judge(name, value, info));
    });
    parser.on('file', (name: string, stream: Readable, info: unknown) => {
      // A file that broke off reports it to its reader; one without a reader must not be unhandled.
      stream.on('error', () => {});
      if (isField(name)) {
        const text = textOf(stream, this.#limits.maxFieldBytes);
        earlier = Promise.all([text, earlier]).then(([{ value, valueTruncated }]) =>
          judge(name, value, { valueTruncated }),
        );
        return;
      }
      inTurn(() => {
        // The library gives the second file of a name to nobody, and waits for ever for it to be read.
        if (this.#refused || files.has(name)) stream.resume();
        else takeFile(name, stream, info);
        files.add(name);
      });
    });
  }

  #takeOver(event: 'field' | 'file'): Listener {
    const listeners = this.#parser?.listeners(event) as Listener[];
    this.#parser?.removeAllListeners(event);
    return (...args) => {
      for (const listener of listeners) listener.apply(this.#parser, args);
    };
  }

  #refuse(status: number, message: string): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#parser?.destroy(new UploadRefusedError(status, message));
  }
}

/** The library compares the media type as it is written, though case means nothing in it; in the boundary behind it, it does. */
function inLowerCase(contentType: string): string {
  const [type = '', ...parameters] = contentType.split(';');
  return [type.trim().toLowerCase(), ...parameters].join(';');
}
