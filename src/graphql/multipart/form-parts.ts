import type { Readable } from 'node:stream';

/** The parts of a GraphQL multipart request that are no files, whatever they are sent as. */
const FIELDS: ReadonlySet<string> = new Set(['operations', 'map']);

const ANY_BYTES = 'application/octet-stream';

/** Whether a part is one of the form's fields, and no file. */
export function isField(part: string): boolean {
  return FIELDS.has(part);
}

/** The headers of a part, by their names in lower case, as busboy parses them. */
type PartHeaders = Record<string, string[] | undefined>;

type TakeHeaders = (headers: PartHeaders) => void;

interface HeaderParser {
  cb: TakeHeaders;
}

/**
 * Has every part but `operations` and `map` taken for a file. RFC 7578 (4.2) asks for no file name, and some clients give none; busboy
 * reads such a part as text unless its type is `application/octet-stream`, and has no setting for it. So that is what its headers are
 * made to say before busboy decides; what a picture is, its bytes tell.
 */
export function takeUnnamedForFiles(parser: object): void {
  const seen = new WeakSet<HeaderParser>();
  let current: HeaderParser | null = null;
  // Busboy puts it there at each boundary, and takes it away behind the headers.
  Object.defineProperty(parser, '_hparser', {
    get: () => current,
    set: (next: HeaderParser | null) => {
      current = next;
      if (next === null || seen.has(next)) return;
      seen.add(next);
      next.cb = namingFiles(next.cb);
    },
  });
}

/** A function of its own, as `kept` in src/reading/form-parser.ts is, and for the same reason. */
function namingFiles(take: TakeHeaders): TakeHeaders {
  return (headers) => take(isFile(headers) ? { ...headers, 'content-type': [ANY_BYTES] } : headers);
}

function isFile(headers: PartHeaders): boolean {
  const name = /;\s*name\s*=\s*(?:"([^"]*)"|([^;\s]*))/i.exec(headers['content-disposition']?.[0] ?? '');
  return name !== null && !isField(name[1] ?? name[2] ?? '');
}

/** A field that came as a file, as text; cut off at so many bytes, and at what came of it where it breaks off. */
export function textOf(
  file: Readable,
  maxBytes: number,
): Promise<{ value: string; valueTruncated: boolean }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    file.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
    });
    const settle = () => {
      resolve({ value: Buffer.concat(chunks).toString('utf8'), valueTruncated: length > maxBytes });
    };
    file.once('end', settle);
    file.once('close', settle);
  });
}
