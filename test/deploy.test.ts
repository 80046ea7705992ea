import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadFigures } from '../bench/scale/figures.js';
import { Environment } from '../src/config/gateway.js';
import { metrics } from '../src/observability/metrics.js';

const FOLDER = new URL('../deploy/kubernetes/', import.meta.url);
// biome-ignore lint/suspicious/noExplicitAny: what stands in a manifest is judged by the assertions.
type Manifest = any;

const read = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(new URL(file, FOLDER), 'utf8')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
const files = readdirSync(FOLDER);
const all = files.filter((file) => file !== 'kustomization.yaml').flatMap(read);
const find = (kind: string, name: string): Manifest =>
  all.find((each) => each.kind === kind && each.metadata.name === name);
const settings: Record<string, string> = find('ConfigMap', 'ktp-settings').data;
const podOf = (name: string) => find('Deployment', name).spec.template.spec;
const containerOf = (name: string) => podOf(name).containers[0];
const environmentOf = (name: string): Record<string, string> => ({
  ...settings,
  ...Object.fromEntries(containerOf(name).env.map((each: Manifest) => [each.name, each.value])),
});
const mebibytes = (text: string) =>
  Number(/^(\d+)Mi$/.exec(text)?.[1] ?? 1024 * Number(/^(\d+)Gi$/.exec(text)?.[1]));

describe('deploy/kubernetes', () => {
  it('applies every file, and each thing has a kind and a name of its own', () => {
    const [kustomization] = read('kustomization.yaml');
    expect(kustomization.resources.toSorted()).toEqual(
      files.filter((file) => file !== 'kustomization.yaml').toSorted(),
    );
    const names = all.map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`);
    expect(new Set(names).size).toBe(all.length);
    expect(names.filter((name) => name.includes('undefined'))).toEqual([]);
    expect(kustomization.images[0].name).toBe(containerOf('gateway').image);
  });

  it.each(['gateway', 'worker'])(
    'gives a %s settings that there are, each with an acceptable value',
    (name) => {
      const environment = environmentOf(name);
      const secrets = {
        QUEUE_KEY: 'a'.repeat(64),
        API_KEYS: 'a-key-of-sixteen-or-more',
        REDIS_URL: 'rediss://r:6379',
      };
      const { NODE_ENV, ...named } = environment;
      expect(NODE_ENV).toBe('production');
      expect(Object.keys(named).filter((each) => !(each in Environment.shape))).toEqual([]);
      expect(Object.values(environment).filter((value) => typeof value !== 'string')).toEqual([]);
      expect(Environment.safeParse({ ...named, ...secrets }).error).toBeUndefined();
      const created = readFileSync(new URL('settings.yaml', FOLDER), 'utf8').matchAll(
        /--from-literal=(\w+)=/g,
      );
      expect([...created].map(([, secret]) => secret).toSorted()).toEqual(Object.keys(secrets).toSorted());
    },
  );

  it.each(['gateway', 'worker'])(
    'runs and probes a %s as it is, and lets it do no more than it must',
    (name) => {
      const { command = ['node', 'dist/main.js'], ports, ...container } = containerOf(name);
      const source = new URL(
        `../${command[1].replace('dist/', 'src/').replace('.js', '.ts')}`,
        import.meta.url,
      );
      expect(existsSync(source)).toBe(true);
      expect(String(ports[0].containerPort)).toBe(
        environmentOf(name)[name === 'worker' ? 'WORKER_PORT' : 'PORT'] ?? '4000',
      );
      expect(container.livenessProbe.httpGet).toEqual({ path: '/health', port: 'http' });
      expect(container.readinessProbe.httpGet).toEqual({ path: '/ready', port: 'http' });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(podOf(name)).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      const labels = find('Deployment', name).spec.template.metadata.labels;
      expect(find('Deployment', name).spec.selector.matchLabels).toEqual(labels);
      expect(find('PodDisruptionBudget', name).spec.selector.matchLabels).toEqual(labels);
    },
  );

  it('gives both time to end in order', () => {
    const seconds = (name: string, setting: string) => Number(environmentOf(name)[setting]);
    expect(podOf('gateway').terminationGracePeriodSeconds).toBeGreaterThan(
      seconds('gateway', 'SHUTDOWN_DELAY_SECONDS') + seconds('gateway', 'SHUTDOWN_GRACE_SECONDS') + 5,
    );
    expect(seconds('gateway', 'SHUTDOWN_GRACE_SECONDS')).toBeGreaterThan(
      seconds('gateway', 'OCR_QUEUE_TIMEOUT_SECONDS') + seconds('gateway', 'OCR_TIMEOUT_SECONDS'),
    );
    expect(podOf('worker').terminationGracePeriodSeconds).toBeGreaterThan(
      seconds('worker', 'SHUTDOWN_GRACE_SECONDS') + 5,
    );
    expect(seconds('worker', 'SHUTDOWN_GRACE_SECONDS')).toBeGreaterThan(
      seconds('worker', 'OCR_TIMEOUT_SECONDS'),
    );
  });

  it('gives both half as much memory again as was measured', () => {
    const { gatewayMebibytes, workerMebibytes } = loadFigures().memory;
    expect(mebibytes(containerOf('gateway').resources.limits.memory)).toBeGreaterThan(1.5 * gatewayMebibytes);
    expect(mebibytes(containerOf('worker').resources.limits.memory)).toBeGreaterThan(1.5 * workerMebibytes);
    expect(mebibytes(containerOf('worker').resources.requests.memory)).toBeGreaterThan(workerMebibytes);
  });

  it('scales workers by metrics that there are', async () => {
    const { triggers, scaleTargetRef } = find('ScaledObject', 'worker').spec;
    expect(find('Deployment', scaleTargetRef.name)).toBeDefined();
    expect(find('Deployment', scaleTargetRef.name).spec.replicas).toBeUndefined();
    const there = [...(await metrics.print()).matchAll(/^# HELP (ktp_\w+)/gm)].map(([, name]) => name);
    const queries: string[] = triggers.map((trigger: Manifest) => trigger.metadata.query);
    const asked = queries.flatMap((query) =>
      [...query.matchAll(/\bktp_\w+/g)].map(([name]) => name.replace(/_bucket$/, '')),
    );
    expect(asked).toEqual(['ktp_queue_length', 'ktp_readings_running', 'ktp_stage_duration_seconds']);
    expect(asked.filter((name) => !there.includes(name))).toEqual([]);
    expect(triggers.map(({ metadata }: Manifest) => Number(metadata.threshold))).toEqual([0.7, 2]);
  });
});
