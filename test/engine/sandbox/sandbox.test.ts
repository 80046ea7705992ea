import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, type GraphQLUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUALITY_CODES } from '../../../src/engine/image/quality.js';
import {
  loadSandbox,
  SANDBOX_NAMES,
  sandboxPicture,
  withSandbox,
} from '../../../src/engine/sandbox/engine.js';
import { ToldEngine } from '../../rest/support.js';
import { Connection, oneUpload } from '../../support/client.js';
import { type RunningGateway, startGateway } from '../../support/gateway.js';

const ROOT = new URL('../../../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const QUERY = `mutation ($image: Upload!) {
  ocrKtp(image: $image) {
    __typename
    ... on OcrKtpSuccess { card { nik { number valid } } inconsistencies { code } imageQuality { hints { code } } }
    ... on ImageInvalidSizeError { reason }
    ... on OcrNoResultError { imageQuality { hints { code } } }
    ... on OcrKtpError { code pricing }
  }
}`;

/** The rows of the documented table: picture, result, hints, SHA-256. */
const rows = [
  ...text('docs/sandbox.md').matchAll(/^\| \[([\w-]+)\]\([^)]*\) \| (.*?) \| (.*?) \| `(\w{64})` \|$/gm),
].map(([, name = '', result = '', hints = '', hash = '']) => ({
  name,
  result: result.replaceAll('`', ''),
  hints: hints === '–' ? [] : hints.replaceAll('`', '').split(', '),
  hash,
}));

let gateway: RunningGateway;
let client: Connection;
beforeAll(async () => {
  gateway = await startGateway({ SANDBOX: 'true' }, [withSandbox(new ToldEngine(), loadSandbox())]);
  client = new Connection(gateway);
});
afterAll(() => {
  client.close();
  return gateway.close();
});

describe('the sandbox', () => {
  it('is documented, picture by picture', () => {
    expect(rows.map(({ name }) => name)).toEqual(SANDBOX_NAMES);
    const files = readdirSync(new URL('web/sandbox/', ROOT)).map((file) => file.replace('.jpg', ''));
    expect(files.sort()).toEqual([...SANDBOX_NAMES].sort());
  });

  it.each(rows)('gives $result $hints for $name', async ({ name, result, hints, hash }) => {
    const bytes = sandboxPicture(name);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
    const { ocrKtp } = (await client.upload(oneUpload(QUERY, bytes))).json.data;
    const detail = ocrKtp.reason ?? (ocrKtp.__typename === 'OcrKtpSuccess' ? null : ocrKtp.code);
    expect([ocrKtp.__typename, detail].filter(Boolean).join(' ')).toBe(result);
    expect((ocrKtp.imageQuality?.hints ?? []).map(({ code }: { code: string }) => code)).toEqual(hints);
    if (detail === null) {
      expect(ocrKtp.card.nik).toEqual({ number: '3374015708450001', valid: true });
      const found = hints.includes('DAMAGED') ? [{ code: 'PICTURE_DAMAGED' }] : [];
      expect(ocrKtp.inconsistencies).toEqual(found);
    } else expect(ocrKtp.pricing).toBe('FREE');
  });

  it('has every member of the union and every hint', () => {
    const union = buildSchema(text('schema/schema.graphql')).getType('OcrKtpResult') as GraphQLUnionType;
    const given = new Set(rows.map(({ result }) => result.split(' ')[0]));
    expect(
      union
        .getTypes()
        .map(({ name }) => name)
        .filter((name) => !given.has(name)),
    ).toEqual([]);
    const hinted = new Set(rows.flatMap(({ hints }) => hints));
    expect(QUALITY_CODES.filter((code) => !hinted.has(code))).toEqual([]);
  });

  it('serves its pictures, and only when it is on', async () => {
    const get = { method: 'GET', path: '/sandbox/service-busy.jpg' };
    expect((await client.send(null, {}, get)).status).toBe(200);
    const off = await startGateway({}, [new ToldEngine()]);
    const other = new Connection(off);
    expect((await other.send(null, {}, get)).status).toBe(404);
    other.close();
    await off.close();
  });
});
