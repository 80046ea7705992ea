import fs from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { placeOf } from '../../src/observability/fault.js';
import { createLog } from '../../src/observability/log.js';
import { allowed, LOG_KEYS } from '../../src/observability/log-keys.js';
import { requestIdFrom } from '../../src/observability/request-id.js';

const NIK = '3374015708450001';

describe('what a line of the log may hold', () => {
  it('is what the list of keys names', () => {
    const facts = { route: '/graphql', status: 200, milliseconds: 12, nik: NIK, name: 'TypeError' };
    expect(allowed(facts)).toEqual({ route: '/graphql', status: 200, milliseconds: 12, name: 'TypeError' });
  });

  it.each([
    ['url', 'http://127.0.0.1:4000/?nik=1'],
    ['route', `/graphql?nik=${NIK}`],
    ['code', 'BUDI SANTOSO'],
    ['code', NIK],
    ['name', 'Not a NIK: 33'],
    ['transactionId', 'budi santoso'],
    ['transactionId', NIK],
    ['requestId', 'a'.repeat(65)],
    ['status', '200'],
    ['milliseconds', Number.NaN],
    ['at', ['at BUDI SANTOSO, BANDUNG']],
    ['engines', [{ name: 'EMBEDDED' }]],
    ['outcome', { toString: () => 'SUCCESS' }],
    ['constructor', 'SUCCESS'],
  ])('never has %s: %j', (key, value) => {
    expect(allowed({ [key]: value })).toEqual({});
  });

  it('has no key for a message, a picture or a field', () => {
    const words = /message|error|stack|body|image|file|nik|address|birth|query|variables|headers|ip/i;
    expect(LOG_KEYS.filter((key) => words.test(key))).toEqual([]);
  });
});

describe('a fault', () => {
  it('is told by name, code and places, not by its message', () => {
    const error = Object.assign(new TypeError(`cannot read ${NIK}`), { code: 'ERR_X' });
    const place = placeOf(error);
    expect(place).toMatchObject({ name: 'TypeError', code: 'ERR_X' });
    expect(place.at?.[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+\)?$/);
    expect(JSON.stringify(place)).not.toContain(NIK);
  });

  it.each([
    `first line\n    at NIK ${NIK}\n    at BUDI (BANDUNG:1:2)`,
    `\n    at read (/tmp/${NIK}.js:1:2)\n`,
  ])('does not take lines of its message for places: %j', (message) => {
    expect(JSON.stringify(placeOf(new Error(message)))).not.toMatch(/3374|BUDI/);
  });

  it('is told by what it was caused by, at the root', () => {
    const root = new RangeError('root');
    expect(placeOf(new Error('outer', { cause: new Error('inner', { cause: root }) })).name).toBe(
      'RangeError',
    );
    const circular = new Error('circular');
    circular.cause = circular;
    expect(placeOf(circular).name).toBe('Error');
    expect(placeOf(NIK)).toEqual({ name: 'string' });
  });
});

describe('the id of a request', () => {
  it.each([
    '7f3a9c2e-4b1d-4e8a-9c55-0d6f2b7a1e33',
    'abcdefgh',
    'Root=1-67891233'.replace('=', ':'),
    'req_01HZX',
  ])('is taken over: %s', (id) => expect(requestIdFrom(id)).toBe(id));

  it.each([
    undefined,
    '',
    'short',
    'a'.repeat(65),
    'with space',
    'line\nbreak',
    '{"json":1}',
    'one, two-of-them',
    NIK,
    '33.74.01.570845.0001',
    '337401-570845-0001',
    `nik-${NIK}`,
  ])('is made where what was sent is not well formed or might be a NIK: %j', (id) => {
    expect(requestIdFrom(id)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the log', () => {
  it('writes the lines of a turn of the event loop at once, and whole', async () => {
    const written: string[] = [];
    const write = vi.spyOn(fs, 'writeSync').mockImplementation((_, text) => {
      written.push(`${text}`);
      return Buffer.byteLength(`${text}`);
    });
    const log = createLog('info');
    log.ready(12);
    log.waiting('REDIS');
    expect(written).toEqual([]);
    await turn();
    log.stopped(0);
    await turn();
    write.mockRestore();
    const messages = written.map((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).msg),
    );
    expect(messages).toEqual([['ready', 'waiting'], ['stopped']]);
  });
});
