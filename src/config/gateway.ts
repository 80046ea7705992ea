import { isIPv4 } from 'node:net';
import proxyaddr from 'proxy-addr';
import { z } from 'zod';
import { ENGINE_LIMITS } from '../image-limits.js';
import { IMAGE_SETTINGS, type ImagesConfig, imagesConfig, imagesFaults } from './images.js';
import { type PersistedDocuments, persistedDocuments } from './persisted-documents.js';
import { decimal, type QualityConfig, qualityConfig } from './quality.js';
import { type QueueConfig, queueConfig, queueFaults, queueKey, queueName } from './queue.js';

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

const ADVANCE_ORIGIN = 'https://api.advance.ai';

const httpOrigin = z
  .string()
  .transform((text) => text.replace(/\/$/, ''))
  .refine(
    (text) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text,
    `must be an origin such as ${ADVANCE_ORIGIN}`,
  );

const proxies = list.refine(
  canBeProxies,
  'must be addresses or networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal, separated by commas',
);

const redisUrl = z
  .string()
  .refine(
    (text) => /^rediss?:/.test(text) && URL.canParse(text),
    'must be a URL such as redis://127.0.0.1:6379',
  );

const CLIENT = /^([^\s:]+):([^\s:]+?)(:disabled)?$/;

const clients = list
  .refine((items) => items.every((item) => CLIENT.test(item)), {
    message: 'must be accessKey:secretKey pairs, separated by commas; :disabled may follow a pair',
    abort: true,
  })
  .transform((items) =>
    items.map((item): OpenapiClient => {
      const [, accessKey = '', secretKey = '', disabled] = CLIENT.exec(item) ?? [];
      return { accessKey, secretKey, disabled: disabled !== undefined };
    }),
  )
  .refine(
    (all) => new Set(all.map(({ accessKey }) => accessKey)).size === all.length,
    'names an access key twice',
  );

/** What runs the networks of the embedded engine. */
const RUNTIMES = ['native', 'wasm'] as const;

const ENGINES = ['embedded', 'advance-ai', 'queue'] as const;

/** Requests of one address in a minute, where others than this machine can call and nothing else was set. */
const PUBLIC_RATE_LIMIT = 600;

/** Every variable there is. */
export const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(4000),
  ENGINE: z.enum(ENGINES, `must be one of ${ENGINES.join(', ')}`).default('embedded'),
  FALLBACK_ENGINE: z.enum(['embedded'], 'must be embedded').optional(),
  ADVANCE_BASE_URL: httpOrigin.default(ADVANCE_ORIGIN),
  ADVANCE_ACCESS_KEY: z.string().trim().optional(),
  ADVANCE_SECRET_KEY: z.string().trim().optional(),
  ADVANCE_CONNECT_TIMEOUT_SECONDS: whole(1, 60).default(5),
  ADVANCE_TIMEOUT_SECONDS: whole(1, 300).default(20),
  ADVANCE_QUEUE_TIMEOUT_SECONDS: whole(1, 300).default(5),
  ADVANCE_MAX_CALLS: whole(1, 1000).default(16),
  ADVANCE_MAX_QUEUE: whole(0, 10_000).default(64),
  ADVANCE_DAILY_PAID_LIMIT: whole(1, 999_999_999).optional(),
  OPENAPI_CLIENTS: clients,
  OPENAPI_SIGNING_KEY: z.string().min(64, 'must have at least 64 characters').optional(),
  API_KEYS: list.pipe(z.array(z.string().min(16, 'every key must have at least 16 characters'))),
  ALLOW_ANONYMOUS: flag.default('false'),
  CORS_ORIGINS: list.pipe(z.array(origin)),
  INTROSPECTION: flag.optional(),
  GRAPHIQL: flag.optional(),
  SANDBOX: flag.default('false'),
  PERSISTED_DOCUMENTS: persistedDocuments.optional(),
  PERSISTED_ONLY: flag.default('false'),
  RATE_LIMIT_PER_ADDRESS: whole(0, 1_000_000).optional(),
  RATE_LIMIT_PER_KEY: whole(0, 1_000_000).default(600),
  TRUSTED_PROXIES: proxies,
  REDIS_URL: redisUrl.optional(),
  QUEUE_KEY: queueKey.optional(),
  QUEUE_NAME: queueName.default('ktp-readings'),
  QUEUE_STALLED_SECONDS: whole(1, 60).default(5),
  WORKER_PORT: whole(0, 65_535).optional(),
  IDEMPOTENCY_SECONDS: whole(0, 604_800).default(86_400),
  MAX_MEBIBYTES_IN_FLIGHT: whole(8, 1_000_000).default(128),
  ADMISSION_TIMEOUT_SECONDS: whole(0, 60).default(5),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  OCR_RUNTIME: z.enum(RUNTIMES, `must be one of ${RUNTIMES.join(', ')}`).optional(),
  OCR_THREADS: whole(1, 64).optional(),
  OCR_MAX_QUEUE: whole(1, 10_000).default(64),
  OCR_QUEUE_TIMEOUT_SECONDS: whole(1, 600).default(30),
  OCR_TIMEOUT_SECONDS: whole(1, 600).default(30),
  QUALITY_MIN_SHARPNESS: decimal(1),
  QUALITY_MIN_BRIGHTNESS: decimal(1),
  QUALITY_MAX_BRIGHTNESS: decimal(1),
  QUALITY_MIN_CONTRAST: decimal(1),
  QUALITY_MAX_GLARE: decimal(1),
  QUALITY_MAX_SKEW_DEGREES: decimal(180),
  QUALITY_MIN_CARD_WIDTH: decimal(ENGINE_LIMITS.maxSide),
  QUALITY_MIN_COLOUR: decimal(1),
  MAX_BATCH_IMAGES: whole(1, 50).default(8),
  MAX_IMAGE_MEBIBYTES: whole(...IMAGE_SETTINGS.mebibytes).optional(),
  MAX_IMAGE_SIDE: whole(...IMAGE_SETTINGS.side).optional(),
  FIT_IMAGES: flag.default('false'),
  REQUEST_TIMEOUT_SECONDS: whole(1, 600).default(30),
  KEEP_ALIVE_SECONDS: whole(1, 3600).default(5),
  SHUTDOWN_DELAY_SECONDS: whole(0, 600).default(0),
  SHUTDOWN_GRACE_SECONDS: whole(0, 600).default(20),
});

