import { expect, it } from 'vitest';
import { signature } from '../../../src/engine/advance-ai/signature.js';

it("gives the signature of the document's example", () => {
  const credentials = { accessKey: 'sampleaccesskey', secretKey: 'samplesecretkey' };
  const expected = '02209bbeaf0d0a3dd587f6a1ba22f84c98d142e3b545e77db7e4906ca56349f5';
  expect(signature(credentials, 1665993522952)).toBe(expected);
  expect(signature(credentials, '1665993522952')).toBe(expected);
});
