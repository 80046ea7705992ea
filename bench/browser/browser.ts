import { chromium, type Page } from 'playwright-core';
import type { ReadResult } from '../../packages/browser/src/index.js';
import { readerSizes } from '../../scripts/browser-bundle.js';
import { GROUP_OPTIONS, GROUP_USAGE, type Groups, groupsOf } from '../../specimens/groups.js';
import { TIERS } from '../../specimens/shot.js';
import type { Reading } from '../../src/engine/engine.js';
import { FIELD_NAMES } from '../../src/ktp/field.js';
import { todayInJakarta } from '../../src/reading/clock.js';
import { loadRegions } from '../../src/regions/store.js';
import { ARGS, CHROMIUM } from '../../test/browser/chromium.js';
import { makeReader, type ReaderSite, readInPage, startReaderSite } from '../../test/support/reader-page.js';
import { loadCardReader } from '../accuracy/card-reader.js';
import { type FieldScore, score } from '../accuracy/scoring.js';
import { drawnCards } from '../accuracy/sources.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { median, printTable } from '../support/table.js';

const USAGE = `usage: npm run bench:browser -- [--count N] [--seed TEXT] ${GROUP_USAGE}
  reads N drawn cards, as many of each tier, in this process as the server reads them, and in Chromium on one thread and on two`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    count: { type: 'string', default: '120' },
    seed: { type: 'string', default: '2026' },
    ...GROUP_OPTIONS,
  },
  valid: ({ values: { count, seed: _, ...groups } }) => areCounts(count) && groupsOf(groups) !== null,
});

/** Tried in turns, card by card, so that whatever else the machine does slows all of them alike. */
const THREADS = [1, 2] as const;

interface Tier {
  cards: number;
  fields: number;
  exact: { server: number; browser: number };
  sameTexts: number;
  closeConfidences: number;
  closePlaces: number;
  sameSights: number;
}

const tiers = new Map<string, Tier>();
const times = { server: [] as number[], 1: [] as number[], 2: [] as number[] };
const apart: string[] = [];
const groups = groupsOf(values) as Groups;
const checkContext = { regions: loadRegions(), today: todayInJakarta() };

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
const sites: ReaderSite[] = [];
try {
  const [first, ...pages] = await Promise.all(THREADS.map(open));
  const starts = await firstReading(first!.page, first!.url);
  await makeReader(pages[0]!.page, { threads: 2 });
  const read = await loadCardReader([...FIELD_NAMES, 'IMAGE_QUALITY']);
  const count = Math.ceil(Number(values.count) / TIERS.length);
  for await (const { tier, name, bytes, fields } of drawnCards(
    { tiers: TIERS, count, seed: values.seed, ...groups },
    checkContext.regions,
  )) {
    const { reading, wallMs } = await read(bytes);
    const one = await readInPage(first!.page, bytes);
    const two = await readInPage(pages[0]!.page, bytes);
    times.server.push(wallMs);
    times[1].push(one.ms);
    times[2].push(two.ms);
    compare(tier, name, score(fields, reading, checkContext), fields, reading, one.result);
  }
  print(starts, await readerSizes());
} finally {
  await browser.close();
  for (const site of sites) site.close();
}

async function open(threads: 1 | 2): Promise<{ page: Page; url: string }> {
  const site = await startReaderSite(threads > 1);
  sites.push(site);
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.url);
  return { page, url: site.url };
}

/** Milliseconds from an empty store to the first reading, and from a filled one. */
async function firstReading(page: Page, url: string): Promise<[empty: number, filled: number]> {
  const wish = { tiers: ['clean'] as const, count: 1, seed: 'first', ...groups };
  const { value: card } = await drawnCards(wish, checkContext.regions).next();
  const timed = async () => {
    const started = performance.now();
    await makeReader(page);
    await readInPage(page, card.bytes);
    return performance.now() - started;
  };
  const empty = await timed();
  await page.goto(url);
  return [empty, await timed()];
}

