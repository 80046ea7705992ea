import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToldEngine } from '../../rest/support.js';
import { Connection, manyUploads, oneUpload } from '../../support/client.js';
import { type RunningGateway, startGateway } from '../../support/gateway.js';
import { answer, cutOff, later, SAMPLE, ScriptedUpstream, success } from './scripted-upstream.js';
import { clientOf, newPicture } from './support.js';

const READ = `mutation ($image: Upload!, $engine: OcrEngine! = AUTO) { ocrKtp(image: $image, options: { engine: $engine }) {
  __typename
  ... on OcrKtpSuccess { engine pricing transactionId confidence imageQuality { width }
    card { name raw { idNumber name birthday } fields(names: [NAME]) { raw confidence boundingBox { x } } }
    inconsistencies { code fields } }
  ... on ServiceBusyError { retryAfterSeconds }
  ... on OcrKtpError { code message retryable mayBeCharged pricing transactionId }
} }`;

const KEYS = ['a-key-of-the-first-caller', 'a-key-of-the-second-caller'] as const;

let upstream: ScriptedUpstream;
let gateway: RunningGateway;
beforeEach(async () => {
  upstream = await new ScriptedUpstream().listen();
  const engines = [clientOf(upstream).engine, new ToldEngine()] as const;
  gateway = await startGateway({ API_KEYS: KEYS.join() }, engines);
});
afterEach(async () => {
  await gateway.close();
  upstream.close();
});

async function read(bytes: Buffer, key: string = KEYS[0], query = READ) {
  const connection = new Connection(gateway);
  const { json } = await connection.upload(oneUpload(query, bytes, 'siti-aminah.jpg'), { 'x-api-key': key });
  connection.close();
  expect(json.errors).toBeUndefined();
  return json.data.ocrKtp;
}

describe('ocrKtp through the upstream', () => {
  it("gives the upstream's reading, and the upstream no file name", async () => {
    const { bytes } = await newPicture();
    const result = await read(bytes);
    expect(result).toMatchObject({
      __typename: 'OcrKtpSuccess',
      engine: 'ADVANCE_AI',
      pricing: 'PAY',
      transactionId: 'cb75cfe4c926a5ab',
      confidence: null,
      imageQuality: null,
    });
    expect(result.card.raw).toEqual({
      idNumber: SAMPLE.idNumber,
      name: SAMPLE.name,
      birthday: SAMPLE.birthday,
    });
    expect(result.card.fields).toEqual([{ raw: SAMPLE.name, confidence: null, boundingBox: null }]);
    expect(upstream.pictures[0]?.head).not.toContain('aminah');
  });

  it.each([
    ['1989/06/01', false],
    ['1989/01/06', true],
  ])('says where the upstream split the birth otherwise than we do: %s', async (birthday, differs) => {
    const birth = { birthPlaceBirthday: 'SEMARANG, 01-06-1989', placeOfBirth: 'SEMARANG', birthday };
    upstream.ocr.push(answer('SUCCESS', { data: { ...SAMPLE, ...birth }, pricing: 'PAY' }));
    const { inconsistencies } = await read((await newPicture()).bytes);
    const codes = inconsistencies.map(({ code }: { code: string }) => code);
    expect(codes.includes('UPSTREAM_SPLIT_MISMATCH')).toBe(differs);
  });

  it('passes on what the upstream answers, in our words', async () => {
    const headers = { 'retry-after': '30s' };
    upstream.ocr.push(answer('RETRY_LATER', { message: 'sampleaccesskey is slow', headers }));
    expect(await read((await newPicture()).bytes)).toEqual({
      __typename: 'ServiceBusyError',
      code: 'RETRY_LATER',
      message: 'The upstream asks to try again later.',
      retryable: true,
      mayBeCharged: false,
      retryAfterSeconds: 30,
      pricing: 'FREE',
      transactionId: 'cb75cfe4c926a5ab',
    });
  });

  it('pays once for eight of the same picture in one batch', async () => {
    const { bytes } = await newPicture();
    const form = manyUploads(
      'mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { items { result { __typename } } } }',
      Array.from({ length: 8 }, (_, n) => [`${n}.png`, bytes] as const),
    );
    const connection = new Connection(gateway);
    const { json } = await connection.upload(form, { 'x-api-key': KEYS[0] });
    connection.close();
    expect(json.data.ocrKtpBatch.items).toEqual(Array(8).fill({ result: { __typename: 'OcrKtpSuccess' } }));
    expect(upstream.ocrRequests).toBe(1);
  });

  it('says that a picture may have been charged whose answer was lost', async () => {
    upstream.ocr.push(cutOff);
    expect(await read((await newPicture()).bytes)).toMatchObject({
      __typename: 'UpstreamError',
      retryable: false,
      mayBeCharged: true,
      pricing: 'PAY',
    });
  });

  it('asks once for one caller who sends a picture twice, and again for another', async () => {
    upstream.ocr.push(later(300, success), later(300, success));
    const { bytes } = await newPicture();
    await Promise.all([read(bytes), read(bytes), read(bytes, KEYS[1])]);
    expect(upstream.ocrRequests).toBe(2);
  });

  it('sends nothing that the upstream would refuse', async () => {
    const result = await read(Buffer.concat([(await newPicture()).bytes, Buffer.alloc(2_100_000)]));
    expect(result).toMatchObject({ __typename: 'ImageInvalidSizeError', pricing: 'FREE' });
    expect((await read(Buffer.from('GIF89a'))).__typename).toBe('ImageInvalidFormatError');
    expect(upstream.ocrRequests).toBe(0);
  });

  it('lets the caller choose among the engines there are', async () => {
    const { bytes } = await newPicture();
    expect((await read(bytes, KEYS[0], READ.replace('= AUTO', '= EMBEDDED'))).engine).toBe('EMBEDDED');
    expect((await read(bytes, KEYS[0], READ.replace('= AUTO', '= ADVANCE_AI'))).engine).toBe('ADVANCE_AI');
    expect(upstream.ocrRequests).toBe(1);
  });
});
