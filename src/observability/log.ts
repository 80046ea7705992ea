import { type DestinationStream, type LevelWithSilent, pino } from 'pino';
import { placeOf } from './fault.js';
import { allowed, type Facts } from './log-keys.js';
import { metrics } from './metrics.js';
import { currentRequestId } from './request-id.js';

export type LogLevel = LevelWithSilent;

export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  /** One of the server's own routes, never the path as sent. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface EndedReading {
  readonly engine: string;
  /** SUCCESS, the status code of the error, or CANCELLED. */
  readonly outcome: string;
  readonly pricing?: string;
  readonly transactionId?: string;
  readonly milliseconds: number;
}

/**
 * Everything the gateway may write to its log. Lines are built from the keys of `log-keys.ts` and nothing else, so that no
 * card value can slip in: not an error's message, which may repeat a value, only its name, code and place.
 */
export interface Log {
  started(facts: {
    readonly engines: readonly string[];
    /** Absent where nothing listens. */
    readonly url?: string;
    readonly anonymous?: boolean;
  }): void;
  /** It can read, `milliseconds` after it was started. */
  ready(milliseconds: number): void;
  /** It cannot read yet, because of this. */
  waiting(cause: string): void;
  /** Redis may throw away what is in it. */
  eviction(policy: string): void;
  /** The sandbox is on. */
  sandbox(): void;
  request(line: AnsweredRequest): void;
  reading(line: EndedReading): void;
  /** The fallback engine was asked, because of this status code. */
  fallback(code: string): void;
  workerLost(cause: 'DIED' | 'STUCK'): void;
  fault(error: unknown, transactionId?: string): void;
  /** @param open requests, or a worker's readings */
  stopping(signal: string, open: number): void;
  /** @param broken those that the end of the grace time broke off */
  stopped(broken: number): void;
}

/** Routes that machines ask for all day. */
const PROBES = ['/health', '/ready', '/metrics'];

/** Characters of lines that wait for an output which takes none; more are dropped. */
const MAX_WAITING = 1024 * 1024;

/**
 * Standard output. The lines of one turn of the event loop are written at once, because a write costs more than all else about a
 * line. Where it takes nothing (a full disk, a closed pipe) the program goes on without a log, and counts.
 */
function standardOutput(): DestinationStream {
  const destination = pino.destination({ dest: 1, sync: true, maxLength: MAX_WAITING });
  destination.on('error', () => metrics.logFailed());
  destination.on('drop', () => metrics.logFailed());
  let lines = '';
  const flush = () => {
    const all = lines;
    lines = '';
    if (all !== '') destination.write(all);
  };
  process.once('exit', flush);
  return {
    write: (line) => {
      if (lines === '') setImmediate(flush);
      lines += line;
    },
  };
}

let output: DestinationStream | undefined;

/** Lines of JSON on standard output. */
export function createLog(level: LogLevel): Log {
  output ??= standardOutput();
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, output);
  const write = (at: 'debug' | 'info' | 'warn' | 'error', message: string, facts: Facts = {}) => {
    if (!logger.isLevelEnabled(at)) return;
    logger[at](allowed({ requestId: currentRequestId(), ...facts }), message);
  };
  return {
    started: (facts) => write('info', 'started', facts),
    sandbox: () => write('warn', 'sandbox on: its pictures are not read, but come to what their names say'),
    ready: (milliseconds) => write('info', 'ready', { milliseconds }),
    waiting: (cause) => write('warn', 'waiting', { cause }),
    eviction: (policy) =>
      write('warn', 'Redis may evict pictures that wait; set its maxmemory-policy to noeviction', { policy }),
    request: (line) => write(levelOf(line), 'request', { ...line }),
    reading: (line) => write('debug', 'reading', { ...line }),
    fallback: (code) => write('warn', 'fallback', { code }),
    workerLost: (cause) => write('warn', 'worker lost', { cause }),
    fault: (error, transactionId) => {
      metrics.fault();
      write('error', 'fault', { ...placeOf(error), transactionId });
    },
    stopping: (signal, open) => write('info', 'stopping', { signal, open }),
    stopped: (broken) => write('info', 'stopped', { broken }),
  };
}

function levelOf({ route, status }: AnsweredRequest): 'debug' | 'info' | 'warn' {
  if (PROBES.includes(route)) return 'debug';
  return status >= 500 ? 'warn' : 'info';
}
