import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, EngineState } from '../../src/engine/engine.js';
import { createHealthRoutes, type Health, type Phase } from '../../src/http/health-routes.js';
import { metrics } from '../../src/observability/metrics.js';
import { loadRegions } from '../../src/regions/store.js';
import { ToldEngine } from '../rest/support.js';
import { Connection } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { series } from '../support/process.js';

let gateway: RunningGateway;
let client: Connection;
beforeAll(async () => {
  gateway = await startGateway({}, [new ToldEngine()]);
  client = new Connection(gateway);
});
afterAll(async () => {
  client.close();
  await gateway.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  client.send(null, headers, { method: 'GET', path });

describe('a request', () => {
  it('keeps the id it brought, and gets one where it brought none that is well formed', async () => {
    const id = '7f3a9c2e-4b1d-4e8a-9c55-0d6f2b7a1e33';
    expect((await get('/health', { 'x-request-id': id })).headers['x-request-id']).toBe(id);
    for (const bad of ['3374015708450001', 'a b', 'x'.repeat(65)]) {
      const { headers } = await get('/health', { 'x-request-id': bad });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    }
    const [one, other] = [await get('/health'), await get('/nothing')];
    expect(one.headers['x-request-id']).not.toBe(other.headers['x-request-id']);
  });

  it('is counted by route and status, by no path of its own', async () => {
    const count = async (name: string) => series(await metrics.print(), name);
    const unknown = 'ktp_requests_total{route="unknown",status="404"}';
    const before = await count(unknown);
    await get('/3374015708450001');
    await get('/graphql/../etc');
    expect((await count(unknown)) - before).toBe(2);
    expect(await metrics.print()).not.toContain('3374015708450001');
    expect(await count('ktp_requests_open')).toBe(0);
  });

  it('that is refused is counted by reason', async () => {
    const reason = 'ktp_rejected_total{reason="METHOD_NOT_ALLOWED"}';
    const before = series(await metrics.print(), reason);
    await get('/graphql');
    expect(series(await metrics.print(), reason) - before).toBe(1);
  });
});

describe('/ready', () => {
  const state = (able: boolean): EngineState => ({ able, waiting: 0, reading: 0, workers: null });
  const engine = (name: Engine['name'], able: boolean) =>
    Object.assign(new ToldEngine(), { name, state: () => state(able) }) as unknown as Engine;
  const room = (engines: readonly [Engine, ...Engine[]], auto = engines[0]) => ({
    engines,
    auto,
    regions: loadRegions(),
    today: () => '2026-11-22',
    onFault: () => {},
  });

  async function ask(phase: Phase, parts: ReturnType<typeof room>, helpers: Health['helpers'] = {}) {
    const routes = createHealthRoutes({ phase: () => phase, helpers }, parts);
    const server = createServer((request, response) => void routes['/ready'](request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const body = await answer.json();
    server.close();
    return [answer.status, body] as const;
  }

  const [able, resting] = [engine('EMBEDDED', true), engine('ADVANCE_AI', false)];
  const either = engine('ADVANCE_AI', true);

  const there: Health['helpers'] = { REDIS: () => null };
  const away: Health['helpers'] = { REDIS: () => 'REDIS_AWAY' };

  it.each([
    ['ready', 200, 'ready', room([able]), there],
    ['starting', 503, 'starting', room([able]), {}],
    ['stopping', 503, 'stopping', room([able]), {}],
    ['ready', 503, 'unable', room([resting]), {}],
    ['ready', 200, 'degraded', room([resting, able], either), {}],
    ['ready', 200, 'degraded', room([able]), away],
  ] as const)('while %s answers %i %s', async (phase, status, word, parts, helpers) => {
    const [found, body] = await ask(phase, parts, helpers);
    expect([found, body.status]).toEqual([status, word]);
  });

  it('names the parts', async () => {
    const [, body] = await ask('ready', room([resting, able], either), away);
    expect(body.parts).toEqual({ ADVANCE_AI: false, EMBEDDED: true, REDIS: false });
  });
});
