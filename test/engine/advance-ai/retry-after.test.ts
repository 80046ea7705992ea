import { describe, expect, it } from 'vitest';
import { retryAfterSeconds } from '../../../src/engine/advance-ai/retry-after.js';

const NOW = Date.parse('Sun, 22 Nov 2026 10:00:00 GMT');

describe('retryAfterSeconds', () => {
  it.each<[string | undefined, number | null]>([
    ['10', 10],
    ['10s', 10],
    ['1234567890', 86_400],
    [' 10 s ', 10],
    ['10S', 10],
    ['30 seconds', 30],
    ['1.5', 2],
    ['0', 0],
    ['999999999', 86_400],
    ['Sun, 22 Nov 2026 10:00:30 GMT', 30],
    ['Sunday, 22-Nov-26 10:01:00 GMT', 60],
    ['Sun Nov 22 10:00:05 2026 GMT', 5],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
    ['Fri, 22 Nov 2027 10:00:00 GMT', 86_400],
    [undefined, null],
    ['', null],
    ['soon', null],
    ['-10', null],
    ['10m', null],
    ['2026', 2026],
    ['Sun, 99 Nov 2026 10:00:30 GMT', null],
  ])('takes %j for %j', (header, seconds) => {
    expect(retryAfterSeconds(header, NOW)).toBe(seconds);
  });
});
