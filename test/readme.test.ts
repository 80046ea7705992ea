import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connection } from './support/client.js';
import { type RunningGateway, startGateway } from './support/gateway.js';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Pairs of fenced blocks: something to send, and right behind it the answer. */
function examples(language: string): { sent: string; answer: unknown }[] {
  const pairs = README.matchAll(
    new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\`\\n+\`\`\`json\\n([^\`]*)\`\`\``, 'g'),
  );
  return [...pairs].map(([, sent, answer]) => ({
    sent: sent as string,
    answer: JSON.parse(answer as string),
  }));
}

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway({ OPENAPI_CLIENTS: 'sampleaccesskey:samplesecretkey' });
});
afterAll(() => gateway.close());

describe('the README', () => {
  it.each(examples('sh'))('shows a command and its answer: $sent', async ({ sent, answer }) => {
    const command = sent.replaceAll('http://127.0.0.1:4000', gateway.url);
    const { stdout } = await promisify(execFile)('sh', ['-c', command], {
      cwd: new URL('../', import.meta.url),
    });
    expect(withoutId(JSON.parse(stdout))).toEqual(withoutId(answer));
  });

  it.each(examples('graphql'))('shows a query and its answer: $sent', async ({ sent, answer }) => {
    const client = new Connection(gateway);
    expect((await client.query(sent)).json).toEqual(answer);
    client.close();
  });

  it('shows both', () => {
    expect(examples('sh')).toHaveLength(2);
    expect(examples('graphql').length).toBeGreaterThanOrEqual(2);
  });

  it('names every setting', () => {
    const settings = README.split('\n')
      .filter((line) => line.startsWith('| `'))
      .join('\n');
    const names = readFileSync(new URL('../src/config/gateway.ts', import.meta.url), 'utf8').matchAll(
      /^ {2}([A-Z_]+): /gm,
    );
    const missing = [...names].map(([, name]) => name).filter((name) => !settings.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

/** Ids of transactions are new each time. */
function withoutId(answer: unknown): unknown {
  const { transactionId: _, ...rest } = answer as Record<string, unknown>;
  return rest;
}
