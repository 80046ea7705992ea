import type { BoundingBox, Evidence, PicturePoint } from '../../engine/engine.js';
import type { Card } from '../../ktp/card.js';
import { FIELD_NAMES, type FieldName } from '../../ktp/field.js';
import { normalisedText, rawText } from '../../ktp/field-texts.js';
import type { Sight } from '../../ktp/sight.js';
import { builder } from '../builder.js';
import { FieldNameEnum, HiderEnum, VisibilityEnum } from './enums.js';

interface FieldView {
  readonly name: FieldName;
  readonly card: Card;
  /** Null where this field was not seen, undefined where the engine says of no field what it saw. */
  readonly evidence: Evidence | null | undefined;
  /** Null where the engine does not say. */
  readonly sight: Sight | null;
}

const BoundingBoxRef = builder.objectRef<BoundingBox>('BoundingBox').implement({
  description:
    "In shares of the picture's width and height, 0 to 1, from the top left corner of the upright picture.",
  fields: (t) => ({
    x: t.exposeFloat('x'),
    y: t.exposeFloat('y'),
    width: t.exposeFloat('width'),
    height: t.exposeFloat('height'),
  }),
});

const PointRef = builder.objectRef<PicturePoint>('PicturePoint').implement({
  description:
    "In shares of the picture's width and height, 0 to 1, from the top left corner of the upright picture.",
  fields: (t) => ({ x: t.exposeFloat('x'), y: t.exposeFloat('y') }),
});

export const FieldRef = builder.objectRef<FieldView>('KtpField').implement({
  fields: (t) => ({
    name: t.expose('name', { type: FieldNameEnum }),
    raw: t.string({
      nullable: true,
      resolve: ({ card, name, evidence }) =>
        evidence === undefined ? rawText(card, name) : (evidence?.text ?? null),
    }),
    normalised: t.string({ nullable: true, resolve: ({ card, name }) => normalisedText(card, name) }),
    confidence: t.float({
      nullable: true,
      description: '0 to 1. Null if the engine reports none.',
      resolve: ({ evidence }) => evidence?.confidence ?? null,
    }),
    boundingBox: t.field({
      type: BoundingBoxRef,
      nullable: true,
      description: 'Null if the engine reports none.',
      resolve: ({ evidence }) => evidence?.boundingBox ?? null,
    }),
    corners: t.field({
      type: [PointRef],
      nullable: true,
      description:
        'The four corners of the text, clockwise from its top left. On a tilted card they fit closer than the box. Null if the engine reports none.',
      resolve: ({ evidence }) => evidence?.corners?.slice() ?? null,
    }),
    visibility: t.field({
      type: VisibilityEnum,
      nullable: true,
      description: 'How much of the print could be seen. Null if the engine does not say.',
      resolve: ({ sight }) => sight?.visibility ?? null,
    }),
    hiddenBy: t.field({
      type: HiderEnum,
      nullable: true,
      description: 'What hides the print, if part of it is hidden and the cause is known.',
      resolve: ({ sight }) => sight?.hiddenBy ?? null,
    }),
    completed: t.boolean({
      description:
        'Whether hidden letters were added because only one value of the field’s list fits the visible ones. Free text is never completed.',
      resolve: ({ evidence }) => evidence?.completed ?? false,
    }),
  }),
});

/** The fields asked for, each once, in the order they are printed. */
export function fieldsOf(
  card: Card,
  evidence: Readonly<Partial<Record<FieldName, Evidence>>>,
  sights: Readonly<Partial<Record<FieldName, Sight>>>,
  names: readonly FieldName[] | null,
): FieldView[] {
  const wanted = FIELD_NAMES.filter((name) => names === null || names.includes(name));
  const silent = Object.keys(evidence).length === 0;
  return wanted.map((name) => ({
    name,
    card,
    evidence: silent ? undefined : (evidence[name] ?? null),
    sight: sights[name] ?? null,
  }));
}
