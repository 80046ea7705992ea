import { createEmbeddedEngine } from '../../src/engine/embedded/engine.js';
import type { Wanted } from '../../src/engine/engine.js';
import { OcrNoResultError } from '../../src/engine/errors.js';
import { probe } from '../../src/engine/image/probe.js';
import { type ImageQuality, OF_PRINT } from '../../src/engine/image/quality.js';
import { ALL_FIELDS } from '../../src/ktp/field.js';
import { loadRegions } from '../../src/regions/store.js';
import { type Share, shareOf } from '../accuracy/interval.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { FAULTS, type FaultName, type Faulty, makeFaulty } from './faults.js';

const NAMES = Object.keys(FAULTS) as FaultName[];
const USAGE = `usage: npm run bench:quality -- [--fault "${NAMES.join('|')}"]… [--count N] [--seed TEXT] [--measures]`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    fault: { type: 'string', multiple: true, default: NAMES },
    count: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    measures: { type: 'boolean', default: false },
  },
  valid: ({ values: { fault, count } }) =>
    fault.every((name) => NAMES.includes(name as FaultName)) && areCounts(count),
});
const names = values.fault as FaultName[];
const count = Number(values.count);

const regions = loadRegions();
const engine = createEmbeddedEngine({ threads: 1 });
await engine.ready();

/** What was said of a picture, beside what it deserves. */
interface Said extends Pick<Faulty, 'deserves'> {
  readonly quality: ImageQuality;
}

console.log(`Each picture has one fault or none. Read: every field of it, and surely. Right: has its hint, or none where it is good, or its
fault is one of print and it was read all the same. Besides: hints of other faults.`);
for (const name of names) {
  const said: Said[] = [];
  for (let n = 1; n <= count; n += 1) {
    const { bytes, deserves } = await makeFaulty(name, `${values.seed}:${n}`, regions);
    const quality = await qualityOf(bytes);
    const isNone = deserves !== null && OF_PRINT.has(deserves) && quality.legible === true;
    said.push({ deserves: isNone ? null : deserves, quality });
  }
  report(name, said);
}
await engine.close();

async function qualityOf(bytes: Buffer): Promise<ImageQuality> {
  const image = await probe({ bytes, cut: false });
  try {
    const { quality } = await engine.read(
      image,
      new Set<Wanted>([...ALL_FIELDS, 'IMAGE_QUALITY']),
      new AbortController().signal,
    );
    if (quality !== null) return quality;
  } catch (error) {
    if (error instanceof OcrNoResultError && error.quality !== null) return error.quality;
    throw error;
  }
  throw new Error('The engine said nothing of the picture.');
}

function report(name: FaultName, said: readonly Said[]): void {
  const right = shareOf(said, ({ deserves, quality: { hints } }) =>
    deserves === null ? hints.length === 0 : hints.includes(deserves),
  );
  const besides = new Map<string, number>();
  for (const { deserves, quality } of said) {
    for (const hint of quality.hints) if (hint !== deserves) besides.set(hint, (besides.get(hint) ?? 0) + 1);
  }
  const others = [...besides].map(([hint, times]) => `${hint} ${times}`).join(', ');
  const deserved = FAULTS[name].deserves ?? 'nothing';
  const read = said.filter(({ quality }) => quality.legible === true).length;
  console.log(
    `${name.padEnd(14)}${deserved.padEnd(14)}read ${String(read).padStart(3)}   ${shown(right)}   ${others}`,
  );
  if (!values.measures) return;
  for (const key of [
    'sharpness',
    'brightness',
    'contrast',
    'glare',
    'colour',
    'skewDegrees',
    'cardWidth',
  ] as const) {
    const found = said.flatMap(({ quality }) => quality[key] ?? []).sort((a, b) => a - b);
    const at = (share: number) => found[Math.round(share * (found.length - 1))]?.toFixed(3) ?? '–';
    console.log(
      `    ${key.padEnd(12)}${[0, 0.1, 0.5, 0.9, 1].map((share) => at(share).padStart(10)).join('')}`,
    );
  }
}

function shown({ right, of, low, high }: Share): string {
  return `${right} of ${of} (${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)} %)`.padEnd(24);
}
