import { FIELD_NAMES, type FieldName, mayBeBlank } from '../../ktp/field.js';
import type { RegionTable } from '../../regions/region.js';
import type { QualityThresholds } from '../image/quality.js';
import type { Raster } from '../image/raster.js';
import type { Outcome } from '../outcome.js';
import type { Wanted } from '../reading.js';
import { decodeCard, type Values } from './decoding/decode-card.js';
import { type TextDetector, textDetector } from './detection/text-detector.js';
import { WITHOUT_NONE, type Without } from './heuristics.js';
import type { DecodedPicture } from './image/decoded-picture.js';
import type { Box } from './image/geometry.js';
import type { View } from './image/view.js';
import { chooseBoxes, hasHead, mostTelling, suffices } from './layout/box-selection.js';
import { areaAroundNik, closerArea } from './layout/card-area.js';
import { cardFrame } from './layout/card-frame.js';
import type { Found } from './layout/found.js';
import { isCard } from './layout/is-card.js';
import { type Layout, layOut } from './layout/layout.js';
import { readOverPhoto } from './layout/photo-edge.js';
import { ALPHABET } from './models/alphabet.js';
import type { Network } from './models/network.js';
import { outlineOf } from './outline/card-outline.js';
import { qualityOf, type Sent } from './quality/card-quality.js';
import { lineReader } from './recognition/line-reader.js';
import { withReread } from './recognition/reread.js';
import { printedLine, type TextLine } from './recognition/text-line.js';
import { closeUp, inMirror, type Located, locate, placesIn, throughHaze } from './rectification/locate.js';
import { type Boxed, turned } from './rectification/turn.js';
import { toReading } from './to-reading.js';
import { sightsOf } from './visibility/field-visibility.js';
import { hiddenFinder } from './visibility/hidden-print.js';
import { Exhausted, type Work, workFor } from './work-budget.js';

/** The networks that a card is read with. */
export interface Networks {
  /** Finds lines of text, and which way a card is turned. */
  readonly detector: Network;
  /** Reads a line of text: CTC over `ALPHABET`. */
  readonly reader: Network;
  /** Finds what of a card's print is hidden. */
  readonly visibility: Network;
}

export interface PipelineRequest extends Sent {
  /** What is read; the rest may be left out. */
  readonly wanted: readonly Wanted[];
  readonly thresholds: QualityThresholds;
  /** Looked at before each step; the reading then throws `Cancelled`. */
  readonly isCancelled: () => boolean;
  /** Only a bench leaves any out. */
  readonly without?: Without;
}

/** What a picture is read for, and with what. */
interface Task {
  readonly wanted: ReadonlySet<FieldName>;
  readonly work: Work;
  /** The detector, its work told. */
  readonly look: TextDetector;
  readonly without: Without;
}

/** The lines of a view, and how they lie on a card. */
interface Read {
  readonly lines: readonly TextLine[];
  readonly layout: Layout;
}

/** The lines of some boxes, which tell how clearly a place reads, 0 to 1. */
interface Glance {
  readonly boxes: readonly Box[];
  readonly lines: readonly TextLine[];
  readonly clarity: number;
}
/** So many boxes tell whether print is seen in a mirror. */
const TELLING_OF_MIRROR = 3;
const NO_GLANCE: Glance = { boxes: [], lines: [], clarity: 0 };

/** Where a card may lie, and what a glance at it shows. */
interface Candidate {
  readonly located: Located;
  readonly glance: Glance;
}

/** The reading of a decoded picture; `no-card` where no card was found in it. */
export type Pipeline = (
  picture: DecodedPicture,
  request: PipelineRequest,
) => Promise<Extract<Outcome, { readonly kind: 'reading' | 'no-card' }>>;

/**
 * The stages of a reading, in their order. Nothing here knows where it runs: the networks, the decoded picture and the regions
 * come in from outside.
 */
