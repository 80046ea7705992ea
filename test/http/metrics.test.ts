import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '../../src/observability/metrics.js';
import { ToldEngine } from '../rest/support.js';
import { Connection } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

const KEY = 'a-key-of-sixteen-or-more';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway({ API_KEYS: KEY }, [new ToldEngine()]);
});
afterAll(() => gateway.close());

async function ask(headers: Record<string, string>) {
  const connection = new Connection(gateway);
  const answer = await connection.send(null, headers, { method: 'GET', path: '/metrics' });
  connection.close();
  return answer;
}

describe('/metrics', () => {
  it('counts what the upstream charges, and why the fallback reads', async () => {
    metrics.upstreamCall('PAY');
    metrics.upstreamCall('PAY');
    metrics.upstreamCall('UNKNOWN');
    metrics.fallback('ERROR');
    const { status, headers, text } = await ask({ authorization: `Bearer ${KEY}` });
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')]);
    expect(text).toContain('ktp_upstream_calls_total{charge="PAY"} 2\n');
    expect(text).toContain('ktp_upstream_calls_total{charge="FREE"} 0\n');
    expect(text).toContain('ktp_upstream_calls_total{charge="UNKNOWN"} 1\n');
    expect(text).toContain('ktp_fallbacks_total{code="ERROR"} 1\n');
  });

  it('is not for everybody where calling is not', async () => {
    const { status, text } = await ask({});
    expect(status).toBe(401);
    expect(text).not.toContain('ktp_');
  });
});
