import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { dropUnread } from '../../src/http/drop-unread.js';

/** More than any socket takes unread. */
const ANSWER = Buffer.alloc(32 * 1024 * 1024);
const WAIT_MS = 200;

let close = () => {};
afterEach(() => close());

/** A server with that limit, and a connection to it that has asked and takes nothing yet. */
async function ask(answer: (response: ServerResponse) => void): Promise<[Socket, ServerResponse]> {
  const server = createServer((_, response) => {
    dropUnread(response, WAIT_MS);
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  close = () => {
    socket.destroy();
    server.close();
  };
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nConnection: close\r\nHost: here\r\n\r\n');
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  return [socket, response];
}

/** The bytes that there are to be taken until the connection is closed, a little pause after each piece. */
async function take(socket: Socket): Promise<number> {
  let taken = 0;
  socket.on('data', (chunk) => {
    taken += chunk.length;
    socket.pause();
    setTimeout(() => socket.resume(), 1);
  });
  await once(socket, 'close');
  return taken;
}

describe('an answer', () => {
  it('that nobody takes is given up', async () => {
    const [socket, response] = await ask((out) => void out.end(ANSWER));
    await once(response, 'close');
    expect(await take(socket)).toBeLessThan(ANSWER.length);
  });

  it('that is taken slowly goes on to its end', async () => {
    const [socket] = await ask((out) => void out.end(ANSWER));
    expect(await take(socket)).toBeGreaterThan(ANSWER.length);
  });

  it('that takes longer to begin is waited for', async () => {
    const [socket] = await ask((out) => void setTimeout(() => out.end('read'), 3 * WAIT_MS));
    expect(await take(socket)).toBeGreaterThan(0);
  });
});