export function createPipeline(networks: Networks, regions: RegionTable): Pipeline {
  const detect = textDetector(networks.detector);
  const findHidden = hiddenFinder(networks.visibility);
  const readOnce = lineReader(networks.reader);
  const readWell = withReread(readOnce, ALPHABET);

  async function readBoxes(
    view: View,
    boxes: readonly Box[],
    { work, without }: Task,
  ): Promise<readonly TextLine[]> {
    const recognise = without.has('reread') ? readOnce : readWell;
    const least = without.has('clear-lines') ? 0 : LEAST_SURE;
    const read = await recognise(view, boxes, work);
    return read
      .map(({ box, posteriors }) =>
        printedLine(box, { posteriors, width: posteriors.steps, alphabet: ALPHABET }),
      )
      .filter(({ glyphs }) => mean(glyphs.map(({ confidence }) => confidence)) > least);
  }

  async function readLines({ view, boxes }: Located, task: Task, glance: Glance = NO_GLANCE): Promise<Read> {
    const { first, rest } = chooseBoxes(boxes, task.wanted);
    const unread = first.filter((box) => !glance.boxes.includes(box));
    const lines = [...glance.lines, ...(await readBoxes(view, unread, task))];
    const layout = layOut(lines, task.without);
    if (rest.length === 0 || suffices(layout, task.wanted)) return { lines, layout };
    const all = [...lines, ...(await readBoxes(view, rest, task))];
    return { lines: all, layout: layOut(all, task.without) };
  }

  async function glanceAt({ view, boxes }: Boxed, task: Task, most?: number): Promise<Glance> {
    const longest = mostTelling(chooseBoxes(boxes, task.wanted).first, most);
    const lines = await readBoxes(view, longest, task);
    return { boxes: longest, lines, clarity: clarityOf(lines) };
  }

  /** How clearly print reads as a mirror shows it, upright or upside down. */
  async function clarityInMirror(located: Located, task: Task): Promise<number> {
    const mirror = inMirror(located);
    let clearest = 0;
    for (const way of [mirror, turned(mirror, 2)]) {
      const { clarity } = await glanceAt(way, task, TELLING_OF_MIRROR);
      clearest = Math.max(clearest, clarity);
    }
    return clearest;
  }

  async function* candidatesIn(place: View, mirrored: boolean, task: Task): AsyncGenerator<Candidate> {
    for await (const located of locate(place, mirrored, task.look, task.without)) {
      yield { located, glance: await glanceAt(located, task) };
    }
  }

  /** Where a card may lie: in the whole picture, then in its parts; also in a mirror, if print reads clearer there. */
  async function* candidates(picture: Raster, task: Task): AsyncGenerator<Candidate> {
    for (const place of placesIn(picture)) {
      let isFirst = true;
      let inMirrorLater = false;
      const mirror = () => candidatesIn(inMirror({ view: place, boxes: [] }).view, true, task);
      for await (const candidate of candidatesIn(place, false, task)) {
        const { located, glance } = candidate;
        if (isFirst && glance.clarity < CLEAR) {
          const clarity = await clarityInMirror(located, task);
          if (clarity >= CLEAR) yield* mirror();
          else inMirrorLater = clarity > glance.clarity;
        }
        isFirst = false;
        yield candidate;
      }
      if (inMirrorLater) yield* mirror();
    }
  }

  /** The card of a picture; null where there is none, or none was found with the work that a picture may take. */
  async function find(picture: Raster, task: Task): Promise<Found | null> {
    let clearest = 0;
    let card: Found | null = null;
    try {
      for await (const { located, glance } of candidates(picture, task)) {
        if (glance.clarity < clearest) continue;
        const read = await readLines(located, task, glance);
        for await (const found of looks(located, read, task)) {
          if (!isCard(found.layout)) continue;
          if (card === null) task.work.finds();
          card = found;
        }
        if (card !== null) return card;
        clearest = Math.max(clearest, clarityOf(read.lines));
      }
    } catch (error) {
      if (!(error instanceof Exhausted)) throw error;
    }
    return card;
  }

  /** A card as it was found, and as each further look shows more of it: the last that there was work for counts. */
  async function* looks(located: Located, { lines, layout }: Read, task: Task): AsyncGenerator<Found> {
    const frame = frameOf(layout);
    const asFound = { located, layout, stretch: frame?.stretch ?? 1 };
    yield asFound;
    const nearer = await closer(asFound, closerArea(located, areaAroundNik(lines, layout), frame), task);
    yield nearer;
    if (!isCard(nearer.layout)) return;
    const clear = await clearer(nearer, task);
    yield clear;
    yield await overPhoto(clear, task);
  }

  /** The card as it was found, or as a closer look at its area shows it in its own shape. */
  async function closer(found: Found, area: ReturnType<typeof closerArea>, task: Task): Promise<Found> {
    if (area === null || task.without.has('close-up')) return found;
    const near = await closeUp(found.located, area, task.look, task.without);
    const { layout } = await readLines(near, task);
    return shows(layout, found.layout) ? { ...found, located: near, layout } : found;
  }

  /** The card as it was found, or as a look through haze shows more of it, where its header or its number was not found whole. */
  async function clearer(found: Found, task: Task): Promise<Found> {
    if (hasHead(found.layout, task.wanted) || task.without.has('haze')) return found;
    const located = await throughHaze(found.located, task.look);
    const { layout } = await readLines(located, task);
    return isCard(layout) && lettersIn(layout) > lettersIn(found.layout)
      ? { ...found, located, layout }
      : found;
  }

  async function overPhoto(found: Found, task: Task): Promise<Found> {
    if (task.without.has('over-photo')) return found;
    const layout = await readOverPhoto(found.layout, async (box) => {
      const [line] = await readBoxes(found.located.view, [box], task);
      return line;
    });
    return { ...found, layout };
  }

  async function sightsIn({ located, layout }: Found, { wanted, without }: Task) {
    const frame = frameOf(layout);
    if (wanted.size === 0 || without.has('visibility-map')) return {};
    return sightsOf(layout, wanted, frame, await findHidden(located.view, frame), without);
  }

  return async (picture, request) => {
    const work = workFor(request.isCancelled);
    const look: TextDetector = (view, scale, even) => {
      work.detects(scale);
      return detect(view, scale, even);
    };
    const wanted = new Set(FIELD_NAMES.filter((name) => request.wanted.includes(name)));
    const { without = WITHOUT_NONE } = request;
    const task = { wanted, work, look, without };
    const found = await find(picture, task);
    if (found === null) {
      return { kind: 'no-card', message: NO_CARD, quality: qualityOf(request, picture, null) };
    }
    const { located, layout } = found;
    const sights = await sightsIn(found, task);
    const values = decodeCard(layout, wanted, regions, sights, without);
    const quality = request.wanted.includes('IMAGE_QUALITY')
      ? qualityOf(request, picture, found, isLegible(values, wanted))
      : null;
    const outline = request.wanted.includes('OUTLINE')
      ? outlineOf(located.view, layout, frameOf(layout), without)
      : null;
    const { damaged } = picture;
    return { kind: 'reading', reading: toReading({ located, values, sights, outline, quality, damaged }) };
  };
}

