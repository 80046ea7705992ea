import { type DestinationStream, type LevelWithSilent, pino } from 'pino';
import { placeOf } from './fault.js';
import { allowed, type Facts } from './log-keys.js';
import { metrics } from './metrics.js';
import { currentRequestId } from './request-id.js';

export type LogLevel = LevelWithSilent;

/** An HTTP request after its answer. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  /** The name of a route of the server, never the path that was sent. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** A reading that ended. */
export interface EndedReading {
  readonly engine: string;
  /** SUCCESS, the status code of the error, or CANCELLED. */
  readonly outcome: string;
  readonly pricing?: string;
  readonly transactionId?: string;
  readonly milliseconds: number;
}

/**
 * Everything the gateway writes to its log. Lines have only the keys of `log-keys.ts`, so that no value of a card can slip in.
 * Of an error they have the name, code and place, never the message, which may repeat a value.
 */
export interface Log {
  started(facts: {
    readonly engines: readonly string[];
    /** Missing if nothing listens. */
    readonly url?: string;
    readonly anonymous?: boolean;
  }): void;
  /** The program can read, `milliseconds` after its start. */
  ready(milliseconds: number): void;
  /** The program cannot read yet. */
  waiting(cause: string): void;
  /** Redis may evict waiting pictures. */
  eviction(policy: string): void;
  /** The sandbox is on. */
  sandbox(): void;
  request(line: AnsweredRequest): void;
  reading(line: EndedReading): void;
  /** The fallback engine was asked. @param code status code of the first engine's error */
  fallback(code: string): void;
  workerLost(cause: 'DIED' | 'STUCK'): void;
  fault(error: unknown, transactionId?: string): void;
  /** @param open number of open requests, or of a worker's open readings */
  stopping(signal: string, open: number): void;
  /** @param broken number of them that were broken off at the end of the grace time */
  stopped(broken: number): void;
}

/** Routes that machines ask for all day. Their requests are logged as `debug`. */
const PROBES = ['/health', '/ready', '/metrics'];

/** Characters that wait while the output takes nothing. More are dropped. */
const MAX_WAITING = 1024 * 1024;

/**
 * Standard output. The lines of one turn of the event loop are written together, because the write is what costs most.
 * If the output takes nothing (a full disk, a closed pipe), the program goes on without a log and counts the failures.
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

/** A log of JSON lines on standard output. */
export function createLog(level: LogLevel): Log {
  output ??= standardOutput();
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, output);
  const write = (at: 'debug' | 'info' | 'warn' | 'error', message: string, facts: Facts = {}) => {
    if (!logger.isLevelEnabled(at)) return;
    logger[at](allowed({ requestId: currentRequestId(), ...facts }), message);
  };
  return {
    started: (facts) => write('info', 'started', facts),
    sandbox: () => write('warn', 'sandbox on: its pictures are not read; their names say the result'),
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
