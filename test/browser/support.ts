import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { loadSandbox, withSandbox } from '../../src/engine/sandbox/engine.js';
import { type RunningGateway, sharedEngine, startGateway } from '../support/gateway.js';
import { ARGS, CHROMIUM } from './chromium.js';

export { ARGS, CHROMIUM } from './chromium.js';

const SHOTS = fileURLToPath(new URL('../../artefacts/browser/', import.meta.url));
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

const installed = existsSync(CHROMIUM);
if (!installed) {
  process.stderr.write(`\n!!! NO BROWSER TESTS: ${CHROMIUM} is missing; apt-get install -y chromium\n\n`);
}
/** A suite that needs the browser. */
export const describeInBrowser = describe.skipIf(!installed);

export interface Stage {
  gateway: RunningGateway;
  /** A page of its own in a fresh profile; what its console complains of ends up in `complaints`. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  complaints: string[];
}

/** A gateway in its sandbox and a browser, for the tests of one file. */
export function useStage(environment: Record<string, string> = {}): Stage {
  let browser: Browser | undefined;
  const stage = { complaints: [] as string[] } as Stage;
  beforeAll(async () => {
    if (!installed) return;
    mkdirSync(SHOTS, { recursive: true });
    const engine = withSandbox(sharedEngine(), loadSandbox());
    stage.gateway = await startGateway({ SANDBOX: 'true', ...environment }, [engine]);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(async () => {
    await browser?.close();
    await stage.gateway?.close();
  });
  stage.open = async (path, options = DESKTOP) => {
    const context = await (browser as Browser).newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', ({ message }) => void stage.complaints.push(message));
    page.on('console', (line) => {
      if (line.type() === 'error') stage.complaints.push(line.text());
    });
    page.on('request', (request) => {
      const own = request.url().startsWith(stage.gateway.url) || /^(blob|data):/.test(request.url());
      if (!own) stage.complaints.push(`asked ${request.url()}`);
    });
    await page.goto(`${stage.gateway.url}${path}`);
    return page;
  };
  return stage;
}

/** Nothing that axe-core finds wrong, but for these of its rules. */
export async function expectAccessible(page: Page, except: readonly string[] = []): Promise<void> {
  // Evaluated, not added as a script: the page's policy lets in none but its own.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(readFileSync(AXE, 'utf8'));
  const found = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: put there above.
    const { violations } = await (globalThis as any).axe.run();
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes.map(({ html }) => html)}`,
    );
  });
  expect(found.filter((line: string) => !except.some((rule) => line.startsWith(`${rule}:`)))).toEqual([]);
}

/** A picture of the whole page for people to look at, in `artefacts/browser`, where `SHOTS` is set. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env.SHOTS) return;
  await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: true });
}
