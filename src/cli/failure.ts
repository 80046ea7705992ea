/** How the command ended. 128 + the signal's number where one ended it, as shells have it. */
export const EXIT = {
  /** Every picture was read, or what was checked is in order. */
  ALL_READ: 0,
  /** Nothing can be read as asked: command line, settings, files, output, or a gateway that refuses. */
  NOT_POSSIBLE: 1,
  /** All pictures had their turn, and some were not read; their rows say why. Or what was checked is not in order. */
  SOME_NOT_READ: 2,
  /** It had to stop early; run again, it goes on where it stopped. */
  BROKEN_OFF: 3,
  INTERRUPTED: 130,
  TERMINATED: 143,
} as const;

/** What ends the command, in words for who typed it. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.NOT_POSSIBLE) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

/** What keeps one picture from being read and is no answer of a reader's: its row says so, and the next one follows. */
export class PictureError extends Error {
  /** `FILE_UNREADABLE`, `NO_ANSWER`, or what a gateway answered in place of a reading: GraphQL's error code, `HTTP_` and the status without one. */
  readonly code: string;
  /** Whether the same picture may be read later, and is not charged twice then. */
  readonly retryable: boolean;

  constructor(code: string, message: string, retryable: boolean) {
    super(message);
    this.name = 'PictureError';
    this.code = code;
    this.retryable = retryable;
  }
}

/** What the system says went wrong, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return (
    (error as NodeJS.ErrnoException | undefined)?.code ?? (error instanceof Error ? error.name : 'fault')
  );
}
