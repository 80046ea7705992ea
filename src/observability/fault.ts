/** Where a fault happened: an error's name, its code and the first places of its stack; never its message. */
export interface FaultPlace {
  readonly name: string;
  readonly code?: string;
  readonly at?: readonly string[];
}

/** Lines of a stack that are logged. */
const PLACES = 8;
/** `at read (file:///srv/dist/engine.js:12:3)`: made of names in code and paths. */
const FRAME = /^at [\w$.<>[\]# ]*\(?(?:file:\/\/|node:|\/)[^()\n]+:\d+:\d+\)?$/;

/** Whether a line of a stack is the place of a call, and not part of a message. */
export function isFrame(line: unknown): boolean {
  return typeof line === 'string' && FRAME.test(line);
}

/** The place of what a fault was caused by, at the root. */
export function placeOf(error: unknown, depth = 0): FaultPlace {
  if (!(error instanceof Error)) return { name: typeof error };
  const inner = (error as { originalError?: unknown }).originalError ?? error.cause;
  if (inner instanceof Error && depth < 10) return placeOf(inner, depth + 1);
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: framesOf(error),
  };
}

/** A stack repeats the message before its places, and a message may look like places. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter(isFrame)
    .slice(0, PLACES);
}
