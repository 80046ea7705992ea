import { createHash, randomBytes } from 'node:crypto';
import { Pool } from 'undici';

const { ADVANCE_BASE_URL, ADVANCE_ACCESS_KEY, ADVANCE_SECRET_KEY, ADVANCE_CONNECTIONS } = process.env;
const pool = new Pool(ADVANCE_BASE_URL, { connections: Number(ADVANCE_CONNECTIONS) });
const token = await issueToken();

async function issueToken() {
  const timestamp = Date.now();
  const signature = createHash('sha256')
    .update(`${ADVANCE_ACCESS_KEY}${ADVANCE_SECRET_KEY}${timestamp}`)
    .digest('hex');
  const { body } = await pool.request({
    method: 'POST',
    path: '/openapi/auth/ticket/v1/generate-token',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accessKey: ADVANCE_ACCESS_KEY, signature, timestamp, periodSecond: 3600 }),
  });
  return (await body.json()).data.token;
}

/** Streams a picture to the upstream as it comes; resolves with what `ocrKtp` answers. */
export async function read(picture) {
  const boundary = randomBytes(16).toString('hex');
  const { body } = await pool.request({
    method: 'POST',
    path: '/openapi/face-recognition/v3/ocr-ktp-check',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'x-access-token': token },
    body: form(picture, boundary),
  });
  const { code, message, data, transactionId } = await body.json();
  if (code !== 'SUCCESS') throw new Error(message);
  return { __typename: 'OcrKtpSuccess', transactionId, card: { raw: data } };
}

async function* form(picture, boundary) {
  yield Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="ocrImage"; filename="ocrImage.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
  );
  yield* picture;
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}
