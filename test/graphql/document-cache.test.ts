import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createDocumentCache } from '../../src/graphql/document-cache.js';

const kept = (text: string) => {
  const cache = createDocumentCache();
  cache.set(text, parse(text));
  return cache.get(text) !== undefined;
};

describe('the cache of documents', () => {
  it.each([
    'query ($nik: String!) { checkNik(nik: $nik) { valid } }',
    '{ regions { code name } }',
    '{ searchRegions(name: $n, first: 50) { score } }',
  ])('keeps %s', (text) => expect(kept(text)).toBe(true));

  it.each([
    '{ checkNik(nik: "3374015708450001") { valid } }',
    '{ checkNik(nik: """3374015708450001""") { valid } }',
    '{ region(code: 337401) { name } }',
    '# of 3374015708450001\n{ service { version } }',
  ])('does not keep %s, which may hold what is printed on a card', (text) => expect(kept(text)).toBe(false));
});
