import { describe, expect, it } from 'vitest';
import { misspelt } from '../../src/config/misspelt.js';

describe('a variable that is nearly a setting', () => {
  it.each([
    ['RATE_LIMIT_PER_ADRESS', 'RATE_LIMIT_PER_ADDRESS'],
    ['API_KEY', 'API_KEYS'],
    ['OCR_THREAD', 'OCR_THREADS'],
    ['redis_url', 'REDIS_URL'],
    ['TRUSTED_PROXY', undefined],
  ])('%s is told with the name meant, without its value', (name, meant) => {
    const told = meant === undefined ? [] : [`${name} is not a setting; did you mean ${meant}?`];
    expect(misspelt({ [name]: 'secret-value' })).toEqual(told);
  });

  it('is not one of another program, nor one of ours, nor beside the one meant', () => {
    expect(
      misspelt({
        PATH: '/bin',
        HOME: '/',
        POST: '1',
        HOSTS: '',
        NODE_ENV: 'test',
        OCR_THREADS: '2',
        OCR_THREAD: '1',
      }),
    ).toEqual([]);
  });
});
