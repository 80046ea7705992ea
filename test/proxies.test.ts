import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card } from './support/cards.js';
import { oneUpload, PREFLIGHT } from './support/client.js';
import { GatewayProcess, until } from './support/process.js';

const DEPLOY = fileURLToPath(new URL('../deploy/', import.meta.url));
const MEBIBYTE = 1024 * 1024;
const QUERY =
  'mutation ($image: Upload!) { ocrKtp(image: $image) { ... on OcrKtpSuccess { card { nik { number } } } } }';
/** Requests of one address in a minute; more than the tests before the last one make. */
const LIMIT = 40;

interface Proxy {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it wrote down, wherever. */
  readonly logs: () => string;
}

/** Caddy and nginx as Debian has them, with the configurations that are shipped; only names, ports and files are the test's. */
const PROXIES: Record<
  string,
  { program: string; start: (folder: string, gateway: string) => Promise<Proxy> }
> = {
  nginx: {
    program: 'nginx',
    async start(folder, gateway) {
      const port = await freePort();
      const file = (name: string) => join(folder, name);
      const subject = ['-subj', '/CN=ktp.example', '-days', '1', '-nodes', '-newkey', 'rsa:2048', '-x509'];
      execFileSync('openssl', ['req', ...subject, '-keyout', file('key.pem'), '-out', file('cert.pem')], {
        stdio: 'ignore',
      });
      const shipped = replaced(readFileSync(join(DEPLOY, 'nginx/ktp-gateway.conf'), 'utf8'), {
        'listen 443 ssl http2': `listen 127.0.0.1:${port} ssl http2`,
        '127.0.0.1:4000': gateway,
        '/etc/ssl/ktp.example.pem': file('cert.pem'),
        '/etc/ssl/private/ktp.example.key': file('key.pem'),
        '/var/log/nginx/ktp-gateway.log': file('access.log'),
      });
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
      const paths = temporary.map((name) => `${name}_temp_path ${file(name)};`).join(' ');
      writeFileSync(
        file('nginx.conf'),
        `daemon off; pid ${file('pid')}; error_log ${file('error.log')} warn; events {} http { ${paths}\n${shipped}}`,
      );
      const child = spawn('nginx', ['-c', file('nginx.conf'), '-p', folder], { stdio: 'ignore' });
      const logs = () =>
        ['access.log', 'error.log']
          .map((name) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : ''))
          .join('');
      return { url: `https://127.0.0.1:${port}`, child, logs };
    },
  },
  caddy: {
    program: 'caddy',
    async start(folder, gateway) {
      const port = await freePort();
      const shipped = replaced(readFileSync(join(DEPLOY, 'caddy/Caddyfile'), 'utf8'), {
        // Without a certificate: there is no name here that one could be got for.
        'ktp.example {': `http://127.0.0.1:${port} {`,
        '127.0.0.1:4000': gateway,
      });
      writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n}\n${shipped}`);
      let log = '';
      const child = spawn('caddy', ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder },
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          log += chunk;
        });
      }
      return { url: `http://127.0.0.1:${port}`, child, logs: () => log };
    },
  },
};

for (const [name, { program, start }] of Object.entries(PROXIES)) {
  const missing = spawnSync(program, ['-v']).error !== undefined;
  if (missing) process.stderr.write(`No ${program} here: the tests that need it are SKIPPED.\n`);
  describe.skipIf(missing)(`behind ${name}`, () => {
    let folder: string;
    let gateway: GatewayProcess;
    let proxy: Proxy;
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    const ask = (path: string, init: Parameters<typeof fetch>[1] = {}) =>
      fetch(`${proxy.url}${path}`, { ...init, dispatcher });
    const query = (document: string, headers: Record<string, string> = {}) =>
      ask('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: document }),
      });
    const upload = (picture: Buffer, headers = PREFLIGHT) => {
      const form = oneUpload(QUERY, picture);
      return ask('/graphql', {
        method: 'POST',
        headers: { ...form.headers(), ...headers },
        body: form.body(),
      });
    };

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), `ktp-${name}-`));
      // Its own processes may be another user's.
      execFileSync('chmod', ['755', folder]);
      mkdirSync(join(folder, 'logs'));
      gateway = new GatewayProcess({
        TRUSTED_PROXIES: 'loopback',
        KEEP_ALIVE_SECONDS: '75',
        RATE_LIMIT_PER_ADDRESS: `${LIMIT}`,
      });
      const { port } = await gateway.ready();
      proxy = await start(folder, `127.0.0.1:${port}`);
      await until(async () => (await ask('/health').catch(() => null))?.status === 200);
    }, 120_000);
    afterAll(async () => {
      await dispatcher.destroy();
      proxy?.child.kill('SIGTERM');
      if (proxy?.child.exitCode === null) await once(proxy.child, 'exit');
      gateway.kill();
      rmSync(folder, { recursive: true, force: true });
    });

    it('a card that is uploaded is read', async () => {
      const { picture, printed } = card('clean-woman');
      const answer = await upload(picture);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({
        data: { ocrKtp: { card: { nik: { number: printed.idNumber } } } },
      });
      expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{32,36}$/);
    });

    it('an answer comes as an event stream to who wants one', async () => {
      const answer = await query('{ checkNik(nik: "3374015708450001") { valid } }', {
        accept: 'text/event-stream',
      });
      expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
      expect(await answer.text()).toContain('event: next\ndata: {"data":{"checkNik":{"valid":true}}}');
    });

    it('what is too large is refused by the gateway, in its words', async () => {
      const refused = await upload(Buffer.alloc(17.5 * MEBIBYTE));
      expect(refused.status).toBe(413);
      expect(JSON.stringify(await refused.json())).toContain('REQUEST_TOO_LARGE');
      const larger = await upload(Buffer.alloc(19 * MEBIBYTE));
      expect(larger.status).toBe(413);
      // nginx goes by what is announced; Caddy counts what comes, and the gateway is first.
      expect((await larger.text()).includes('REQUEST_TOO_LARGE')).toBe(name === 'caddy');
    });

    it('neither metrics nor readiness are told to all, and health is', async () => {
      const statuses = await Promise.all(
        ['/metrics', '/ready', '/health'].map(async (path) => (await ask(path)).status),
      );
      expect(statuses).toEqual([404, 404, 200]);
    });

    it('no query is in its log, no picture in a file', async () => {
      const answer = await ask('/health?nik=3374015708450001', {
        headers: { 'x-api-key': 'a-key-nobody-is-to-see' },
      });
      expect(answer.status).toBe(200);
      await query('{ checkNik(nik: "3374015708450001") { valid } }');
      if (name === 'nginx') await until(() => /GET \/health 200/.test(proxy.logs()));
      expect(proxy.logs()).not.toMatch(/3374015708450001|a-key-nobody|temporary file/);
    });

    it('requests are counted by the address of the client, whatever it says of itself', async () => {
      const statuses: number[] = [];
      for (let n = 0; n <= LIMIT; n += 1) {
        const answer = await query('{ __typename }', { 'x-forwarded-for': `198.51.100.${n}` });
        await answer.text();
        statuses.push(answer.status);
      }
      expect(new Set(statuses)).toEqual(new Set([200, 429]));
      expect(statuses.at(-1)).toBe(429);
    });
  });
}

/** Fails where something that the test takes the place of is no more in the file. */
function replaced(text: string, places: Record<string, string>): string {
  return Object.entries(places).reduce((done, [from, to]) => {
    expect(done).toContain(from);
    return done.replaceAll(from, to);
  }, text);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
