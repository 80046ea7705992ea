import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseCard } from '../../src/ktp/card.js';
import { findInconsistencies } from '../../src/ktp/inconsistencies.js';
import { readNik } from '../../src/ktp/nik/nik.js';
import { rawFields } from '../../src/ktp/raw.js';
import { loadRegions } from '../../src/regions/store.js';
import { SAMPLE_CARD } from '../support/sample-card.js';
import { median, printTable } from '../support/table.js';
import { inventedNiks, misspelt } from './inputs.js';

/** Keeps the last answer, so that no work can be optimised away. */
const sink: { last: unknown } = { last: null };
const ROUNDS = 7;
const TURN = 200_000;
const TODAY = '2026-11-22';
const { nikParser } = createRequire(import.meta.url)('nik-parser') as {
  nikParser: (nik: string) => Record<string, () => unknown>;
};
const regions = loadRegions();
const niks = inventedNiks(regions, 20_000);

/** Everything that nik-parser offers for a number. */
function withNikParser(nik: string): unknown {
  const parsed = nikParser(nik);
  return [
    parsed.isValid?.(),
    parsed.province?.(),
    parsed.kabupatenKota?.(),
    parsed.kecamatan?.(),
    parsed.kelamin?.(),
    parsed.lahir?.(),
    parsed.uniqcode?.(),
  ];
}

const hints = { regions, today: TODAY };
const withUs = (nik: string): unknown => readNik(nik, hints);

const card = rawFields(SAMPLE_CARD);
const checkContext = { regions, today: TODAY };
const understood = (): unknown =>
  findInconsistencies(parseCard({ raw: card, issue: null, nikRunnerUp: null }, checkContext), checkContext);

/** Prints what it takes to understand a card that was read: its NIK beside nik-parser's, its regions, loading their list. */
export function measureUnderstanding(): void {
  const [peer = 0, ours = 0] = interleaved([() => each(niks, withNikParser), () => each(niks, withUs)]);
  printTable({
    title: 'NIK, 20,000 numbers valid for both, every field asked for',
    lines: [
      ['nik-parser 1.0.1', perSecond(peer / niks.length), '1.0x'],
      [
        'readNik, with problems and candidates',
        perSecond(ours / niks.length),
        `${(peer / ours).toFixed(1)}x`,
      ],
    ],
  });

  const codes = niks.map((nik) => nik.slice(0, 6));
  const villages = regions.within('337401');
  const typos = Array.from({ length: 20 }, (_, i) => misspelt(villages[i % villages.length]?.name ?? '', i));
  const [byCode = 0, inDistrict = 0, inProvince = 0, nationwide = 0, whole = 0] = interleaved([
    () => each(codes, (code) => regions.find(code)),
    () => each(typos, (name) => regions.search(name, { level: 'VILLAGE', within: '337401', first: 1 })),
    () => each(typos, (name) => regions.search(name, { level: 'DISTRICT', within: '33', first: 1 })),
    () => each(typos, (name) => regions.search(name, { level: 'VILLAGE', first: 10 })),
    () => each(typos, understood),
  ]);
  printTable({
    title: 'Regions and cards',
    lines: [
      ['a district by code', microseconds(byCode / codes.length)],
      ['a misspelt village in its district', microseconds(inDistrict / typos.length)],
      ['a misspelt district in its province', microseconds(inProvince / typos.length)],
      ['a misspelt village in the whole country', microseconds(nationwide / typos.length)],
      ['a whole card, every check', microseconds(whole / typos.length)],
    ],
  });

  const loads = Array.from({ length: 5 }, loadInFreshProcess);
  printTable({
    title: 'Loading the region list, fresh process each, median of 5',
    lines: [
      ['time', `${median(loads.map(({ ms }) => ms)).toFixed(1)} ms`],
      ['memory (RSS)', `${median(loads.map(({ mb }) => mb)).toFixed(1)} MB`],
    ],
  });
}

/** Median CPU microseconds of each job, the jobs taking turns so that a busy machine hits all alike. */
function interleaved(jobs: readonly (() => void)[]): number[] {
  const turns = jobs.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round++) {
    jobs.forEach((job, i) => {
      const used = turn(job);
      if (round >= 0) turns[i]?.push(used);
    });
  }
  return turns.map(median);
}

/** CPU microseconds of one go of the job, over as many goes as fill a turn: short turns measure the switching. */
function turn(job: () => void): number {
  const before = process.cpuUsage();
  for (let goes = 1; ; goes++) {
    job();
    const { user, system } = process.cpuUsage(before);
    if (user + system >= TURN) return (user + system) / goes;
  }
}

function each<T>(inputs: readonly T[], work: (input: T) => unknown): void {
  for (const input of inputs) sink.last = work(input);
}

function loadInFreshProcess(): { ms: number; mb: number } {
  const script = fileURLToPath(new URL('./load.ts', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' })) as {
    ms: number;
    mb: number;
  };
}

function perSecond(microsecondsEach: number): string {
  return `${Math.round(1e6 / microsecondsEach).toLocaleString('en')} per CPU second`;
}

function microseconds(each: number): string {
  return each < 1 ? `${Math.round(each * 1000)} ns` : `${each.toFixed(1)} µs`;
}
