import { chromium, type Page } from 'playwright-core';
import type { ReadResult } from '../../packages/browser/src/index.js';
import { readerSizes } from '../../scripts/browser-bundle.js';
import { GROUP_OPTIONS, GROUP_USAGE, type Groups, groupsOf } from '../../specimens/groups.js';
import { TIERS } from '../../specimens/shot.js';
import type { Reading, Wanted } from '../../src/engine/engine.js';
import { FIELD_NAMES } from '../../src/ktp/field.js';
import { todayInJakarta } from '../../src/reading/clock.js';
import { loadRegions } from '../../src/regions/store.js';
import { ARGS, CHROMIUM } from '../../test/browser/chromium.js';
import { makeReader, type ReaderSite, readInPage, startReaderSite } from '../../test/support/reader-page.js';
import { loadCardReader } from '../accuracy/card-reader.js';
import { SCORED, score } from '../accuracy/scoring.js';
import { drawnCards } from '../accuracy/sources.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { median, printTable } from '../support/table.js';
import { type Agreement, compare, noAgreement, seenByBrowser, seenByServer } from './comparison.js';

const USAGE = `usage: npm run bench:browser -- [--count N] [--seed TEXT] ${GROUP_USAGE}
  reads N drawn cards, as many of each tier, in this process as the server reads them, in WebAssembly and natively, and in Chromium on one thread and on two`;

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

/** Of the picture that is read; larger ones are made smaller first. */
const LONGEST_SIDE = 1600;

const AGREEMENTS: readonly (readonly [label: string, part: keyof Agreement])[] = [
  ['the same text', 'texts'],
  ['confidence within 0.02', 'confidences'],
  ['corners within a pixel', 'corners'],
  ['the same visibility', 'visibilities'],
  ['all to the bit', 'identical'],
];

interface Tier {
  cards: number;
  exact: { wasm: number; native: number; browser: number };
  /** Both beside the server in WebAssembly, which counts as the browser does. */
  browser: Agreement;
  native: Agreement;
}

const tiers = new Map<string, Tier>();
const times = { wasm: [] as number[], native: [] as number[], 1: [] as number[], 2: [] as number[] };
const apart: string[] = [];
const groups = groupsOf(values) as Groups;
const checkContext = { regions: loadRegions(), today: todayInJakarta() };

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
const sites: ReaderSite[] = [];
try {
  const [first, ...pages] = await Promise.all(THREADS.map(open));
  const starts = await firstReading(first!.page, first!.url);
  await makeReader(pages[0]!.page, { threads: 2 });
  const wanted: readonly Wanted[] = [...FIELD_NAMES, 'IMAGE_QUALITY'];
  const inWasm = await loadCardReader(wanted, { runtime: 'wasm' });
  const inNative = await loadCardReader(wanted, { runtime: 'native' });
  const cards = Math.ceil(Number(values.count) / TIERS.length);
  for await (const { tier, name, bytes, fields } of drawnCards(
    { tiers: TIERS, count: cards, seed: values.seed, ...groups },
    checkContext.regions,
  )) {
    const wasm = await inWasm(bytes);
    const native = await inNative(bytes);
    const one = await readInPage(first!.page, bytes);
    const two = await readInPage(pages[0]!.page, bytes);
    times.wasm.push(wasm.wallMs);
    times.native.push(native.wallMs);
    times[1].push(one.ms);
    times[2].push(two.ms);
    count(tier, name, fields, [wasm.reading, native.reading, one.result]);
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

function count(
  tier: string,
  card: string,
  printed: Parameters<typeof score>[0],
  [wasm, native, result]: readonly [Reading | null, Reading | null, ReadResult | null],
): void {
  const tally: Tier = tiers.get(tier) ?? {
    cards: 0,
    exact: { wasm: 0, native: 0, browser: 0 },
    browser: noAgreement(),
    native: noAgreement(),
  };
  tiers.set(tier, tally);
  const exact = (reading: Reading | null) =>
    score(printed, reading, checkContext).filter((field) => field.exact).length;
  tally.cards += 1;
  tally.exact.wasm += exact(wasm);
  tally.exact.native += exact(native);
  const inBrowser = result === null ? null : { raw: result.card.raw, evidence: {}, nikRunnerUp: null };
  tally.exact.browser += exact(inBrowser as Reading | null);
  const { width, height } = wasm?.quality ??
    native?.quality ??
    result?.imageQuality ?? { width: 0, height: 0 };
  const longer = Math.min(LONGEST_SIDE, Math.max(width, height));
  const server = seenByServer(wasm);
  const told = (who: string, lines: readonly string[]) =>
    apart.push(...lines.map((line) => `${card}, ${who}: ${line}`));
  told('Chromium', compare(tally.browser, server, seenByBrowser(result), longer));
  told('native', compare(tally.native, server, seenByServer(native), longer));
}

function print(
  [empty, filled]: readonly [number, number],
  sizes: Awaited<ReturnType<typeof readerSizes>>,
): void {
  const columns = [...tiers.entries()];
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;
  const exact = (who: keyof Tier['exact']) =>
    columns.map(([, t]) => percent(t.exact[who], SCORED.length * t.cards));
  printTable({
    title: 'Fields read exactly',
    lines: [
      ['', ...columns.map(([tier]) => tier)],
      ['cards', ...columns.map(([, { cards }]) => String(cards))],
      ['server, WebAssembly', ...exact('wasm')],
      ['server, native runtime', ...exact('native')],
      ['Chromium', ...exact('browser')],
    ],
  });
  const agreement = (title: string, who: 'browser' | 'native') =>
    printTable({
      title,
      lines: [
        ['', ...columns.map(([tier]) => tier)],
        ...AGREEMENTS.map(([label, part]) => [
          label,
          ...columns.map(([, t]) => percent(t[who][part], t[who].fields)),
        ]),
      ],
    });
  agreement('Chromium beside the server in WebAssembly', 'browser');
  agreement('The server with the native runtime beside the server in WebAssembly', 'native');
  const line = (label: string, ms: readonly number[]) => [
    label,
    `${median(ms).toFixed(0)} ms`,
    median(ms.map((each, i) => each / times.wasm[i]!)).toFixed(2),
  ];
  printTable({
    title:
      'Time for a card (median), and the median of its ratio to the server’s in WebAssembly, which has one thread',
    lines: [
      line('server, WebAssembly', times.wasm),
      line('server, native runtime', times.native),
      ...THREADS.map((threads) =>
        line(`Chromium, ${threads} ${threads === 1 ? 'thread' : 'threads'}`, times[threads]),
      ),
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
