import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadSandbox, withSandbox } from '../../src/engine/sandbox/engine.js';
import { embeddedEngine, type RunningGateway, startGateway } from '../support/gateway.js';
import { ARGS, CHROMIUM, DESKTOP, describeInBrowser, expectAccessible, PHONE, shoot } from './support.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const web = (path: string) => `${ROOT}web/${path}`;
const client = (entry: string) => `${ROOT}packages/client/src/${entry}.ts`;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

describeInBrowser('examples/react', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ktp-react-'));
  const site = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://site').pathname);
    const file = path === '/' ? '/index.html' : path;
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' });
    response.end(readFileSync(join(folder, 'dist', file)));
  });
  let gateway: RunningGateway;
  let browser: Browser;
  let url: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    await new Promise<void>((resolve) => void site.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const engine = withSandbox(embeddedEngine(), loadSandbox());
    gateway = await startGateway({ SANDBOX: 'true', CORS_ORIGINS: url }, [engine]);
    mkdirSync(join(folder, 'public'));
    const worker = createRequire(`${ROOT}examples/react/package.json`).resolve('msw/mockServiceWorker.js');
    copyFileSync(worker, join(folder, 'public/mockServiceWorker.js'));
    await build({
      root: `${ROOT}examples/react`,
      logLevel: 'warn',
      publicDir: join(folder, 'public'),
      build: { outDir: join(folder, 'dist'), emptyOutDir: true },
      define: {
        'import.meta.env.VITE_GATEWAY_URL': JSON.stringify(`${gateway.url}/graphql`),
        // Only where the page is asked for a member; elsewhere it talks to the gateway.
        'import.meta.env.VITE_MOCKS': "location.search.includes('mock')",
      },
      // From its sources, so that no test waits for a build.
      resolve: {
        alias: [
          { find: /^@ktp-gateway\/client$/, replacement: client('index') },
          { find: /^@ktp-gateway\/client\/react$/, replacement: client('react') },
        ],
      },
    });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(async () => {
    await browser?.close();
    site.close();
    site.closeAllConnections();
    await gateway?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(path = '/', options = DESKTOP): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', ({ message }) => void complaints.push(message));
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    await page.goto(`${url}${path}`);
    return page;
  }
  const choose = (page: Page, file: string) =>
    page.getByLabel('Picture of your identity card (KTP)').setInputFiles(file);

  it('fills its form from a card, and has what is doubted confirmed or corrected', async () => {
    const page = await open('/', { ...PHONE, colorScheme: 'light' });
    await choose(page, web('specimen-contradictions.jpg'));
    const button = page.getByRole('button', { name: /^Compare \d fields? with your card$/ });
    await button.waitFor();
    expect(await page.getByLabel('NIK', { exact: true }).inputValue()).toMatch(/^\d{16}$/);
    expect(await button.isDisabled()).toBe(true);
    await expectAccessible(page);
    await shoot(page, 'react-example');
    const doubted = await page
      .locator('.doubted > input')
      .evaluateAll((inputs) => inputs.map(({ id }) => id));
    expect(doubted).toContain('BIRTH_DATE');
    // One is corrected, the others are as on the card.
    await page.locator('#BIRTH_DATE').fill('1980-01-02');
    for (const name of doubted.filter((each) => each !== 'BIRTH_DATE'))
      await page.locator(`#${name}-doubt`).getByRole('checkbox').check();
    const person = await page.getByLabel('Name', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.getByRole('status').textContent()).toBe(`Thank you, ${person}.`);
  });

  it('sends nothing twice when a person tries again', async () => {
    const page = await open();
    const keys: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') keys.push(request.headers()['idempotency-key']);
    });
    const transactionId = '0123456789abcdef';
    const charged = { __typename: 'UpstreamError', retryable: false, mayBeCharged: true, transactionId };
    await page.route('**/graphql', (route) =>
      route.fulfill({
        headers: {
          'access-control-allow-origin': '*',
          'access-control-allow-headers': '*',
          'access-control-expose-headers': 'retry-after',
        },
        json: { data: { ocrKtp: charged } },
      }),
    );
    await choose(page, web('sandbox/upstream-error.jpg'));
    await page.getByText(`Reference ${transactionId}. This reading may have been paid`).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => keys.length).toBe(2);
    await page.unroute('**/graphql');
    expect(keys).toEqual([expect.stringMatching(/^"[0-9a-f]{32}"$/), keys[0]]);
    // The picture chosen once more is another reading.
    await choose(page, web('specimen.jpg'));
    await page.getByRole('button', { name: 'Continue' }).waitFor();
    expect(keys[2]).not.toBe(keys[0]);
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });

  it('stops a reading that is cancelled, and tells of a server that does not answer', async () => {
    const page = await open();
    await page.route('**/graphql', () => {});
    await choose(page, web('specimen.jpg'));
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByRole('status').count()).toBe(0);
    await page.unroute('**/graphql');
    await page.context().setOffline(true);
    await choose(page, web('specimen-dim.jpg'));
    await page.getByText('There is no connection').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('NIK', { exact: true }).waitFor();
  });

  it('shows each member of the union from its mocks', async () => {
    const shown: Record<string, string | null> = {};
    for (const [member, text] of [
      ['OcrKtpSuccess', 'Compare 1 field with your card'],
      ['OcrNoResultError', 'Hold the camera still.'],
      ['ImageInvalidFormatError', 'Accepted: image/jpeg, image/png.'],
      ['ServiceBusyError', 'Wait 60 s.'],
      ['UpstreamError', 'it is not paid again if you try again'],
      ['AccessDeniedError', 'Reference 0123456789abcdef.'],
    ] as const) {
      const page = await open(`/?mock=${member}`);
      await choose(page, web('specimen.jpg'));
      shown[member] = await page.getByText(text).textContent();
      await page.context().close();
    }
    expect(Object.keys(shown)).toHaveLength(6);
    // Lines that a browser writes by itself when it is offline.
    expect(complaints.filter((line) => !line.includes('net::ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});