/** A client of the REST API in the upstream's wire format. */
export interface OpenapiClient {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly disabled: boolean;
}

/** How to reach the upstream, ADVANCE.AI. */
export interface AdvanceConfig {
  readonly baseUrl: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly connectTimeoutMs: number;
  readonly timeoutMs: number;
  readonly queueTimeoutMs: number;
  readonly maxCalls: number;
  readonly maxQueue: number;
  /** Undefined: no limit. */
  readonly dailyPaidLimit: number | undefined;
}

/** Requests in a minute; 0: any number. */
export interface RateLimitConfig {
  readonly perAddress: number;
  /** Of one key, or of one client of the REST API. */
  readonly perKey: number;
}

/** How many bytes of request bodies may be held at once, and how long a request waits for room. */
export interface AdmissionConfig {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** Documents that clients only name. */
export interface PersistedConfig {
  readonly documents: PersistedDocuments;
  /** Whether any other document is refused. */
  readonly only: boolean;
}

export interface OpenapiConfig {
  readonly clients: readonly OpenapiClient[];
  /** Undefined: one of this process, so that tokens end with it. */
  readonly signingKey: string | undefined;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly engine: (typeof ENGINES)[number];
  /** Reads what the engine is unable to. */
  readonly fallbackEngine: 'embedded' | undefined;
  /** Null: this process reads what the embedded engine is asked for. */
  readonly queue: QueueConfig | null;
  /** Null: there is no upstream. */
  readonly advance: AdvanceConfig | null;
  /** Null: the REST API is off. */
  readonly openapi: OpenapiConfig | null;
  /** Empty: anybody may call. */
  readonly apiKeys: readonly string[];
  readonly corsOrigins: readonly string[];
  /** Whether the server tells its schema, and helps with names it nearly has. */
  readonly introspection: boolean;
  /** Whether GraphiQL is served. */
  readonly graphiql: boolean;
  /** Whether the pictures of `web/sandbox` give the results that their names say. */
  readonly sandbox: boolean;
  readonly persisted: PersistedConfig;
  readonly rateLimit: RateLimitConfig;
  /** Whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Undefined: this process counts for itself. */
  readonly redisUrl: string | undefined;
  /** How long readings under an idempotency key are kept; 0: they are not, and keys are refused. */
  readonly idempotencySeconds: number;
  readonly admission: AdmissionConfig;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Undefined: native where it is installed, else WebAssembly. */
  readonly ocrRuntime: (typeof RUNTIMES)[number] | undefined;
  /** Undefined: as many as the machine has cores. */
  readonly ocrThreads: number | undefined;
  readonly ocrMaxQueue: number;
  readonly ocrQueueTimeoutMs: number;
  readonly ocrTimeoutMs: number;
  readonly quality: QualityConfig;
  readonly maxBatchImages: number;
  readonly images: ImagesConfig;
  readonly requestTimeoutSeconds: number;
  /** How long a connection without a request is kept. */
  readonly keepAliveSeconds: number;
  readonly shutdownDelaySeconds: number;
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
  faults.push(...accessFaults(set), ...imagesFaults(set));
  if (set.ENGINE === 'advance-ai' || set.ADVANCE_ACCESS_KEY || set.ADVANCE_SECRET_KEY) {
    const missing = ['ADVANCE_ACCESS_KEY', 'ADVANCE_SECRET_KEY'].filter((name) => !set[name]);
    faults.push(...missing.map((name) => `${name} must be set to read with advance-ai.`));
  }
  if (set.ENGINE === 'queue') faults.push(...queueFaults(set));
  if (set.FALLBACK_ENGINE && (set.ENGINE ?? 'embedded') === 'embedded') {
    faults.push('FALLBACK_ENGINE is only for ENGINE=advance-ai and ENGINE=queue.');
  }
  if (set.PERSISTED_ONLY === 'true' && !set.PERSISTED_DOCUMENTS) {
    faults.push('PERSISTED_DOCUMENTS must be set if PERSISTED_ONLY=true.');
  }
  if (set.PERSISTED_ONLY === 'true' && set.GRAPHIQL === 'true') {
    faults.push(
      'GRAPHIQL must be false or unset if PERSISTED_ONLY=true, because GraphiQL sends documents of its own.',
    );
  }
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  const { data } = result;
  return {
    host: data.HOST,
    port: data.PORT,
    engine: data.ENGINE,
    fallbackEngine: data.FALLBACK_ENGINE,
    queue: data.ENGINE === 'queue' ? queueConfig(data) : null,
    advance: advanceConfig(data),
    openapi: openapiConfig(data),
    apiKeys: data.API_KEYS,
    corsOrigins: data.CORS_ORIGINS,
    introspection: data.INTROSPECTION ? data.INTROSPECTION === 'true' : set.NODE_ENV !== 'production',
    graphiql: data.GRAPHIQL
      ? data.GRAPHIQL === 'true'
      : set.NODE_ENV !== 'production' && data.PERSISTED_ONLY === 'false',
    sandbox: data.SANDBOX === 'true',
    persisted: {
      documents: data.PERSISTED_DOCUMENTS ?? new Map(),
      only: data.PERSISTED_ONLY === 'true',
    },
    rateLimit: {
      perAddress: data.RATE_LIMIT_PER_ADDRESS ?? (isPublic(set.HOST) ? PUBLIC_RATE_LIMIT : 0),
      perKey: data.RATE_LIMIT_PER_KEY,
    },
    trustedProxies: data.TRUSTED_PROXIES,
    redisUrl: data.REDIS_URL,
    idempotencySeconds: data.IDEMPOTENCY_SECONDS,
    admission: {
      maxBytes: data.MAX_MEBIBYTES_IN_FLIGHT * 1024 * 1024,
      timeoutMs: data.ADMISSION_TIMEOUT_SECONDS * 1000,
    },
    logLevel: data.LOG_LEVEL,
    ocrRuntime: data.OCR_RUNTIME,
    ocrThreads: data.OCR_THREADS,
    ocrMaxQueue: data.OCR_MAX_QUEUE,
    ocrQueueTimeoutMs: data.OCR_QUEUE_TIMEOUT_SECONDS * 1000,
    ocrTimeoutMs: data.OCR_TIMEOUT_SECONDS * 1000,
    quality: qualityConfig(data),
    maxBatchImages: data.MAX_BATCH_IMAGES,
    images: imagesConfig(data),
    requestTimeoutSeconds: data.REQUEST_TIMEOUT_SECONDS,
    keepAliveSeconds: data.KEEP_ALIVE_SECONDS,
    shutdownDelaySeconds: data.SHUTDOWN_DELAY_SECONDS,
    shutdownGraceSeconds: data.SHUTDOWN_GRACE_SECONDS,
  };
}

function advanceConfig(data: z.infer<typeof Environment>): AdvanceConfig | null {
  const { ADVANCE_ACCESS_KEY: accessKey, ADVANCE_SECRET_KEY: secretKey } = data;
  if (!accessKey || !secretKey) return null;
  return {
    baseUrl: data.ADVANCE_BASE_URL,
    accessKey,
    secretKey,
    connectTimeoutMs: data.ADVANCE_CONNECT_TIMEOUT_SECONDS * 1000,
    timeoutMs: data.ADVANCE_TIMEOUT_SECONDS * 1000,
    queueTimeoutMs: data.ADVANCE_QUEUE_TIMEOUT_SECONDS * 1000,
    maxCalls: data.ADVANCE_MAX_CALLS,
    maxQueue: data.ADVANCE_MAX_QUEUE,
    dailyPaidLimit: data.ADVANCE_DAILY_PAID_LIMIT,
  };
}

function openapiConfig(data: z.infer<typeof Environment>): OpenapiConfig | null {
  if (data.OPENAPI_CLIENTS.length === 0) return null;
  return {
    clients: data.OPENAPI_CLIENTS,
    signingKey: data.OPENAPI_SIGNING_KEY,
  };
}

/** One fault, as a line. */
export function describe({ path, message }: z.core.$ZodIssue): string {
  return `${String(path[0])} ${message}.`;
}

/** Whoever can reach this process must not call it unasked. */
export function accessFaults(set: Readonly<Record<string, string | undefined>>): string[] {
  if (!isPublic(set.HOST) || set.API_KEYS || set.ALLOW_ANONYMOUS === 'true') return [];
  return ['API_KEYS must be set if HOST is not a loopback address, or ALLOW_ANONYMOUS must be true.'];
}

function canBeProxies(addresses: readonly string[]): boolean {
  try {
    proxyaddr.compile([...addresses]);
    return true;
  } catch {
    return false;
  }
}

function isPublic(host = '127.0.0.1'): boolean {
  if (isIPv4(host)) return !host.startsWith('127.');
  return host !== 'localhost' && host !== '::1';
}
