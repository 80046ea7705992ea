import type { Writable } from 'node:stream';

/** Takes what lies before a boundary, or what none begins in. */
type Take = (atBoundary: boolean, ...data: unknown[]) => void;

/** What is reached into of busboy's parser. */
interface Parser {
  readonly _bparser: { _cb: Take };
  /** Null but in the headers of a part. */
  readonly _hparser: object | null;
  /** Whether the last boundary has come. */
  readonly _complete: boolean;
}

/**
 * Keeps busboy's parser from what it waits for without end, or throws at where nobody can catch it: a boundary before the headers of a
 * part have ended, which is refused, and a part behind the last boundary, which is none (RFC 2046, 5.1.1). It has no setting for either.
 */
export function keepToForm(parser: Writable): void {
  const search = (parser as Writable & Parser)._bparser;
  search._cb = kept(search._cb, parser as Writable & Parser);
}

/** A function of its own: one that is written where it is assigned to a property, V8 keeps until a full garbage collection. */
function kept(take: Take, parser: Writable & Parser): Take {
  return (atBoundary, ...data) => {
    if (parser._complete) return;
    take(atBoundary, ...data);
    if (atBoundary && parser._hparser !== null) parser.destroy(new Error('Malformed part header'));
  };
}
