import { FIELD_NAMES, type FieldName } from '../../ktp/field.js';
import type { Sight } from '../../ktp/sight.js';
import type { ImageQuality } from '../image/quality.js';
import type { BoundingBox, CardOutline, Evidence, PicturePoint, Reading } from '../reading.js';
import type { Values } from './decoding/decode-card.js';
import { apply, compose, invert, type Point, type Quad, quadOf } from './image/geometry.js';
import type { Area } from './layout/field-text.js';
import type { SeenOutline } from './outline/card-outline.js';
import type { Located } from './rectification/locate.js';
import type { FieldSight } from './visibility/field-visibility.js';

/** Everything that the stages found out about a card. */
interface ReadCard {
  readonly located: Located;
  readonly values: Values;
  readonly sights: Readonly<Partial<Record<FieldName, FieldSight>>>;
  readonly outline: SeenOutline | null;
  readonly quality: ImageQuality | null;
  /** Whether part of the picture's file is missing or was changed. */
  readonly damaged: boolean;
}

/** Of a damaged picture: pieces of print lie where they do not belong, and a word that lost its beginning reads as clearly as a whole one. */
const MOST_SURE_OF_DAMAGED = 0.9;

/** Positions are rounded to this: finer than a pixel, and short in JSON. */
const DIGITS = 5;

/** The reading as the engine interface has it: positions as shares of the upright picture's sides, confidences from 0 to 1. */
export function toReading({ located, values, sights, outline, quality, damaged }: ReadCard): Reading {
  const evidence: Partial<Record<FieldName, Evidence>> = {};
  for (const name of FIELD_NAMES) {
    const value = values.fields[name];
    if (value === undefined) continue;
    const { text, area, completed } = value;
    const confidence = damaged ? Math.min(value.confidence, MOST_SURE_OF_DAMAGED) : value.confidence;
    const corners = cornersOf(located, area);
    evidence[name] = { text, confidence, boundingBox: boxAround(corners), corners, completed };
  }
  return {
    engine: 'EMBEDDED',
    pricing: 'FREE',
    transactionId: null,
    raw: values.raw,
    issue: { place: evidence.ISSUE_PLACE?.text ?? null, date: evidence.ISSUE_DATE?.text ?? null },
    evidence,
    sights: Object.fromEntries(Object.entries(sights).map(([name, sight]) => [name, sightOf(sight)])),
    outline: outline && outlineIn(located, outline),
    turnedDegrees: quartersOf(located) * 90,
    nikAsRead: values.nikAsRead,
    nikRunnerUp: values.nikRunnerUp,
    damaged,
    quality,
  };
}

function sightOf({ visibility, hiddenBy }: FieldSight): Sight {
  return { visibility, hiddenBy };
}

/** How many quarters clockwise the picture as sent is turned to stand upright; a mirrored one turns the other way. */
function quartersOf({ upright: { toPicture }, mirrored }: Located): number {
  const quarters = Math.round(Math.atan2(-toPicture[3], toPicture[0]) / (Math.PI / 2));
  return ((mirrored ? -quarters : quarters) + 4) % 4;
}

type Corners = readonly [PicturePoint, PicturePoint, PicturePoint, PicturePoint];

/** The corners of an area of the view, as shares of the upright picture's sides. */
function cornersOf(located: Located, { left, top, right, bottom }: Area): Corners {
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ] as const;
  return mapped(corners, located).map(({ x, y }) => ({ x: share(x), y: share(y) })) as unknown as Corners;
}

/** Corners in the view as shares of the upright picture's sides; of a mirrored picture as it was sent. */
function mapped(corners: Quad, { upright, view, mirrored }: Located): Corners {
  const map = compose(invert(upright.toPicture), view.toPicture);
  const corner = ({ x, y }: Point): PicturePoint => {
    const at = apply(map, x, y);
    const across = at.x / upright.width;
    return { x: mirrored ? 1 - across : across, y: at.y / upright.height };
  };
  return corners.map(corner) as unknown as Corners;
}

function outlineIn(located: Located, { toView, ...areas }: SeenOutline): CardOutline {
  return rounded({ corners: mapped(quadOf(toView), located), ...areas });
}

function rounded<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, each) =>
    typeof each === 'number' ? Number(each.toFixed(DIGITS)) : each,
  );
}

function boxAround(corners: Corners): BoundingBox {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}
