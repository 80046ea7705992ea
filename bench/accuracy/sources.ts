import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { DISTORTIONS } from '../../specimens/distort.js';
import type { Groups } from '../../specimens/groups.js';
import type { Cover, Seen } from '../../specimens/hide.js';
import { Random } from '../../specimens/random.js';
import type { Tier } from '../../specimens/shot.js';
import { makeSpecimen, type Truth } from '../../specimens/specimen.js';
import { ARRANGEMENTS, layTogether } from '../../specimens/together.js';
import type { FieldName } from '../../src/ktp/field.js';
import { type RawFields, rawFields } from '../../src/ktp/raw.js';
import type { RegionTable } from '../../src/regions/region.js';

/** A picture and what is printed on its card. */
export interface Sample {
  readonly name: string;
  readonly tier: string;
  readonly bytes: Buffer;
  readonly fields: RawFields;
  /** What is printed on the other card of a picture of two: a reading may be of either. */
  readonly other?: RawFields;
}

interface Drawing extends Groups {
  readonly tiers: readonly Tier[];
  readonly count: number;
  readonly seed: string;
}

/** Cards of our own, drawn as they are needed. */
export async function* drawnCards(
  { tiers, count, seed, ...groups }: Drawing,
  regions: RegionTable,
): AsyncGenerator<Sample> {
  for (const tier of tiers) {
    for (let n = 1; n <= count; n += 1) {
      const { jpeg, truth } = await makeSpecimen({ seed: `${seed}:${n}`, tier, ...groups }, regions);
      yield { name: `${tier}-${n}`, tier, bytes: jpeg, fields: truth.fields };
    }
  }
}

/** Cards whose pictures have another shape, a column for each distortion; scans and phone pictures in turns. */
export async function* distortedCards(
  { count, seed, ...groups }: Omit<Drawing, 'tiers'>,
  regions: RegionTable,
): AsyncGenerator<Sample> {
  for (const distortion of DISTORTIONS) {
    for (let n = 1; n <= count; n += 1) {
      const tier = n % 2 === 0 ? 'mild' : 'clean';
      const wish = { seed: `${seed}:${distortion}:${n}`, tier, distortion, ...groups } as const;
      const { jpeg, truth } = await makeSpecimen(wish, regions);
      yield { name: `${distortion}-${n}`, tier: distortion, bytes: jpeg, fields: truth.fields };
    }
  }
}

/** Pictures of two cards each, a row of the table for each way that they lie. */
export async function* cardsTogether(
  { count, seed, ...groups }: Omit<Drawing, 'tiers'>,
  regions: RegionTable,
): AsyncGenerator<Sample> {
  for (const arrangement of ARRANGEMENTS) {
    for (let n = 1; n <= count; n += 1) {
      const name = `${seed}:${arrangement}:${n}`;
      const draw = (which: string) =>
        makeSpecimen({ seed: `${name}:${which}`, tier: 'clean', ...groups }, regions);
      const [first, second] = await Promise.all([draw('first'), draw('second')]);
      yield {
        name: `${arrangement}-${n}`,
        tier: arrangement,
        bytes: await layTogether([first, second], arrangement, new Random(name)),
        fields: first.truth.fields,
        other: second.truth.fields,
      };
    }
  }
}

/** A card of which something hides a part, and how each of its values is seen. */
export interface Covered extends Sample {
  readonly cover: Cover;
  readonly n: number;
  readonly seenOf: (field: FieldName) => Seen;
}

interface Covering extends Pick<Groups, 'fonts' | 'layout'> {
  readonly covers: readonly Cover[];
  /** Cards under each cover, scans and phone pictures in turns. */
  readonly count: number;
  readonly seed: string;
  /** Whether the covers are those that nothing was trained or tuned on. */
  readonly heldOut: boolean;
}

/** Cards with their print hidden in part, drawn as they are needed. */
export async function* coveredCards(
  { covers, count, seed, heldOut, fonts, layout }: Covering,
  regions: RegionTable,
): AsyncGenerator<Covered> {
  for (const cover of covers) {
    for (let n = 1; n <= count; n += 1) {
      const tier = n % 2 === 0 ? 'mild' : 'clean';
      const wish = {
        seed: `${seed}:${cover}:${n}`,
        tier,
        fonts,
        layout,
        hiding: { cover, heldOut },
      } as const;
      const { jpeg, truth } = await makeSpecimen(wish, regions);
      const seenOf = (field: FieldName) => truth.seen?.[field] ?? 'WHOLE';
      yield { name: `${cover}-${n}`, tier, bytes: jpeg, fields: truth.fields, cover, n, seenOf };
    }
  }
}

/**
 * Pictures of a folder and those below it that have a truth file of the same name.
 * @throws Error saying what is missing or wrong
 */
export async function* folderCards(folder: string): AsyncGenerator<Sample> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${folder} is not a folder.`);
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .sort()
    .map((file) => join(folder, file));
  const pictures = files.filter((file) => /\.(jpe?g|png)$/i.test(file) && files.includes(truthOf(file)));
  if (pictures.length === 0) {
    throw new Error(
      `${folder} has no picture (.jpg, .jpeg, .png) with a truth file of the same name (.json).`,
    );
  }
  for (const file of pictures) {
    const truth = readTruth(truthOf(file));
    yield {
      name: basename(file),
      tier: truth.tier ?? basename(dirname(file)),
      bytes: readFileSync(file),
      fields: rawFields(truth.fields),
    };
  }
}

function truthOf(picture: string): string {
  return `${picture.slice(0, -extname(picture).length)}.json`;
}

function readTruth(file: string): Truth {
  try {
    const truth = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof truth.fields === 'object' && truth.fields !== null) return truth;
  } catch {}
  throw new Error(`${file} is not a truth file: it must be JSON with an object \`fields\`.`);
}