function compare(
  tier: string,
  name: string,
  scores: readonly FieldScore[],
  printed: Parameters<typeof score>[0],
  reading: Reading | null,
  result: ReadResult | null,
): void {
  const tally: Tier = tiers.get(tier) ?? {
    cards: 0,
    fields: 0,
    exact: { server: 0, browser: 0 },
    sameTexts: 0,
    closeConfidences: 0,
    closePlaces: 0,
    sameSights: 0,
  };
  tiers.set(tier, tally);
  tally.cards += 1;
  tally.exact.server += scores.filter(({ exact }) => exact).length;
  const inBrowser = result === null ? null : { raw: result.card.raw, evidence: {}, nikRunnerUp: null };
  tally.exact.browser += score(printed, inBrowser as Reading | null, checkContext).filter(
    ({ exact }) => exact,
  ).length;
  const scale = 1600 / Math.max(1600, result?.imageQuality.width ?? 0, result?.imageQuality.height ?? 0);
  const longer = Math.max(result?.imageQuality.width ?? 0, result?.imageQuality.height ?? 0) * scale;
  for (const field of FIELD_NAMES) {
    const here = reading?.evidence[field];
    const there = result?.fields.find((each) => each.name === field);
    tally.fields += 1;
    const isSame = (here?.text ?? null) === (there?.raw ?? null);
    if (isSame) tally.sameTexts += 1;
    const confidence = Math.abs((here?.confidence ?? 0) - (there?.confidence ?? 0));
    if (confidence <= 0.02) tally.closeConfidences += 1;
    const place = Math.max(
      0,
      ...(here?.corners ?? []).map(({ x, y }, i) => {
        const corner = there?.corners?.[i] ?? { x: 0, y: 0 };
        return longer * Math.max(Math.abs(x - corner.x), Math.abs(y - corner.y));
      }),
    );
    if (place <= 1) tally.closePlaces += 1;
    if ((reading?.sights?.[field]?.visibility ?? null) === (there?.visibility ?? null)) tally.sameSights += 1;
    if (!isSame || confidence > 0.02 || place > 1)
      apart.push(
        `${name} ${field}: ${isSame ? '' : 'text, '}${confidence.toFixed(3)}, ${place.toFixed(1)} px`,
      );
  }
}

function print(
  [empty, filled]: readonly [number, number],
  sizes: Awaited<ReturnType<typeof readerSizes>>,
): void {
  const columns = [...tiers.entries()];
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;
  printTable({
    title: 'Chromium beside the server',
    lines: [
      ['', ...columns.map(([tier]) => tier)],
      ['cards', ...columns.map(([, { cards }]) => String(cards))],
      ['fields read exactly, server', ...columns.map(([, t]) => percent(t.exact.server, 17 * t.cards))],
      ['fields read exactly, Chromium', ...columns.map(([, t]) => percent(t.exact.browser, 17 * t.cards))],
      ['the same text', ...columns.map(([, t]) => percent(t.sameTexts, t.fields))],
      ['confidence within 0.02', ...columns.map(([, t]) => percent(t.closeConfidences, t.fields))],
      ['corners within a pixel', ...columns.map(([, t]) => percent(t.closePlaces, t.fields))],
      ['the same visibility', ...columns.map(([, t]) => percent(t.sameSights, t.fields))],
    ],
  });
  const server = median(times.server);
  printTable({
    title:
      'Time for a card (median), and the median of its ratio to the server’s, which has one thread and the native runtime',
    lines: [
      ['server', `${server.toFixed(0)} ms`, ''],
      ...THREADS.map((threads) => [
        `Chromium, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        `${median(times[threads]).toFixed(0)} ms`,
        median(times[threads].map((ms, i) => ms / times.server[i]!)).toFixed(2),
      ]),
      ['first reading, nothing stored', `${empty.toFixed(0)} ms`, ''],
      ['first reading, files stored', `${filled.toFixed(0)} ms`, ''],
    ],
  });
  const all = sizes.reduce((sum, { gzipped }) => sum + gzipped, 0);
  printTable({
    title: 'Files, gzipped',
    lines: [...sizes, { name: 'all', gzipped: all }].map(({ name, gzipped }) => [
      name,
      `${(gzipped / 1e6).toFixed(2)} MB`,
    ]),
  });
  if (apart.length > 0) console.log(`\nFurther apart:\n${apart.map((line) => `  ${line}`).join('\n')}`);
}
