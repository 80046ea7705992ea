import { COVERS, type Cover, type Seen } from '../../specimens/hide.js';
import type { Reading } from '../../src/engine/engine.js';
import { todayInJakarta } from '../../src/reading/clock.js';
import { loadRegions } from '../../src/regions/store.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { printTable } from '../support/table.js';
import { loadCardReader } from './card-reader.js';
import { cutOutcome, isRight, tellsOfHiddenPrint } from './cut-values.js';
import { SURE } from './reliability.js';
import { type FieldScore, score } from './scoring.js';
import { coveredCards } from './sources.js';

const USAGE = `usage: npm run bench:hidden -- [--count N] [--seed TEXT] [--cover ${COVERS.join('|')}]… [--held-out] [--errors]
  --held-out  faces, layout and covers that nothing was trained or tuned on`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    count: { type: 'string', default: '12' },
    seed: { type: 'string', default: 'hidden' },
    cover: { type: 'string', multiple: true, default: [...COVERS] },
    'held-out': { type: 'boolean', default: false },
    errors: { type: 'boolean', default: false },
  },
  valid: ({ values: { count, cover } }) =>
    areCounts(count) && cover.every((name) => COVERS.includes(name as Cover)),
});

/** What became of the values of one kind of cover. */
interface Tally {
  readonly cover: Cover;
  readonly cut: { all: number; unread: number; doubted: number; completed: number; wrong: number };
  readonly whole: { all: number; right: number; sure: number };
}

const checkContext = { regions: loadRegions(), today: todayInJakarta() };
const read = await loadCardReader();
const heldOut = values['held-out'];
const fonts = heldOut ? 'held-out' : 'common';
const tallies = (values.cover as Cover[]).map(
  (cover): Tally => ({
    cover,
    cut: { all: 0, unread: 0, doubted: 0, completed: 0, wrong: 0 },
    whole: { all: 0, right: 0, sure: 0 },
  }),
);
const covering = {
  covers: values.cover as Cover[],
  count: Number(values.count),
  seed: values.seed,
  heldOut,
  fonts,
  layout: fonts,
} as const;
for await (const { bytes, fields, cover, n, seenOf } of coveredCards(covering, checkContext.regions)) {
  const { reading } = await read(bytes);
  const tally = tallies.find((each) => each.cover === cover) as Tally;
  for (const each of score(fields, reading, checkContext)) note(tally, each, seenOf(each.field), reading, n);
}
print();

function note(tally: Tally, each: FieldScore, seen: Seen, reading: Reading | null, n: number): void {
  if (!tellsOfHiddenPrint(each, seen)) return;
  const { cut, whole } = tally;
  if (seen === 'WHOLE') {
    whole.all += 1;
    if (isRight(each)) whole.right += 1;
    if (isRight(each) && (each.confidence ?? 0) >= SURE) whole.sure += 1;
    else if (values.errors) complain(tally.cover, n, seen, each, reading);
    return;
  }
  const outcome = cutOutcome(each);
  cut.all += 1;
  cut[outcome] += 1;
  if (outcome === 'wrong' && values.errors) complain(tally.cover, n, seen, each, reading);
}

function complain(cover: string, n: number, seen: Seen, each: FieldScore, reading: Reading | null): void {
  const sight = reading?.sights?.[each.field];
  console.log(
    `${cover} ${n} ${seen} ${each.field}: "${each.printed}" read "${each.read}" at ${each.confidence?.toFixed(2)}, ${sight?.visibility ?? 'not said'}`,
  );
}

function print(): void {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  const rows = [
    ...tallies,
    {
      cover: 'all',
      cut: {
        all: sum(({ cut }) => cut.all),
        unread: sum(({ cut }) => cut.unread),
        doubted: sum(({ cut }) => cut.doubted),
        completed: sum(({ cut }) => cut.completed),
        wrong: sum(({ cut }) => cut.wrong),
      },
      whole: {
        all: sum(({ whole }) => whole.all),
        right: sum(({ whole }) => whole.right),
        sure: sum(({ whole }) => whole.sure),
      },
    },
  ].map(({ cover, cut, whole }) => [
    cover,
    String(cut.all),
    ...[cut.unread, cut.doubted, cut.completed, cut.wrong].map((count) => share(count, cut.all)),
    String(whole.all),
    ...[whole.right, whole.sure].map((count) => share(count, whole.all)),
  ]);
  printTable({
    title: 'Values whose print is cut by a cover, or gone, and values wholly in sight',
    lines: [
      ['cover', 'cut', 'unread', 'doubted', 'right', 'wrong >= 0.8', 'whole', 'right', 'right >= 0.95'],
      ...rows,
    ],
  });
}

function share(count: number, all: number): string {
  return all === 0 ? '-' : `${((100 * count) / all).toFixed(1)} %`;
}
