import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CREDENTIALS, SAMPLE } from '../../test/engine/advance-ai/scripted-upstream.js';

/**
 * The upstream as its document describes it, which always succeeds, at once. Sends its port, and when told anything, how many
 * pictures it has read and how many bytes they came in.
 */
const TOKEN = 'token';
let pictures = 0;
let bytes = 0;

const server = createServer(async (request, response) => {
  if (request.url === '/openapi/auth/ticket/v1/generate-token') return issueToken(request, response);
  const length = await lengthOf(request);
  if (request.headers['x-access-token'] !== TOKEN) return answer(response, 'IAM_FAILED', null);
  pictures += 1;
  bytes += length;
  return answer(response, 'SUCCESS', SAMPLE);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => process.send?.({ pictures, bytes }));

async function issueToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const { signature, timestamp, periodSecond } = JSON.parse(text);
  const { accessKey, secretKey } = CREDENTIALS;
  const expected = createHash('sha256').update(`${accessKey}${secretKey}${timestamp}`).digest('hex');
  if (signature !== expected) return answer(response, 'PARAMETER_ERROR', null);
  return answer(response, 'SUCCESS', { token: TOKEN, expiredTime: Date.now() + periodSecond * 1000 });
}

/** Bytes, when all have come. */
function lengthOf(request: IncomingMessage): Promise<number> {
  return new Promise((resolve, reject) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
    });
    request.once('end', () => resolve(length));
    request.once('error', reject);
  });
}

function answer(response: ServerResponse, code: string, data: unknown): void {
  const pricingStrategy = data === SAMPLE ? 'PAY' : 'FREE';
  const transactionId = 'cb75cfe4c926a5ab';
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ code, message: 'OK', data, extra: null, transactionId, pricingStrategy }));
}
