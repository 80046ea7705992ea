import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Connection } from '../support/client.js';
import { startGateway } from '../support/gateway.js';
import { DESKTOP, describeInBrowser, expectAccessible, PHONE, shoot, useStage } from './support.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const picture = (name: string) => `${ROOT}web/${name}.jpg`;

describe('GraphiQL', () => {
  it('is off in production and with GRAPHIQL=false', async () => {
    for (const environment of [{ GRAPHIQL: 'false' }, { NODE_ENV: 'production' }]) {
      const gateway = await startGateway(environment);
      const client = new Connection(gateway);
      const get = (path: string) => client.send(null, { accept: 'text/html' }, { method: 'GET', path });
      expect([(await get('/graphiql')).status, (await get('/graphql')).status]).toEqual([404, 405]);
      expect((await get('/page.json')).json.graphiql).toBe(false);
      client.close();
      await gateway.close();
    }
  });
});

/** GraphiQL's tabs hold buttons, and CodeMirror scrolls what it keeps from the focus: nothing a page around them can change. */
const UPSTREAM = ['nested-interactive', 'scrollable-region-focusable'];

describeInBrowser('GraphiQL in a browser', () => {
  beforeAll(() => {
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build-graphiql.ts'], { cwd: ROOT });
  });
  const stage = useStage();

  /** Runs the tab that is open, and waits for an answer that holds this text. */
  async function run(page: Page, text: string): Promise<string> {
    await page.getByRole('button', { name: /Execute query/ }).click();
    const answer = page.locator('.result-window');
    await answer.getByText(text).first().waitFor();
    return (await answer.textContent()) as string;
  }

  it('can be read by night', async () => {
    const page = await stage.open('/graphiql', { ...DESKTOP, colorScheme: 'dark' });
    await page.locator('.graphiql-tab').first().waitFor();
    await page.locator('.cm-property').first().waitFor();
    await shoot(page, 'graphiql-dark');
    await expectAccessible(page, UPSTREAM);
    await page.context().close();
  });

  it('sends the picked picture as the Upload variable, from its own files only', async () => {
    const page = await stage.open('/graphql', { ...DESKTOP, colorScheme: 'light' });
    expect(new URL(page.url()).pathname).toBe('/graphiql');
    await page.locator('.graphiql-tab').first().waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(
      expect.arrayContaining(['ReadCard', 'ReadNik', 'CheckNik', 'Service']),
    );
    await expectAccessible(page, UPSTREAM);
    await run(page, 'Pick a picture first');
    await page.getByLabel('Pictures for the Upload variable').setInputFiles(picture('specimen'));
    expect(await page.locator('#picked').textContent()).toBe('specimen.jpg');
    expect(await run(page, 'OcrKtpSuccess')).toContain('3505135409780016');
    await shoot(page, 'graphiql');
    await page.getByRole('tab', { name: 'ReadCards' }).click();
    await page
      .getByLabel('Pictures for the Upload variable')
      .setInputFiles([picture('sandbox/service-busy'), picture('specimen')]);
    expect(await run(page, 'ServiceBusyError')).toContain('OcrKtpSuccess');
    await page.getByRole('tab', { name: 'Service' }).click();
    await run(page, 'maxBatchImages');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(stage.complaints).toEqual([]);
    await page.context().close();
  });

  it('reads a specimen on a phone, and keeps what was edited until the tab is closed', async () => {
    const page = await stage.open('/graphiql', PHONE);
    await page.locator('.graphiql-tab').first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBe(390);
    await page.getByRole('button', { name: 'Use a specimen' }).click();
    await page.locator('#picked').filter({ hasText: 'specimen.jpg' }).waitFor();
    expect(await run(page, 'OcrKtpSuccess')).toContain('3505135409780016');
    await shoot(page, 'graphiql-phone');
    const editor = await page.locator('.graphiql-query-editor').boundingBox();
    expect(editor?.width).toBeGreaterThan(240);
    expect(editor?.height).toBeGreaterThan(150);
    await page.locator('.graphiql-query-editor .CodeMirror').click();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('# mine');
    await page.waitForFunction(() => JSON.stringify(sessionStorage).includes('# mine'));
    await page.reload();
    await page.locator('.graphiql-query-editor').getByText('# mine').waitFor();
    await page.context().close();
  });
});
