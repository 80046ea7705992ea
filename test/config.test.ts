import { describe, expect, it } from 'vitest';
import { type ConfigError, readConfig } from '../src/config.js';

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
      port: 4000,
      apiKeys: [],
      corsOrigins: [],
      logLevel: 'info',
      ocrThreads: undefined,
      ocrMaxQueue: 64,
      maxBatchImages: 8,
      requestTimeoutSeconds: 30,
      shutdownGraceSeconds: 20,
    });
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
      'ENGINE must be embedded.',
      'API_KEYS every key must have at least 16 characters.',
      'CORS_ORIGINS must be origins such as https://app.example, separated by commas.',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
      'MAX_BATCH_IMAGES must be a whole number from 1 to 50.',
    ]);
    expect(faults.join()).not.toContain('secret');
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'gateway.example'])('wants keys on %s', (HOST) => {
    expect(faultsOf({ HOST })).toEqual([
      'API_KEYS must be set where HOST is not a loopback address, or ALLOW_ANONYMOUS=true.',
    ]);
    expect(faultsOf({ HOST, API_KEYS: 'abcdefghijklmnop' })).toEqual([]);
    expect(faultsOf({ HOST, ALLOW_ANONYMOUS: 'true' })).toEqual([]);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('wants no keys on %s', (HOST) => {
    expect(faultsOf({ HOST })).toEqual([]);
  });
});
