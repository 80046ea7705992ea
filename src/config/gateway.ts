import { isIPv4 } from 'node:net';
import proxyaddr from 'proxy-addr';
import { z } from 'zod';
import type { AdvanceOptions } from '../engine/advance-ai/engine.js';
import type { Credentials } from '../engine/advance-ai/signature.js';
import type { QualityThresholds } from '../engine/image/quality.js';
import type { QueueOptions } from '../engine/queue/options.js';
import { readManifest } from '../graphql/document-manifest.js';
import type { GatewayOptions } from '../http/server.js';
import { ENGINE_LIMITS } from '../image-limits.js';
import type { RestClient, RestOptions } from '../rest/client-registry.js';
import { IMAGE_SETTINGS, imagesConfig, imagesFaults } from './images.js';
import { decimal, qualityConfig } from './quality.js';
import { queueConfig, queueFaults, queueKey, queueName } from './queue.js';

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

/** An item of `OPENAPI_CLIENTS`. */
const CLIENT = /^([^\s:]+):([^\s:]+?)(:disabled)?$/;

const clients = list
  .refine((items) => items.every((item) => CLIENT.test(item)), {
    message: 'must be accessKey:secretKey pairs, separated by commas; :disabled may follow a pair',
    abort: true,
  })
  .transform((items) =>
    items.map((item): RestClient => {
      const [, accessKey = '', secretKey = '', disabled] = CLIENT.exec(item) ?? [];
      return { accessKey, secretKey, disabled: disabled !== undefined };
    }),
  )
  .refine(
    (all) => new Set(all.map(({ accessKey }) => accessKey)).size === all.length,
    'names an access key twice',
  );

/** The path of a manifest; parsed, it is the documents in that file. */
const persistedDocuments = z.string().transform((path, context) => {
  const documents = readManifest(path);
  if (documents !== null) return documents;
  context.addIssue('must be the path of a readable JSON file, an object of hash to document');
  return z.NEVER;
});

/** What runs the networks of the embedded engine. */
const RUNTIMES = ['native', 'wasm'] as const;

const ENGINES = ['embedded', 'advance-ai', 'queue'] as const;

/** Requests of one address in a minute, if other machines can call and the setting is missing. */
const PUBLIC_RATE_LIMIT = 600;

/** All environment variables of the gateway, with their defaults. */
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

/** The settings of the upstream, ADVANCE.AI. */
type AdvanceSettings = Pick<
  AdvanceOptions,
  | keyof Credentials
  | 'baseUrl'
  | 'connectTimeoutMs'
  | 'timeoutMs'
  | 'queueTimeoutMs'
  | 'maxCalls'
  | 'maxQueue'
  | 'dailyPaidLimit'
>;

/** The environment as typed values: the options of all parts that `assemble` puts together. */
export interface Config extends GatewayOptions {
  readonly host: string;
  readonly port: number;
  readonly engine: (typeof ENGINES)[number];
  /** Reads pictures while the first engine cannot. */
  readonly fallbackEngine: 'embedded' | undefined;
  /** Null if the embedded engine reads in this process. */
  readonly queue: QueueOptions | null;
  /** Null if there is no upstream. */
  readonly advance: AdvanceSettings | null;
  /** How long readings with an idempotency key are kept. 0: they are not kept, and keys are refused. */
  readonly idempotencySeconds: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** If undefined: native where it is installed, else WebAssembly. */
  readonly ocrRuntime: (typeof RUNTIMES)[number] | undefined;
  /** If undefined: as many as the machine has cores. */
  readonly ocrThreads: number | undefined;
  readonly ocrMaxQueue: number;
  readonly ocrQueueTimeoutMs: number;
  readonly ocrTimeoutMs: number;
  readonly quality: Partial<QualityThresholds>;
  readonly shutdownDelaySeconds: number;
  readonly shutdownGraceSeconds: number;
}

/** All faults of the configuration, a line each. Values are not repeated, because some are secrets. */
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
 * @throws ConfigError with all faults
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

function advanceConfig(data: z.infer<typeof Environment>): AdvanceSettings | null {
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

function openapiConfig(data: z.infer<typeof Environment>): RestOptions | null {
  if (data.OPENAPI_CLIENTS.length === 0) return null;
  return {
    clients: data.OPENAPI_CLIENTS,
    signingKey: data.OPENAPI_SIGNING_KEY,
  };
}

/** A fault that Zod found, as a line: the variable, and what it must be. */
export function describe({ path, message }: z.core.$ZodIssue): string {
  return `${String(path[0])} ${message}.`;
}

/** The faults of a server that others can reach: it needs keys, or the operator must say that it needs none. */
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
