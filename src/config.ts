import { isIPv4 } from 'node:net';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

const flag = z.enum(['true', 'false'], 'must be true or false');

const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((n) => n >= least && n <= most, message);
};

const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be origins such as https://app.example, separated by commas',
  );

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(4000),
  ENGINE: z.enum(['embedded'], 'must be embedded').default('embedded'),
  API_KEYS: list.pipe(z.array(z.string().min(16, 'every key must have at least 16 characters'))),
  ALLOW_ANONYMOUS: flag.default('false'),
  CORS_ORIGINS: list.pipe(z.array(origin)),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  OCR_THREADS: whole(1, 64).optional(),
  OCR_MAX_QUEUE: whole(1, 10_000).default(64),
  MAX_BATCH_IMAGES: whole(1, 50).default(8),
  REQUEST_TIMEOUT_SECONDS: whole(1, 600).default(30),
  SHUTDOWN_GRACE_SECONDS: whole(0, 600).default(20),
});

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Empty: anybody may call. */
  readonly apiKeys: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Undefined: as many as the machine has cores. */
  readonly ocrThreads: number | undefined;
  readonly ocrMaxQueue: number;
  readonly maxBatchImages: number;
  readonly requestTimeoutSeconds: number;
  readonly shutdownGraceSeconds: number;
}

/** Every fault of the configuration, one line each; values are not repeated, some are secrets. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * The environment as typed values. An empty variable counts as unset.
 * @throws ConfigError naming all faults together
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const result = Environment.safeParse(set);
  const faults = result.success ? [] : result.error.issues.map(describe);
  if (isPublic(set.HOST) && !set.API_KEYS && set.ALLOW_ANONYMOUS !== 'true') {
    faults.push('API_KEYS must be set where HOST is not a loopback address, or ALLOW_ANONYMOUS=true.');
  }
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  const { data } = result;
  return {
    host: data.HOST,
    port: data.PORT,
    apiKeys: data.API_KEYS,
    corsOrigins: data.CORS_ORIGINS,
    logLevel: data.LOG_LEVEL,
    ocrThreads: data.OCR_THREADS,
    ocrMaxQueue: data.OCR_MAX_QUEUE,
    maxBatchImages: data.MAX_BATCH_IMAGES,
    requestTimeoutSeconds: data.REQUEST_TIMEOUT_SECONDS,
    shutdownGraceSeconds: data.SHUTDOWN_GRACE_SECONDS,
  };
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return `${String(path[0])} ${message}.`;
}

function isPublic(host = '127.0.0.1'): boolean {
  if (isIPv4(host)) return !host.startsWith('127.');
  return host !== 'localhost' && host !== '::1';
}
