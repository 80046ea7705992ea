import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOG_KEYS } from '../src/observability/log-keys.js';
import { metrics, STAGES } from '../src/observability/metrics.js';
import { compiled, ROOT } from './support/compiled.js';
import { GatewayProcess } from './support/process.js';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const DOC = read('docs/operating.md');

const section = (title: string) => DOC.split(/^## /m).find((each) => each.startsWith(`${title}\n`)) ?? '';
/** What stands in the code spans of a table's columns. */
const cells = (title: string, column: number) =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap((line) =>
      [...(line.split(/(?<!\\)\|/)[column]?.matchAll(/`([^`]+)`/g) ?? [])].map(([, code]) => code as string),
    );
const block = (language: string, words: string) =>
  [...DOC.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, 'g'))]
    .map(([, code]) => code as string)
    .find((code) => code.includes(words)) as string;

let gateway: GatewayProcess;
let url: string;
beforeAll(async () => {
  gateway = new GatewayProcess();
  url = (await gateway.ready()).url;
});
afterAll(() => gateway.kill());

const sh = async (command: string) => {
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    command.replaceAll('http://127.0.0.1:4000', url),
  ]);
  return stdout;
};

describe('docs/operating.md', () => {
  it('lists the metrics there are, with their labels', async () => {
    const text = await metrics.print();
    const there = [...text.matchAll(/^# HELP (ktp_\w+)/gm)].map(([, name]) => name);
    expect(cells('Metrics', 1).filter((name) => name.startsWith('ktp_'))).toEqual(
      expect.arrayContaining(there as string[]),
    );
    const named = [...section('Metrics').matchAll(/\b(?:ktp|nodejs|process)_[a-z_0-9]+[a-z0-9]/g)].map(
      ([name]) => name,
    );
    expect(named.filter((name) => !text.includes(`# HELP ${name} `))).toEqual([]);
    for (const stage of STAGES) expect(section('Metrics')).toContain(`\`${stage}\``);
  });

  it('lists the keys a line of the log may have', () => {
    const keys = cells('Log', 3).filter((key) => !/^[A-Z]/.test(key));
    expect(new Set(keys)).toEqual(new Set(LOG_KEYS));
  });

  it.each(['/health', '/ready'])('shows what %s answers', async (path) => {
    const command = block('sh', `4000${path}`);
    const shown = DOC.slice(DOC.indexOf(command)).match(/```json\n([^`]*)```/)?.[1] as string;
    expect(JSON.parse(await sh(command))).toEqual(JSON.parse(shown));
  });

  it('shows how to look at the metrics', async () => {
    expect(await sh(block('sh', '/metrics'))).toBe('ktp_workers{engine="EMBEDDED"} 1\n');
  });

  it('names scripts and files that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [...DOC.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name as string);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    expect(block('sh', 'docker run')).toContain('--publish 127.0.0.1:4000:4000');
    expect(read('Dockerfile')).toContain('PORT=4000');
  });
});

describe('the tracing example', () => {
  it('sends spans to a collector, the last ones when the gateway stops', async () => {
    const sent: string[] = [];
    const collector = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      sent.push(`${request.url} ${text}`);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    // Inside the checkout, whose packages it imports.
    mkdirSync(join(ROOT, 'artefacts'), { recursive: true });
    const folder = mkdtempSync(join(ROOT, 'artefacts/tracing-'));
    try {
      const tracing = join(folder, 'tracing.mjs');
      writeFileSync(tracing, block('js', 'OTLPTraceExporter'));
      const { port } = collector.address() as AddressInfo;
      const traced = new GatewayProcess(
        { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
        { args: ['--import', tracing, compiled('src/main.ts')] },
      );
      const ready = await traced.ready();
      await fetch(`${ready.url}/health`, { headers: { 'x-request-id': 'an-id-of-the-test' } });
      traced.signal('SIGTERM');
      expect(await traced.end()).toBe(0);
      const all = sent.join('\n');
      expect(all).toContain('/v1/traces');
      expect(all).toContain('GET /health');
      expect(all).toContain('an-id-of-the-test');
    } finally {
      rmSync(folder, { recursive: true });
      collector.close();
    }
  });
});
