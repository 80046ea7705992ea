/** Where a fault happened: the error's name, its code and the top of its stack. Never its message, which may repeat a value of a card. */
export interface FaultPlace {
  readonly name: string;
  readonly code?: string;
  readonly at?: readonly string[];
}

/** Lines of a stack that are logged. */
const PLACES = 8;
/** A line like `at read (file:///srv/dist/engine.js:12:3)`: only names in code and paths. */
const FRAME = /^at [\w$.<>[\]# ]*\(?(?:file:\/\/|node:|\/)[^()\n]+:\d+:\d+\)?$/;

/** Whether a line of a stack is a call, not part of the message. */
export function isFrame(line: unknown): boolean {
  return typeof line === 'string' && FRAME.test(line);
}

/** The place of the root cause of an error. */
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

/** The calls of a stack. A stack repeats the message first, and a message may look like calls. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter(isFrame)
    .slice(0, PLACES);
}