const NO_CARD = 'No KTP was found in the picture.';

/** What is less sure may be wrong, and a better picture would tell. */
const SURE = 0.8;

/** Whether all that is wanted of a card was read, and surely; a card may leave some blank. */
function isLegible({ fields }: Values, wanted: ReadonlySet<FieldName>): boolean {
  const isRead = (name: FieldName) => {
    const value = fields[name];
    return value === undefined ? mayBeBlank(name) : value.confidence >= SURE;
  };
  return wanted.size > 0 && [...wanted].every(isRead);
}

/** Whether a closer look shows a card, and more of it or its labels better than the first did: one at a wrong area shows less. */
function shows(near: Layout, far: Layout): boolean {
  if (!isCard(far)) return true;
  return isCard(near) && (near.witnessed.size >= far.witnessed.size || lettersIn(near) >= lettersIn(far));
}

function lettersIn({ fields }: Layout): number {
  return Object.values(fields).reduce((sum, { text }) => sum + text.length, 0);
}

function frameOf({ columns, rows }: Layout) {
  return cardFrame(columns, rows.first, rows.last);
}

/** What is read with less than this is seldom print: grain, stripes, an edge. */
const LEAST_SURE = 0.6;

/**
 * The clarity of print that is seen upright. Of 107 drawn cards 103 read so clearly, and of 16 places where print was upside down
 * or mirrored one did.
 */
const CLEAR = 0.9;

/** How clearly lines read as text, 0 to 1: upside down and mirrored they read less clearly than upright. */
function clarityOf(lines: readonly TextLine[]): number {
  return mean(lines.flatMap(({ glyphs }) => glyphs.map(({ confidence }) => confidence)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
