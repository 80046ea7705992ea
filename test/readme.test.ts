import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connection } from './support/client.js';
import { type RunningGateway, startGateway } from './support/gateway.js';

const text = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

interface Example {
  readonly file: string;
  readonly sent: string;
  readonly answer: unknown;
}

/** Pairs of fenced blocks: something to send, and right behind it the answer. */
function examples(language: string): Example[] {
  return ['README.md', 'docs/queries.md', 'docs/rest.md'].flatMap((file) => {
    const pairs = text(file).matchAll(
      new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\`\\n+\`\`\`json\\n([^\`]*)\`\`\``, 'g'),
    );
    return [...pairs].map(([, sent, answer]) => ({
      file,
      sent: sent as string,
      answer: JSON.parse(answer as string),
    }));
  });
}

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway({ OPENAPI_CLIENTS: 'sampleaccesskey:samplesecretkey' });
});
afterAll(() => gateway.close());

describe('an example', () => {
  it.each(examples('sh'))('in $file shows a command and its answer: $sent', async ({ sent, answer }) => {
    const command = sent.replaceAll('http://127.0.0.1:4000', gateway.url);
    const { stdout } = await promisify(execFile)('sh', ['-c', command], {
      cwd: new URL('../', import.meta.url),
    });
    expect(withoutId(JSON.parse(stdout))).toEqual(withoutId(answer));
  });

  it.each(examples('graphql'))('in $file shows a query and its answer: $sent', async ({ sent, answer }) => {
    const client = new Connection(gateway);
    expect((await client.query(sent)).json).toEqual(answer);
    client.close();
  });

  it('is in each of the documents', () => {
    expect(examples('sh').map(({ file }) => file)).toEqual(['README.md', 'docs/queries.md', 'docs/rest.md']);
    expect(examples('graphql').map(({ file }) => file)).toEqual(['docs/queries.md', 'docs/queries.md']);
  });
});

describe('the README', () => {
  it('is read in a few minutes', () => {
    expect(text('README.md').split('\n').length).toBeLessThanOrEqual(150);
  });
});

/** Ids of transactions are new each time. */
function withoutId(answer: unknown): unknown {
  const { transactionId: _, ...rest } = answer as Record<string, unknown>;
  return rest;
}
