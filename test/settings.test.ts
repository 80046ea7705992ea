import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { Environment } from '../src/config/gateway.js';
import { WorkerEnvironment } from '../src/config/worker.js';
import { DEFAULT_THRESHOLDS } from '../src/engine/image/quality.js';

const page = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8');
const shape: Readonly<Record<string, Pick<z.ZodType, 'parse' | 'safeParse'>>> = Environment.shape;

/** The rows of the tables, `| name | default | allowed | what it does |`, each with the heading above it. */
const rows = page.split(/^## /m).flatMap((section) => {
  const topic = section.slice(0, section.indexOf('\n'));
  return section
    .split('\n')
    .map((line) => /^\| `([A-Z_]+)` \| (.*?) \| (.*?) \| (.*?) \|$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = '', preset = '', allowed = '', what = '']) => ({ topic, name, preset, allowed, what }));
});

/** Settings whose default is worked out from others, or from the machine. */
const WORKED_OUT: readonly string[] = [
  'GRAPHIQL',
  'INTROSPECTION',
  'MAX_IMAGE_MEBIBYTES',
  'MAX_IMAGE_SIDE',
  'OCR_RUNTIME',
  'OCR_THREADS',
  'OPENAPI_SIGNING_KEY',
  'RATE_LIMIT_PER_ADDRESS',
];

const accepts = (name: string, value: string) => shape[name]?.safeParse(value).success;

describe('docs/settings.md', () => {
  it('has every setting once, and no others', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(shape).sort());
  });

  it('sorts each under a topic', () => {
    expect(new Set(rows.map(({ topic }) => topic)).size).toBeGreaterThan(10);
    expect(rows.filter(({ topic }) => topic.startsWith('#'))).toEqual([]);
  });

  it('says what each does', () => {
    expect(rows.filter(({ what }) => what.length < 10)).toEqual([]);
  });

  it.each(rows.filter(({ name }) => !WORKED_OUT.includes(name) && !name.startsWith('QUALITY_')))(
    'has the default of $name',
    ({ name, preset }) => {
      const value = shape[name]?.parse(undefined);
      const shown =
        value === undefined || (Array.isArray(value) && value.length === 0) ? '–' : `\`${value}\``;
      expect(preset).toBe(shown);
    },
  );

  it.each(WORKED_OUT)('says of %s what its default depends on', (name) => {
    expect(shape[name]?.parse(undefined)).toBeUndefined();
    const preset = rows.find((row) => row.name === name)?.preset;
    expect(preset).toMatch(/ if |^random$|^number of cores$/);
  });

  it('has the defaults of the quality thresholds', () => {
    const defaults = Object.entries(DEFAULT_THRESHOLDS).map(([name, value]) => [
      `QUALITY_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
      `\`${value}\``,
    ]);
    const shown = rows.filter(({ name }) => name.startsWith('QUALITY_'));
    expect(Object.fromEntries(shown.map(({ name, preset }) => [name, preset]))).toEqual(
      Object.fromEntries(defaults),
    );
  });

  const ranges = rows.flatMap(({ name, allowed }) => {
    const range = /^(\d+) to (\d+)/.exec(allowed);
    return range ? [{ name, least: Number(range[1]), most: Number(range[2]) }] : [];
  });
  it.each(ranges)('says from where to where $name goes: $least to $most', ({ name, least, most }) => {
    const judged = [least - 1, least, most, most + 1].map((value) => accepts(name, String(value)));
    expect(judged).toEqual([false, true, true, false]);
  });

  const words = rows.filter(({ allowed }) => /^`[\w-]+`(, `[\w-]+`)*$/.test(allowed));
  it.each(words)('says which words $name takes: $allowed', ({ name, allowed }) => {
    const named = [...allowed.matchAll(/`([^`]+)`/g)].map(([, word]) => word as string);
    expect(named.map((word) => accepts(name, word))).toEqual(named.map(() => true));
    // The fault itself lists every word there is.
    const fault = shape[name]?.safeParse('another').error?.issues[0]?.message ?? '';
    expect(
      fault
        .replace(/^must be (one of )?/, '')
        .split(/, | or /)
        .sort(),
    ).toEqual(named.sort());
  });

  it('says so of every number and every choice', () => {
    expect(ranges.length + words.length).toBeGreaterThan(40);
    const numbers = Object.keys(shape).filter((name) => accepts(name, '8') && !accepts(name, '8,8'));
    const told = ranges.map(({ name }) => name);
    expect(numbers.filter((name) => !told.includes(name) && !name.startsWith('QUALITY_'))).toEqual([]);
  });

  it('names the settings of a worker', () => {
    const line = page.split('\n').find((each) => each.startsWith('A worker uses only ')) ?? '';
    const named = [...line.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(WorkerEnvironment.shape).sort());
  });
});
