import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Connection, Form, manyUploads, oneUpload, PREFLIGHT } from '../../support/client.js';
import { type RunningGateway, startGateway } from '../../support/gateway.js';

const READ = `mutation ($image: Upload!) { ocrKtp(image: $image) {
  __typename
  ... on ImageInvalidSizeError { reason width height limits { maxBytes } }
  ... on ImageInvalidFormatError { detectedType acceptedTypes }
  ... on OcrKtpError { code message retryable pricing transactionId }
} }`;

const BATCH = `mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) {
  succeeded failed items { index filename result { __typename } }
} }`;

const TWO_MIB = 2 * 1024 * 1024;

let gateway: RunningGateway;
let client: Connection;
let blank: Buffer;

beforeAll(async () => {
  gateway = await startGateway();
  blank = await sharp({ create: { width: 320, height: 256, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => gateway.close());
beforeEach(() => {
  client = new Connection(gateway);
});
afterEach(async () => {
  // Whatever a test sent, the server lives, the next request is answered, and nothing was taken for a fault of ours.
  const after = new Connection(gateway);
  const answer = await after.query('{ service { version } }');
  expect(answer.json).toEqual({ data: { service: { version: '0.0.0-test' } } });
  expect(gateway.faults).toEqual([]);
  after.close();
  client.close();
});

/** The first bytes of a JPEG, then noise up to a length. */
const ofLength = (length: number) => Buffer.concat([blank, Buffer.alloc(length - blank.length, 7)]);

describe('one upload', () => {
  it('reaches the reader', async () => {
    const { status, json } = await client.upload(oneUpload(READ, blank));
    expect(status).toBe(200);
    expect(json.data.ocrKtp).toMatchObject({ __typename: 'OcrNoResultError', code: 'OCR_NO_RESULT' });
  });

  it.each([
    ['exactly 2 MiB', TWO_MIB],
    ['2.1 MB', 2_100_000],
    ['10 MB', 10_000_000],
  ])('of %s is too large, with what was found and what is allowed', async (_, length) => {
    const { status, json } = await client.upload(oneUpload(READ, ofLength(length)));
    expect(status).toBe(200);
    expect(json.data.ocrKtp).toMatchObject({
      __typename: 'ImageInvalidSizeError',
      code: 'IMAGE_INVALID_SIZE',
      reason: 'TOO_MANY_BYTES',
      width: 320,
      height: 256,
      limits: { maxBytes: TWO_MIB },
      retryable: false,
      pricing: 'FREE',
    });
    expect((await client.query('{ service { version } }')).status).toBe(200);
  });

  it('one byte below 2 MiB is not too large', async () => {
    const { json } = await client.upload(oneUpload(READ, ofLength(TWO_MIB - 1)));
    expect(json.data.ocrKtp.__typename).toBe('OcrNoResultError');
  });

  it('is refused by its announced length when the whole request is too large', async () => {
    const form = oneUpload(READ, ofLength(20_000_000));
    const { status, json } = await client.upload(form);
    expect(status).toBe(413);
    expect(json.errors[0].message).toMatch(/^The request has 200\d+ bytes; at most 17825792 are allowed\.$/);
  });

  it('that the document does not read leaves its connection usable', async () => {
    const unread = new Form()
      .field('operations', { query: 'mutation { nonsense }', variables: { image: null } })
      .field('map', { 0: ['variables.image'] })
      .file('0', ofLength(1_000_000));
    expect((await client.upload(unread)).json.errors[0].message).toContain('Cannot query field "nonsense"');
    expect((await client.query('{ service { version } }')).status).toBe(200);
    expect(client.opened).toBe(1);
  });

  it('that the document passes over leaves its connection usable', async () => {
    const query =
      'mutation ($image: Upload!, $read: Boolean!) { ocrKtp(image: $image) @include(if: $read) { __typename } }';
    const unread = new Form()
      .field('operations', { query, variables: { image: null, read: false } })
      .field('map', { 0: ['variables.image'] })
      .file('0', ofLength(1_000_000));
    const { status, json } = await client.upload(unread);
    expect([status, json]).toEqual([200, { data: {} }]);
    expect((await client.query('{ service { version } }')).status).toBe(200);
    expect(client.opened).toBe(1);
  });

  it('ignores files that are not mapped', async () => {
    const { status, json } = await client.upload(oneUpload(READ, blank).file('stray', ofLength(500_000)));
    expect(status).toBe(200);
    expect(json.data.ocrKtp.__typename).toBe('OcrNoResultError');
  });

  it('answers with the statuses of GraphQL over HTTP where the client asks for them', async () => {
    const accept = { accept: 'application/graphql-response+json' };
    const missing = new Form().field('operations', { query: READ, variables: { image: null } });
    expect((await client.upload(missing, accept)).status).toBe(400);
    expect((await client.upload(oneUpload(READ, blank), accept)).status).toBe(200);
  });
});

describe('parts as clients may send them', () => {
  const operations = JSON.stringify({ query: READ, variables: { image: null } });
  const map = JSON.stringify({ 0: ['variables.image'] });
  const asBlob = (name: string, type = 'application/json') =>
    `Content-Disposition: form-data; name="${name}"; filename="blob"\r\nContent-Type: ${type}`;
  const json = (name: string) =>
    `Content-Disposition: form-data; name="${name}"\r\nContent-Type: application/json`;
  const FILE = 'Content-Disposition: form-data; name="0"';
  const inCharset = (name: string) =>
    `Content-Disposition: form-data; name="${name}"\r\nContent-Type: text/plain; charset=nope`;

  it.each<[string, () => Form]>([
    [
      'operations as a Blob',
      () => new Form().part(asBlob('operations'), operations).field('map', map).file('0', blank),
    ],
    [
      'operations and map as Blobs',
      () => new Form().part(asBlob('operations'), operations).part(asBlob('map'), map).file('0', blank),
    ],
    [
      'map as a Blob',
      () => new Form().field('operations', operations).part(asBlob('map'), map).file('0', blank),
    ],
    [
      'operations with a type and no name of a file',
      () => new Form().part(json('operations'), operations).part(json('map'), map).file('0', blank),
    ],
    [
      'operations as a Blob of 200 kB',
      () =>
        new Form()
          .part(asBlob('operations'), operations + ' '.repeat(200_000))
          .field('map', map)
          .file('0', blank),
    ],
    [
      'a file without a name',
      () =>
        new Form()
          .field('operations', operations)
          .field('map', map)
          .part(`${FILE}\r\nContent-Type: image/jpeg`, blank),
    ],
    [
      'a file without a name or a type',
      () => new Form().field('operations', operations).field('map', map).part(FILE, blank),
    ],
    [
      'a file of bytes without a name',
      () =>
        new Form()
          .field('operations', operations)
          .field('map', map)
          .part(`${FILE}\r\nContent-Type: application/octet-stream`, blank),
    ],
    [
      'a file whose name is not in quotes',
      () =>
        new Form()
          .field('operations', operations)
          .field('map', map)
          .part('content-disposition: form-data; name=0', blank),
    ],
  ])('%s', async (_, form) => {
    const { status, json: answer } = await client.upload(form());
    expect(answer.errors).toBeUndefined();
    expect(status).toBe(200);
    expect(answer.data.ocrKtp.code).toBe('OCR_NO_RESULT');
  });

  it.each([
    'Multipart/Form-Data; boundary=',
    'MULTIPART/FORM-DATA;BOUNDARY=',
    'multipart/form-data ; Boundary=',
  ])('a media type in any case: %s', async (type) => {
    const form = oneUpload(READ, blank);
    const headers = { ...form.headers(), 'content-type': `${type}${form.boundary}` };
    const { json: answer } = await client.send(form.body(), headers);
    expect(answer.data.ocrKtp.code).toBe('OCR_NO_RESULT');
  });

  it.each<[string, () => Form, number, RegExp]>([
    [
      'operations as a Blob that is no JSON',
      () => new Form().part(asBlob('operations'), '{').field('map', map).file('0', blank),
      400,
      /Invalid JSON/,
    ],
    [
      'operations as a Blob that is too long',
      () =>
        new Form()
          .part(asBlob('operations'), operations + ' '.repeat(300_000))
          .field('map', map)
          .file('0', blank),
      413,
      /'operations' .* byte size limit/,
    ],
    [
      'two maps',
      () =>
        new Form()
          .field('operations', operations)
          .field('map', map)
          .part(asBlob('map'), map)
          .file('0', blank),
      400,
      /more than one/,
    ],
    [
      'operations in a charset that nobody knows',
      () => new Form().part(inCharset('operations'), operations).field('map', map).file('0', blank),
      400,
      /^The charset of a part is not known; 'operations' and 'map' are UTF-8\.$/,
    ],
    [
      'a map in a charset that nobody knows',
      () => new Form().field('operations', operations).part(inCharset('map'), map).file('0', blank),
      400,
      /^The charset of a part is not known/,
    ],
    ['a Blob that breaks off', () => new Form().part(asBlob('operations'), operations), 400, /./],
  ])('%s is refused', async (_, form, expected, message) => {
    const { status, json: answer } = await client.upload(form());
    expect(status).toBe(expected);
    expect(answer.errors[0].message).toMatch(message);
  });
});

describe('a malformed request gets 400 and what is wrong', () => {
  const operations = { query: READ, variables: { image: null } };
  const map = { 0: ['variables.image'] };
  const file = (form: Form) => form.file('0', blank);

  it.each<[string, () => Form, RegExp]>([
    ['no map', () => file(new Form().field('operations', operations)), /files should follow 'map'/],
    ['no operations', () => file(new Form().field('map', map)), /'map' should follow 'operations'/],
    [
      'map before operations',
      () => file(new Form().field('map', map).field('operations', operations)),
      /should follow/,
    ],
    [
      'two operations',
      () => file(new Form().field('operations', operations).field('operations', operations)),
      /'map'/,
    ],
    [
      'operations that are not JSON',
      () => file(new Form().field('operations', '{').field('map', map)),
      /Invalid JSON/,
    ],
    [
      'a map that is not JSON',
      () => file(new Form().field('operations', operations).field('map', '{')),
      /'map' part is not a JSON object/,
    ],
    [
      'a map that is a list',
      () => file(new Form().field('operations', operations).field('map', [])),
      /'map' part is not a JSON object/,
    ],
    ['an empty form', () => new Form(), /^The form has no parts; 'operations' comes first\.$/],
    [
      'a path that does not exist',
      () => file(new Form().field('operations', operations).field('map', { 0: ['variables.picture'] })),
      /not a null variable/,
    ],
    [
      'a path into prototypes',
      () =>
        file(
          new Form().field('operations', operations).field('map', { 0: ['variables.hasOwnProperty.call'] }),
        ),
      /not a null variable/,
    ],
    [
      'a path through __proto__',
      () =>
        file(
          new Form().field('operations', operations).field('map', { 0: ['variables.__proto__.__proto__'] }),
        ),
      /not a null variable/,
    ],
    [
      'a path onto the query',
      () => file(new Form().field('operations', operations).field('map', { 0: ['query'] })),
      /not a null variable/,
    ],
    [
      'one file for two variables',
      () =>
        file(
          new Form()
            .field('operations', { query: READ, variables: { image: null, b: null } })
            .field('map', { 0: ['variables.image', 'variables.b'] }),
        ),
      /exactly one path/,
    ],
    [
      'two files for one variable',
      () =>
        file(
          new Form()
            .field('operations', operations)
            .field('map', { 0: ['variables.image'], 1: ['variables.image'] }),
        ),
      /not a null variable of its own/,
    ],
    [
      'a file that is missing',
      () => new Form().field('operations', operations).field('map', map),
      /no part has the name/,
    ],
    [
      'operations in a batch',
      () => file(new Form().field('operations', [operations]).field('map', { 0: ['0.variables.image'] })),
      /'operations' part is not a JSON object/,
    ],
    [
      'more files than are allowed',
      () =>
        manyUploads(
          BATCH,
          Array.from({ length: 9 }, () => ['a.jpg', blank]),
        ),
      /9 files are mapped; at most 8/,
    ],
  ])('%s', async (_, form, message) => {
    const { status, json } = await client.upload(form());
    expect(status).toBe(400);
    expect(json.errors[0].message).toMatch(message);
    expect((await client.query('{ service { version } }')).status).toBe(200);
  });

  it('a missing boundary', async () => {
    const { status, json } = await client.send('x', {
      ...PREFLIGHT,
      'content-type': 'multipart/form-data',
      'content-length': '1',
    });
    expect(status).toBe(400);
    expect(json.errors[0].extensions.code).toBe('BAD_MULTIPART_REQUEST');
  });

  it('a body of thirty bytes that ends the library', async () => {
    const body = '--XB\r\nBad Header without colon\r\n\r\n';
    const { status, json } = await client.send(body, {
      ...PREFLIGHT,
      'content-type': 'multipart/form-data; boundary=XB',
      'content-length': `${body.length}`,
    });
    expect(status).toBe(400);
    expect(json.errors[0].message).toBe('Malformed part header');
  });

  it('a body that stops in the middle of the file', async () => {
    const form = oneUpload(READ, blank);
    const whole = form.body();
    const { status, json } = await client.send(whole.subarray(0, whole.length - 200), {
      ...form.headers(),
      'content-length': `${whole.length - 200}`,
    });
    expect(status).toBe(400);
    expect(json.errors[0].message).toBe('The file did not arrive whole: Unexpected end of form');
  });

  it('a boundary among the headers of the file', async () => {
    const form = new Form()
      .field('operations', { query: READ, variables: { image: null } })
      .field('map', { 0: ['variables.image'] });
    const file = 'Content-Disposition: form-data; name="0"; filename="card.jpg"';
    const fields = form
      .body()
      .toString()
      .replace(/--\r\n$/, '');
    const body = `${fields}\r\n${file}\r\n\r\n--${form.boundary}\r\n--`;
    const { status, json } = await client.send(body, {
      ...form.headers(),
      'content-length': `${body.length}`,
    });
    expect(status).toBe(400);
    expect(json.errors[0].message).toBe('The file did not arrive whole: Malformed part header');
  });

  it('a field longer than is allowed gets 413', async () => {
    const { status } = await client.upload(new Form().field('operations', 'x'.repeat(300_000)));
    expect(status).toBe(413);
  });
});

describe('a batch', () => {
  it('with one bad picture gives every picture its own result, in order', async () => {
    const { json } = await client.upload(
      manyUploads(BATCH, [
        ['a.jpg', blank],
        ['b.jpg', Buffer.from('no picture')],
        ['c.jpg', ofLength(2_500_000)],
        ['d.jpg', blank],
      ]),
    );
    expect(json.data.ocrKtpBatch).toEqual({
      succeeded: 0,
      failed: 4,
      items: [
        { index: 0, filename: 'a.jpg', result: { __typename: 'OcrNoResultError' } },
        { index: 1, filename: 'b.jpg', result: { __typename: 'ImageInvalidFormatError' } },
        { index: 2, filename: 'c.jpg', result: { __typename: 'ImageInvalidSizeError' } },
        { index: 3, filename: 'd.jpg', result: { __typename: 'OcrNoResultError' } },
      ],
    });
  });
});

describe('two large files', () => {
  it('that come in another order than they are asked for are both read', async () => {
    const form = new Form()
      .field('operations', { query: BATCH, variables: { images: [null, null] } })
      .field('map', { a: ['variables.images.1'], b: ['variables.images.0'] })
      .file('a', ofLength(1_500_000), 'second.jpg')
      .file('b', ofLength(1_500_000), 'first.jpg');
    const { json } = await client.upload(form);
    expect(json.data.ocrKtpBatch.items).toMatchObject([
      { filename: 'first.jpg' },
      { filename: 'second.jpg' },
    ]);
  });

  it('of one name are one file, and the other is missing', async () => {
    const form = new Form()
      .field('operations', { query: BATCH, variables: { images: [null, null] } })
      .field('map', { a: ['variables.images.0'], b: ['variables.images.1'] })
      .file('a', ofLength(1_500_000))
      .file('a', ofLength(1_500_000));
    const { status, json } = await client.upload(form);
    expect(status).toBe(400);
    expect(json.errors[0].message).toBe(
      'The form has no file for a variable: no part has the name that `map` gives it.',
    );
  });

  it('of which only the second comes are a request that is wrong', async () => {
    const form = new Form()
      .field('operations', { query: BATCH, variables: { images: [null, null] } })
      .field('map', { a: ['variables.images.0'], b: ['variables.images.1'] })
      .file('b', ofLength(1_500_000));
    const { status, json } = await client.upload(form);
    expect(status).toBe(400);
    expect(json.errors[0].message).toBe(
      'The form has no file for a variable: no part has the name that `map` gives it.',
    );
  });
});

describe('a hostile client', () => {
  it.each([
    ['with many files', 9_000_000, 3],
    ['with one file', 20_000_000, 1],
  ])('that sends more than it may without saying how much, %s, is refused', async (_, length, times) => {
    const form = new Form()
      .field('operations', { query: READ, variables: { image: null } })
      .field('map', { 0: ['variables.image'] });
    for (let i = 0; i < times; i += 1) form.file(`stray${i}`, Buffer.alloc(length, 65));
    const { 'content-length': _length, ...headers } = form.headers();
    const { status, json } = await client.send(form.body(), { ...headers, 'transfer-encoding': 'chunked' });
    expect(status).toBe(413);
    expect(json.errors[0].message).toBe(
      'The file did not arrive whole: The request has more than 17825792 bytes.',
    );
  });

  it('that never ends its body is answered and then cut off', async () => {
    const call = request({
      port: gateway.port,
      host: '127.0.0.1',
      path: '/graphql',
      method: 'POST',
      headers: { ...PREFLIGHT, 'content-type': 'multipart/form-data; boundary=XxBoundaryxX' },
    });
    call.on('error', () => {});
    const form = oneUpload(READ, blank).body();
    call.write(form.subarray(0, form.length - 30));
    const chunk = Buffer.alloc(64 * 1024, 65);
    let closed = false;
    call.once('close', () => {
      closed = true;
    });
    const [response] = await Promise.race([
      once(call, 'response'),
      (async () => {
        for (;;) if (closed || !call.write(chunk)) await wait(1);
      })(),
    ]);
    expect(response.statusCode).toBe(200);
    let sent = 0;
    while (!closed && sent < 200) {
      call.write(chunk);
      sent += 1;
      await wait(5);
    }
    await wait(100);
    expect(closed || call.destroyed).toBe(true);
  });

  it.each([
    ['before the first part', 0],
    ['before the map', 100],
    ['before the file', 600],
    ['in the middle of the file', 300_000],
    ['right before the end', 1_000_000],
  ])('that leaves %s harms nobody', async (_, sent) => {
    const socket = connect(gateway.port, '127.0.0.1');
    const form = oneUpload(READ, ofLength(1_000_000));
    const head = Object.entries(form.headers())
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    socket.write(`POST /graphql HTTP/1.1\r\nhost: x\r\n${head}\r\n`);
    socket.write(form.body().subarray(0, sent));
    await wait(50);
    socket.destroy();
    await wait(50);
  });
});
