import { type LevelWithSilent, pino } from 'pino';

export type LogLevel = LevelWithSilent;

export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  /** One of the server's own routes, never the path as sent. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

/**
 * Everything the gateway may write to its log. Lines are built from the keys named here and nothing else, so that no
 * card value can slip in: not an error's message, which may repeat a value, only its name, code and place.
 */
export interface Log {
  started(facts: {
    readonly url: string;
    readonly engines: readonly string[];
    readonly anonymous: boolean;
  }): void;
  ready(milliseconds: number): void;
  request(line: AnsweredRequest): void;
  fault(error: unknown, transactionId?: string): void;
  stopping(signal: string): void;
  stopped(): void;
}

/** Lines of JSON on standard output. */
export function createLog(level: LogLevel): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    started: ({ url, engines, anonymous }) => logger.info({ url, engines, anonymous }, 'started'),
    ready: (milliseconds) => logger.info({ milliseconds }, 'ready'),
    request: ({ requestId, method, route, status, milliseconds }) =>
      logger.info({ requestId, method, route, status, milliseconds }, 'request'),
    fault: (error, transactionId) => logger.error({ ...placeOf(error), transactionId }, 'fault'),
    stopping: (signal) => logger.info({ signal }, 'stopping'),
    stopped: () => logger.info('stopped'),
  };
}

function placeOf(error: unknown): { name: string; code?: string; at?: string[] } {
  if (!(error instanceof Error)) return { name: typeof error };
  const original = (error as { originalError?: unknown }).originalError ?? error.cause;
  if (original instanceof Error) return placeOf(original);
  const { code } = error as { code?: unknown };
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: at.slice(0, 8).map((line) => line.trim()),
  };
}
