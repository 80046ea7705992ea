import { describe, expect, it } from 'vitest';
import { type ConfigError, readConfig } from '../../src/config/gateway.js';
import { readWorkerConfig } from '../../src/config/worker.js';

const faultsOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
};

describe('readConfig', () => {
  it('needs nothing to be set', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      idempotencySeconds: 86_400,
      port: 4000,
      engine: 'embedded',
      fallbackEngine: undefined,
      queue: null,
      advance: null,
      openapi: null,
      persisted: { documents: new Map(), only: false },
      apiKeys: [],
      corsOrigins: [],
      introspection: true,
      graphiql: true,
      sandbox: false,
      rateLimit: { perAddress: 0, perKey: 600 },
      trustedProxies: [],
      redisUrl: undefined,
      admission: { maxBytes: 128 * 1024 * 1024, timeoutMs: 5000 },
      logLevel: 'info',
      ocrThreads: undefined,
      ocrMaxQueue: 64,
      ocrQueueTimeoutMs: 30_000,
      ocrTimeoutMs: 30_000,
      quality: {},
      maxBatchImages: 8,
      images: {
        fit: false,
        limits: { maxBytes: 2 * 1024 * 1024, minSide: 256, maxSide: 4096 },
        types: ['image/jpeg', 'image/png'],
      },
      requestTimeoutSeconds: 30,
      keepAliveSeconds: 5,
      shutdownDelaySeconds: 0,
      shutdownGraceSeconds: 20,
    });
  });

  it('takes thresholds of quality, 0 too, and leaves the others to the engine', () => {
    const { quality } = readConfig({
      QUALITY_MIN_SHARPNESS: '0.35',
      QUALITY_MAX_SKEW_DEGREES: '180',
      QUALITY_MIN_COLOUR: '0',
    });
    expect(quality).toEqual({ minSharpness: 0.35, maxSkewDegrees: 180, minColour: 0 });
    expect(
      faultsOf({ QUALITY_MAX_GLARE: '2', QUALITY_MIN_CONTRAST: 'low', QUALITY_MIN_CARD_WIDTH: '-1' }),
    ).toEqual([
      'QUALITY_MIN_CONTRAST must be a number from 0 to 1.',
      'QUALITY_MAX_GLARE must be a number from 0 to 1.',
      'QUALITY_MIN_CARD_WIDTH must be a number from 0 to 4096.',
    ]);
  });

  it('accepts more and larger pictures where they are fitted, and never more than an engine reads where they are not', () => {
    const limitsOf = (environment: Record<string, string>) => readConfig(environment).images;
    const all = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'];
    expect(limitsOf({ FIT_IMAGES: 'true' })).toEqual({
      fit: true,
      limits: { maxBytes: 20 * 1024 * 1024, minSide: 256, maxSide: 12_000 },
      types: all,
    });
    const few = { FIT_IMAGES: 'true', MAX_IMAGE_MEBIBYTES: '8', MAX_IMAGE_SIDE: '5000' };
    expect(limitsOf(few).limits).toEqual({ maxBytes: 8 * 1024 * 1024, minSide: 256, maxSide: 5000 });
    expect(limitsOf({ MAX_IMAGE_MEBIBYTES: '1', MAX_IMAGE_SIDE: '3000' }).limits).toEqual({
      maxBytes: 1024 * 1024,
      minSide: 256,
      maxSide: 3000,
    });
    expect(faultsOf({ MAX_IMAGE_MEBIBYTES: '8', MAX_IMAGE_SIDE: '5000' })).toEqual([
      'MAX_IMAGE_MEBIBYTES must be at most 2 unless FIT_IMAGES=true: no engine reads a larger picture as it is.',
      'MAX_IMAGE_SIDE must be at most 4096 unless FIT_IMAGES=true: no engine reads a larger picture as it is.',
    ]);
    expect(faultsOf({ FIT_IMAGES: 'yes', MAX_IMAGE_MEBIBYTES: '21', MAX_IMAGE_SIDE: '12001' })).toEqual([
      'MAX_IMAGE_MEBIBYTES must be a whole number from 1 to 20.',
      'MAX_IMAGE_SIDE must be a whole number from 256 to 12000.',
      'FIT_IMAGES must be true or false.',
    ]);
    expect(faultsOf({ FIT_IMAGES: 'true', MAX_MEBIBYTES_IN_FLIGHT: '20' })).toEqual([
      'MAX_MEBIBYTES_IN_FLIGHT must be at least 21: a picture may have 20 if FIT_IMAGES=true.',
    ]);
    expect(faultsOf({ ...few, MAX_MEBIBYTES_IN_FLIGHT: '9' })).toEqual([]);
  });

  it('takes lists apart and an empty variable as unset', () => {
    const { apiKeys, corsOrigins, port } = readConfig({
      PORT: ' ',
      API_KEYS: 'abcdefghijklmnop, qrstuvwxyz123456',
      CORS_ORIGINS: 'https://a.example,http://b.example:3000',
    });
    expect(apiKeys).toEqual(['abcdefghijklmnop', 'qrstuvwxyz123456']);
    expect(corsOrigins).toEqual(['https://a.example', 'http://b.example:3000']);
    expect(port).toBe(4000);
  });

  it('names all faults together, without repeating a value', () => {
    const faults = faultsOf({
      HOST: '0.0.0.0',
      PORT: '70000',
      ENGINE: 'tesseract',
      API_KEYS: 'secret',
      CORS_ORIGINS: 'example.com',
      LOG_LEVEL: 'loud',
      MAX_BATCH_IMAGES: '0',
    });
    expect(faults).toEqual([
      'PORT must be a whole number from 0 to 65535.',
      'ENGINE must be one of embedded, advance-ai, queue.',
      'API_KEYS every key must have at least 16 characters.',
      'CORS_ORIGINS must be origins such as https://app.example, separated by commas.',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
      'MAX_BATCH_IMAGES must be a whole number from 1 to 50.',
    ]);
    expect(faults.join()).not.toContain('secret');
  });

  it('limits addresses where others than this machine can call, unless told otherwise', () => {
    const perAddress = (environment: Record<string, string>) =>
      readConfig({ API_KEYS: 'abcdefghijklmnop', ...environment }).rateLimit.perAddress;
    expect(perAddress({ HOST: '127.0.0.1' })).toBe(0);
    expect(perAddress({ HOST: '0.0.0.0' })).toBe(600);
    expect(perAddress({ HOST: '0.0.0.0', RATE_LIMIT_PER_ADDRESS: '0' })).toBe(0);
    expect(perAddress({ HOST: '127.0.0.1', RATE_LIMIT_PER_ADDRESS: '7' })).toBe(7);
  });

  it('tells its schema everywhere but in production, unless told otherwise', () => {
    expect(readConfig({ NODE_ENV: 'production' }).introspection).toBe(false);
    expect(readConfig({ NODE_ENV: 'production', INTROSPECTION: 'true' }).introspection).toBe(true);
    expect(readConfig({ INTROSPECTION: 'false' }).introspection).toBe(false);
  });

  it.each([
    ['TRUSTED_PROXIES', '10.0.0.0/8, loopback', []],
    [
      'TRUSTED_PROXIES',
      'everybody',
      [
        'TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal, separated by commas.',
      ],
    ],
    ['REDIS_URL', 'rediss://:topsecret@redis.example:6380/1', []],
    ['REDIS_URL', 'http://topsecret.example', ['REDIS_URL must be a URL such as redis://127.0.0.1:6379.']],
    ['MAX_MEBIBYTES_IN_FLIGHT', '1', ['MAX_MEBIBYTES_IN_FLIGHT must be a whole number from 8 to 1000000.']],
  ])('judges %s=%s', (name, value, faults) => {
    expect(faultsOf({ [name]: value })).toEqual(faults);
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'gateway.example'])('wants keys on %s', (HOST) => {
    expect(faultsOf({ HOST })).toEqual([
      'API_KEYS must be set if HOST is not a loopback address, or ALLOW_ANONYMOUS must be true.',
    ]);
    expect(faultsOf({ HOST, API_KEYS: 'abcdefghijklmnop' })).toEqual([]);
    expect(faultsOf({ HOST, ALLOW_ANONYMOUS: 'true' })).toEqual([]);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('wants no keys on %s', (HOST) => {
    expect(faultsOf({ HOST })).toEqual([]);
  });

  it('reads what the upstream needs, times in milliseconds', () => {
    const { engine, fallbackEngine, advance } = readConfig({
      ENGINE: 'advance-ai',
      FALLBACK_ENGINE: 'embedded',
      ADVANCE_BASE_URL: 'http://127.0.0.1:9000/',
      ADVANCE_ACCESS_KEY: ' access ',
      ADVANCE_SECRET_KEY: 'secret',
      ADVANCE_TIMEOUT_SECONDS: '7',
      ADVANCE_DAILY_PAID_LIMIT: '500',
    });
    expect([engine, fallbackEngine]).toEqual(['advance-ai', 'embedded']);
    expect(advance).toEqual({
      baseUrl: 'http://127.0.0.1:9000',
      accessKey: 'access',
      secretKey: 'secret',
      connectTimeoutMs: 5000,
      timeoutMs: 7000,
      queueTimeoutMs: 5000,
      maxCalls: 16,
      maxQueue: 64,
      dailyPaidLimit: 500,
    });
  });

  it('knows the upstream by its address unless told another', () => {
    const { advance } = readConfig({ ADVANCE_ACCESS_KEY: 'access', ADVANCE_SECRET_KEY: 'secret' });
    expect(advance?.baseUrl).toBe('https://api.advance.ai');
  });

  it('reads the clients of the REST API, disabled ones too', () => {
    const { openapi } = readConfig({ OPENAPI_CLIENTS: 'one:aaa, two:bbb:disabled' });
    expect(openapi).toEqual({
      clients: [
        { accessKey: 'one', secretKey: 'aaa', disabled: false },
        { accessKey: 'two', secretKey: 'bbb', disabled: true },
      ],
      signingKey: undefined,
    });
  });

  it('names all faults of the upstream and of the REST API together, without printing a secret', () => {
    const faults = faultsOf({
      ENGINE: 'advance-ai',
      FALLBACK_ENGINE: 'tesseract',
      ADVANCE_BASE_URL: 'api.advance.ai',
      ADVANCE_ACCESS_KEY: 'topsecret-access',
      ADVANCE_DAILY_PAID_LIMIT: '-1',
      OPENAPI_CLIENTS: 'topsecret-without-colon',
      OPENAPI_SIGNING_KEY: 'topsecret-short',
    });
    expect(faults).toEqual([
      'FALLBACK_ENGINE must be embedded.',
      'ADVANCE_BASE_URL must be an origin such as https://api.advance.ai.',
      'ADVANCE_DAILY_PAID_LIMIT must be a whole number from 1 to 999999999.',
      'OPENAPI_CLIENTS must be accessKey:secretKey pairs, separated by commas; :disabled may follow a pair.',
      'OPENAPI_SIGNING_KEY must have at least 64 characters.',
      'ADVANCE_SECRET_KEY must be set to read with advance-ai.',
    ]);
    expect(faults.join()).not.toContain('topsecret');
  });

  it.each([
    ['ftp://api.advance.ai'],
    ['https://user:pass@api.advance.ai'],
    ['https://api.advance.ai/v2'],
    ['https://'],
  ])('does not take %s for the address of an upstream', (ADVANCE_BASE_URL) => {
    expect(faultsOf({ ADVANCE_BASE_URL })).toEqual([
      'ADVANCE_BASE_URL must be an origin such as https://api.advance.ai.',
    ]);
  });

  it.each([
    ['a:b,a:c', 'OPENAPI_CLIENTS names an access key twice.'],
    [
      'a:b:off',
      'OPENAPI_CLIENTS must be accessKey:secretKey pairs, separated by commas; :disabled may follow a pair.',
    ],
    [
      ':b',
      'OPENAPI_CLIENTS must be accessKey:secretKey pairs, separated by commas; :disabled may follow a pair.',
    ],
  ])('does not take %s for clients', (OPENAPI_CLIENTS, fault) => {
    expect(faultsOf({ OPENAPI_CLIENTS })).toEqual([fault]);
  });

  it('wants a fallback only where something may fail over', () => {
    expect(faultsOf({ FALLBACK_ENGINE: 'embedded' })).toEqual([
      'FALLBACK_ENGINE is only for ENGINE=advance-ai and ENGINE=queue.',
    ]);
  });

  const QUEUE = { ENGINE: 'queue', REDIS_URL: 'redis://127.0.0.1:6379/3' };
  const KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';

  it('reads what the queue needs, its key in hexadecimal or base64', () => {
    const queue = {
      redisUrl: 'redis://127.0.0.1:6379/3',
      name: 'ktp-readings',
      key: Buffer.from(KEY, 'hex'),
      stalledMs: 5000,
    };
    expect(readConfig({ ...QUEUE, QUEUE_KEY: KEY }).queue).toEqual(queue);
    expect(readConfig({ ...QUEUE, QUEUE_KEY: queue.key.toString('base64') }).queue).toEqual(queue);
    expect(readConfig({ ...QUEUE, QUEUE_KEY: KEY, FALLBACK_ENGINE: 'embedded' }).fallbackEngine).toBe(
      'embedded',
    );
    expect(readConfig({ REDIS_URL: QUEUE.REDIS_URL, QUEUE_KEY: KEY }).queue).toBeNull();
  });

  it('names all faults of the queue together, without printing its key', () => {
    const faults = faultsOf({
      ENGINE: 'queue',
      QUEUE_KEY: `${KEY}topsecret`,
      QUEUE_NAME: 'a:b',
      QUEUE_STALLED_SECONDS: '0',
      WORKER_PORT: 'some',
    });
    expect(faults).toEqual([
      'QUEUE_KEY must be 32 bytes in hexadecimal or base64, such as openssl rand -hex 32 prints.',
      'QUEUE_NAME must be up to 40 lower-case letters, digits and hyphens, beginning with a letter.',
      'QUEUE_STALLED_SECONDS must be a whole number from 1 to 60.',
      'WORKER_PORT must be a whole number from 0 to 65535.',
      'REDIS_URL must be set to read through the queue.',
    ]);
    expect(faultsOf({ ENGINE: 'queue' })).toEqual([
      'REDIS_URL must be set to read through the queue.',
      'QUEUE_KEY must be set to read through the queue.',
    ]);
  });

  it('lets a worker be configured by what it needs alone', () => {
    const { REDIS_URL } = QUEUE;
    expect(
      readWorkerConfig({ HOST: '0.0.0.0', ENGINE: 'nonsense', REDIS_URL, QUEUE_KEY: KEY }),
    ).toMatchObject({
      port: null,
      queue: { redisUrl: REDIS_URL, stalledMs: 5000 },
      ocrThreads: undefined,
      ocrTimeoutMs: 30_000,
      shutdownGraceSeconds: 20,
    });
    const faults = (environment: Record<string, string>) => {
      try {
        return [readWorkerConfig(environment)];
      } catch (error) {
        return (error as ConfigError).faults;
      }
    };
    expect(faults({ OCR_THREADS: '0' })).toEqual([
      'OCR_THREADS must be a whole number from 1 to 64.',
      'REDIS_URL must be set to read through the queue.',
      'QUEUE_KEY must be set to read through the queue.',
    ]);
    // Its port shows how much is read.
    expect(faults({ HOST: '0.0.0.0', WORKER_PORT: '9000', REDIS_URL, QUEUE_KEY: KEY })).toEqual([
      'API_KEYS must be set if HOST is not a loopback address, or ALLOW_ANONYMOUS must be true.',
    ]);
  });
});
