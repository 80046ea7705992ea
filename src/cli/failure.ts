/** Exit codes. After a signal it is 128 + the signal's number, as in shells. */
export const EXIT = {
  /** All pictures were read, or the checked number or card is in order. */
  ALL_READ: 0,
  /** Nothing can be done: the command line, settings, files or output are wrong, or the gateway refuses. */
  NOT_POSSIBLE: 1,
  /** Some pictures were not read, and their rows say why. Or the checked number or card is not in order. */
  SOME_NOT_READ: 2,
  /** The command had to stop early. Run again, it continues. */
  BROKEN_OFF: 3,
  INTERRUPTED: 130,
  TERMINATED: 143,
} as const;

/** An error that ends the command, with a message for the person who typed it. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.NOT_POSSIBLE) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

/** An error of one picture that is not the answer of a reader. Its row says so, and the command goes on with the next picture. */
export class PictureError extends Error {
  /** `FILE_UNREADABLE`, `NO_ANSWER`, or the code of a gateway's error: that of GraphQL, or `HTTP_` and the status. */
  readonly code: string;
  /** Whether the same picture may be read later without being charged twice. */
  readonly retryable: boolean;

  constructor(code: string, message: string, retryable: boolean) {
    super(message);
    this.name = 'PictureError';
    this.code = code;
    this.retryable = retryable;
  }
}

/** The system's code of an error: `ENOENT`. */
export function codeOf(error: unknown): string {
  return (
    (error as NodeJS.ErrnoException | undefined)?.code ?? (error instanceof Error ? error.name : 'fault')
  );
}
