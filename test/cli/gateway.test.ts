import { once } from 'node:events';
import { copyFileSync, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayProcess, until } from '../support/process.js';
import { CARDS, CommandProcess, jsonFile, jsonRows, ROOT, run, temporary, withoutId } from './support.js';

const KEY = 'a-key-of-the-command-test';
const CARD = join(CARDS, 'clean-woman.jpg');

let gateway: GatewayProcess;
let url: string;
beforeAll(async () => {
  gateway = new GatewayProcess({ API_KEYS: KEY, OCR_MAX_QUEUE: '1', SANDBOX: 'true' });
  url = (await gateway.ready()).url;
});
afterAll(() => gateway.kill());

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
});
afterEach(() => folder.remove());

const withKey = { environment: { KTP_GATEWAY_KEY: KEY } };
const sorted = (text: string) => jsonRows(text).toSorted((a, b) => (a.file < b.file ? -1 : 1));

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse, count: number) => boolean;

/** What stands in front of a gateway: it answers itself where `handler` does, and passes on the rest. */
async function inFront(handler: Handler, target: string) {
  let count = 0;
  const front = createServer((incoming, outgoing) => {
    count += 1;
    if (handler(incoming, outgoing, count)) return;
    const { method, headers } = incoming;
    const onward = request(`${target}${incoming.url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    requests: () => count,
    close: () => front.close(),
  };
}

describe('reading by a gateway', () => {
  it('gives the same rows as the embedded engine', async () => {
    const here = await run(['read', CARDS]);
    const there = await new CommandProcess(['read', CARDS, '--url', url, '-c', '2'], withKey).end();
    expect(sorted(there.out).map(withoutId)).toEqual(sorted(here.out).map(withoutId));
    expect(sorted(here.out)).toHaveLength(10);
    expect([here.code, there.code]).toEqual([2, 2]);
  });

  it('waits as long as a busy gateway asks, and then goes on', async () => {
    const files = Array.from({ length: 6 }, (_, n) => folder.path(`${n}.jpg`));
    for (const file of files) copyFileSync(CARD, file);
    const { code, out } = await run(['read', ...files, '--url', `${url}/graphql`, '-c', '6'], withKey);
    expect(sorted(out).map((row) => row.code)).toEqual(files.map(() => 'SUCCESS'));
    expect(code).toBe(0);
    const metrics = await (await fetch(`${url}/metrics`, { headers: { 'x-api-key': KEY } })).text();
    const busy = /^ktp_readings_total\{engine="EMBEDDED",outcome="SERVICE_BUSY"\} (\d+)$/m.exec(metrics);
    expect(Number(busy?.[1])).toBeGreaterThan(0);
  });

  it('sends neither the name of a file nor the key but where they belong', async () => {
    const bodies: string[] = [];
    const front = await inFront((incoming) => {
      incoming.on('data', (chunk) => bodies.push(chunk.toString('latin1')));
      bodies.push(JSON.stringify(incoming.url));
      return false;
    }, url);
    const named = folder.path('HESTI-3171066008780011.jpg');
    copyFileSync(CARD, named);
    const { code, err } = await run(['read', named, '--url', front.url], withKey);
    front.close();
    expect(code).toBe(0);
    expect(bodies.join('')).toContain('ReadRecord');
    expect(bodies.join('')).not.toContain('HESTI');
    expect(bodies.join('')).not.toContain(KEY);
    expect(err).not.toContain('HESTI');
  });

  it('ends with 1 where the key is refused, and says which variable holds it', async () => {
    const { code, err } = await run(['read', CARD, '--url', url], {
      environment: { KTP_GATEWAY_KEY: 'another-key-than-the-ones' },
    });
    expect(code).toBe(1);
    expect(err).toContain('The gateway refuses the key:');
    expect(err).toContain('Set KTP_GATEWAY_KEY to one of its keys.');
    expect(err).not.toContain('another-key-than-the-ones');
  });

  it('ends with 1 where the address is no gateway', async () => {
    const { code, err } = await run(['read', CARD, '--url', `${url}/elsewhere`], withKey);
    expect(code).toBe(1);
    expect(err).toContain('The gateway refuses the request: HTTP 404');
  });

  it('writes what there is against one picture into its row', async () => {
    const front = await inFront((incoming, outgoing, count) => {
      if (count > 2) return false;
      incoming.resume();
      // What a proxy says that takes bodies of so many bytes only; and one that loses its upstream.
      if (count === 1) outgoing.writeHead(413).end('<html>Too large</html>');
      else outgoing.destroy();
      return true;
    }, url);
    const files = ['a', 'b', 'c'].map((name) => folder.path(`${name}.jpg`));
    for (const file of files) copyFileSync(CARD, file);
    const { code, out } = await run(['read', ...files, '--url', front.url, '-c', '1'], withKey);
    front.close();
    expect(jsonRows(out).map(({ code, retryable = null }) => [code, retryable])).toEqual([
      ['HTTP_413', true],
      ['NO_ANSWER', false],
      ['SUCCESS', null],
    ]);
    // A picture whose answer broke off may have been read, and paid for: it is not sent again by itself.
    expect(front.requests()).toBe(3);
    expect(code).toBe(2);
  });

  it.each([429, 503])('waits as HTTP %s asks in Retry-After', async (status) => {
    const front = await inFront((incoming, outgoing, count) => {
      if (count > 1) return false;
      incoming.resume();
      outgoing.writeHead(status, { 'retry-after': '1' }).end('{"errors":[{"message":"later"}]}');
      return true;
    }, url);
    const { code, out } = await run(['read', CARD, '--url', front.url], withKey);
    front.close();
    expect([code, jsonRows(out)[0]?.code, front.requests()]).toEqual([0, 'SUCCESS', 2]);
  });

  it.each(['quota-exceeded', 'insufficient-balance', 'access-denied'])(
    'breaks off with 3 where no other picture would fare better: %s',
    async (name) => {
      const out = folder.path('rows.jsonl');
      const first = folder.path('a.jpg');
      copyFileSync(CARD, first);
      const files = [first, join(ROOT, `web/sandbox/${name}.jpg`), CARD];
      const { code, err } = await run(['read', ...files, '--url', url, '-c', '1', '-o', out], withKey);
      expect(code).toBe(3);
      expect(err).toContain('The gateway cannot read any more pictures: ');
      expect(err).toContain('3 pictures: 1 read, 0 not read, 2 left');
      expect(jsonFile(out).map(({ file }) => file)).toEqual([first]);
    },
  );

  it('names its document to a gateway that takes persisted ones only', async () => {
    const persisted = new GatewayProcess({
      PERSISTED_DOCUMENTS: join(ROOT, 'test/client/generated/persisted-documents.json'),
      PERSISTED_ONLY: 'true',
    });
    try {
      const { code, out } = await run(['read', CARD, '--url', (await persisted.ready()).url]);
      expect([code, jsonRows(out)[0]?.card.name]).toEqual([0, 'HESTI']);
    } finally {
      persisted.kill();
    }
  });

  it('goes on when a gateway that answered is started again', async () => {
    let own = new GatewayProcess();
    const { port, url: at } = await own.ready();
    const files = Array.from({ length: 8 }, (_, n) => folder.path(`${n}.jpg`));
    for (const file of files) copyFileSync(CARD, file);
    const out = folder.path('rows.jsonl');
    const command = new CommandProcess(['read', ...files, '--url', at, '-c', '1', '-o', out]);
    try {
      await until(() => existsSync(out) && jsonFile(out).length >= 2);
      own.signal('SIGTERM');
      await own.end();
      own = new GatewayProcess({ PORT: `${port}` });
      await own.ready();
      const { code } = await command.end();
      expect(jsonFile(out).map((row) => row.code)).toEqual(files.map(() => 'SUCCESS'));
      expect(code).toBe(0);
    } finally {
      own.kill();
      command.child.kill('SIGKILL');
    }
  });
});
