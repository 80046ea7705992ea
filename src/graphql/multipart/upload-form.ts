import type { IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import busboy from 'busboy';
import { keepToForm } from '../../reading/form-parser.js';
import type { Pace } from '../../reading/pace.js';
import { faultInSize } from '../bounded-json.js';
import { TOO_LARGE } from '../refusal.js';
import { FIELDS, isField, takeUnnamedForFiles, textOf } from './form-parts.js';
import { type FileUpload, Upload } from './upload.js';
import { pathsOf, place } from './upload-map.js';

const SPECIFICATION = 'https://github.com/jaydenseric/graphql-multipart-request-spec';

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

/** How a promise ends. */
interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A multipart request as it comes. Not a library's: graphql-upload-minimal keeps each picture until a full garbage collection (see
 * `kept` in src/reading/form-parser.ts), falls to a body of 30 bytes (its parser's second 'error' has no listener), to a `map` that
 * reaches into prototypes, and to bodies without end.
 */
export class UploadForm {
  /** Resolves with the `operations` when the `map` has come, before the files have. */
  readonly operations: Promise<unknown>;
  readonly #settle: Settle<unknown>;
  readonly #limits: UploadLimits;
  readonly #parser: busboy.Busboy;
  readonly #fields = new Map<string, unknown>();
  /** The files that are mapped and have not come. */
  readonly #expected = new Map<string, Settle<FileUpload>>();
  /** A field that comes as a file ends later than the next part begins; what comes meanwhile waits for it. */
  #earlier: Promise<void> | null = null;
  #failed = false;

  /** @throws Error where the headers are those of no form */
  constructor(request: IncomingMessage, limits: UploadLimits, pace: Pace) {
    const { promise, resolve, reject } = withResolvers<unknown>();
    this.operations = promise;
    this.#settle = { resolve, reject };
    this.#limits = limits;
    const parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fieldSize: limits.maxFieldBytes, fields: FIELDS.size, fileSize: limits.maxFileBytes },
    });
    this.#parser = parser;
    takeUnnamedForFiles(parser);
    keepToForm(parser);
    parser.on('field', (name, value, { valueTruncated }) => {
      this.#inTurn(() => this.#takeField(name, value, valueTruncated));
    });
    parser.on('file', (name, stream, { filename }) => this.#takePart(name, stream, filename));
    // It may emit more than one while it is being destroyed.
    parser.on('error', (error: Error) => this.#fail(error));
    parser.once('close', () => this.#inTurn(() => this.#end()));
    const gone = () => this.#fail(new Error('The request broke off.'));
    request.once('error', gone);
    request.once('close', () => request.readableEnded || gone());
    const body = this.#counted(pace);
    // `src/http/drain.ts` reads what is left of the request after its answer.
    parser.once('close', () => body.resume());
    request.pipe(body).pipe(parser);
  }

  /** Hands on what comes, as there is room for it. */
  #counted(pace: Pace): Transform {
    const { maxBodyBytes } = this.#limits;
    let received = 0;
    return new Transform({
      transform: (chunk: Buffer, _, done) => {
        received += chunk.length;
        if (received > maxBodyBytes)
          this.#fail(refused(`The request has more than ${maxBodyBytes} bytes.`, TOO_LARGE));
        const pass = () => (this.#failed ? done() : done(null, chunk));
        const room = pace(chunk.length);
        if (room) room.then(pass);
        else pass();
      },
    });
  }

  #takePart(name: string, stream: Readable, filename: string): void {
    // A file that broke off reports it to its reader; one without a reader must not be unhandled.
    stream.on('error', () => {});
    if (isField(name)) {
      const text = textOf(stream, this.#limits.maxFieldBytes);
      const take = ({ value, valueTruncated }: Awaited<typeof text>) =>
        this.#attempt(() => this.#takeField(name, value, valueTruncated));
      this.#earlier = Promise.all([text, this.#earlier]).then(([read]) => take(read));
    } else this.#inTurn(() => this.#takeFile(name, stream, filename));
  }

  #takeField(name: string, value: string, truncated: boolean): void {
    // One without a name is passed over.
    if (!isField(name)) return;
    if (this.#fields.has(name))
      throw refused("The request has more than one 'operations' part, or more than one 'map' part.");
    if (truncated) {
      const most = this.#limits.maxFieldBytes;
      throw refused(`The '${name}' multipart field value exceeds the ${most} byte size limit.`, TOO_LARGE);
    }
    const fault = faultInSize(Buffer.from(value));
    if (fault !== null) throw refused(fault);
    this.#fields.set(name, parsed(value));
    if (name === 'map') this.#takeMap();
    else if (this.#fields.get(name) === undefined)
      throw refused(`Invalid JSON in the 'operations' multipart field (${SPECIFICATION}).`);
  }

  #takeMap(): void {
    if (!this.#fields.has('operations'))
      throw refused(`Misordered multipart fields; 'map' should follow 'operations' (${SPECIFICATION}).`);
    const operations = this.#fields.get('operations');
    const paths = pathsOf(operations, this.#fields.get('map'), this.#limits.maxFiles);
    if (typeof paths === 'string') throw refused(paths);
    for (const [name, path] of paths) {
      const { promise, resolve, reject } = withResolvers<FileUpload>();
      // Nobody may read it.
      promise.catch(() => {});
      this.#expected.set(name, { resolve, reject });
      place(new Upload(promise), path, operations);
    }
    this.#settle.resolve(operations);
  }

  #takeFile(name: string, stream: Readable, filename: string | undefined): void {
    if (!this.#fields.has('map'))
      throw refused(`Misordered multipart fields; files should follow 'map' (${SPECIFICATION}).`);
    const file = this.#expected.get(name);
    // One that is not mapped, or came before, is passed over.
    if (file === undefined) return void stream.resume();
    this.#expected.delete(name);
    file.resolve({ filename, stream });
  }

  #end(): void {
    for (const name of FIELDS) {
      if (!this.#fields.has(name)) throw refused(`Missing multipart field '${name}' (${SPECIFICATION}).`);
    }
    for (const { reject } of this.#expected.values()) reject(refused('File missing in the request.'));
  }

  #inTurn(act: () => void): void {
    if (this.#earlier === null) this.#attempt(act);
    else this.#earlier = this.#earlier.then(() => this.#attempt(act));
  }

  /** Does nothing once something was refused. */
  #attempt(act: () => void): void {
    if (this.#failed) return;
    try {
      act();
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #fail(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#settle.reject(error);
    for (const { reject } of this.#expected.values()) reject(error);
    this.#parser.destroy(error);
  }
}

function refused(message: string, status = 400): UploadRefusedError {
  return new UploadRefusedError(status, message);
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): Settle<T> & { readonly promise: Promise<T> } {
  let settle: Settle<T> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...(settle as unknown as Settle<T>) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
