import type { Evidence } from '../../engine/engine.js';
import { type Card, parseCard } from '../../ktp/card.js';
import type { CardText } from '../../ktp/card-text.js';
import { FIELD_NAMES, type FieldName } from '../../ktp/field.js';
import { rawText } from '../../ktp/field-texts.js';
import { findInconsistencies } from '../../ktp/inconsistencies.js';
import { SEVERITIES } from '../../ktp/inconsistency.js';
import { rawFields, rawNameOf } from '../../ktp/raw.js';
import type { Sight } from '../../ktp/sight.js';
import { badInput, shortText } from '../arguments.js';
import { builder } from '../builder.js';
import { needs } from '../needs.js';
import { COST, USUAL_INCONSISTENCIES } from '../use-complexity-limit.js';
import { CardRef, type CardView } from './card.js';
import { FieldNameEnum, HiderEnum, VisibilityEnum } from './enums.js';
import { InconsistencyRef, SeverityEnum } from './inconsistency.js';

export const ReadingRef = builder.interfaceRef<CardView>('KtpReading').implement({
  description: 'A card that was read and checked, from a picture or from fields.',
  fields: (t) => ({
    card: t.field({ type: CardRef, resolve: (view) => view }),
    inconsistencies: t.field({
      // The rules compare everything, and say what is missing or unknown.
      ...needs(FIELD_NAMES),
      type: [InconsistencyRef],
      description: 'What does not fit together, worst first.',
      args: {
        minSeverity: t.arg({
          type: SeverityEnum,
          required: true,
          defaultValue: 'INFO',
          description: 'Leave out anything less severe.',
        }),
      },
      complexity: { multiplier: USUAL_INCONSISTENCIES },
      resolve: ({ card, checkContext }, { minSeverity }) => {
        const allowed = SEVERITIES.slice(0, SEVERITIES.indexOf(minSeverity) + 1);
        return findInconsistencies(card, checkContext).filter(({ severity }) => allowed.includes(severity));
      },
    }),
  }),
});

const CheckRef = builder.objectRef<CardView>('KtpCheck').implement({
  description: 'The fields of `checkKtp`, normalised and checked.',
  interfaces: [ReadingRef],
});

/** The texts that a card prints; the upstream's own split of one of them is none. */
const PRINTED = [...new Set(FIELD_NAMES.flatMap((field) => rawNameOf(field) ?? []))];

const FieldsInput = builder.inputType('KtpFieldsInput', {
  description: "Card fields as text, under the upstream's names. Leave out fields that you do not have.",
  fields: (t) => Object.fromEntries(PRINTED.map((name) => [name, t.string()])),
});

const SeenFieldInput = builder.inputType('KtpSeenFieldInput', {
  description: 'What an engine saw of one field, as `KtpField` has it.',
  fields: (t) => ({
    name: t.field({ type: FieldNameEnum, required: true }),
    text: t.string({ description: 'The field’s own text, if `input` has it in one line with another.' }),
    confidence: t.float({ description: '0 to 1.' }),
    visibility: t.field({ type: VisibilityEnum }),
    hiddenBy: t.field({ type: HiderEnum }),
    completed: t.boolean(),
  }),
});

const SeenInput = builder.inputType('KtpSeenInput', {
  description: 'What only an engine that saw the card knows. A client claims it: the server cannot check it.',
  fields: (t) => ({
    fields: t.field({ type: [SeenFieldInput] }),
    issuePlace: t.string(),
    issueDate: t.string({ description: 'As printed.' }),
    nikAsRead: t.string({
      description: 'The NIK as it reads character by character, if `idNumber` is another, likelier number.',
    }),
    nikRunnerUp: t.string({ description: 'The next likeliest NIK, if a digit was in doubt.' }),
    damaged: t.boolean({ description: 'Whether some of the picture’s file was missing or broken.' }),
  }),
});

builder.queryField('checkKtp', (t) =>
  t.field({
    type: CheckRef,
    description:
      'Normalises and cross-checks card fields that were read elsewhere, exactly as `ocrKtp` does for a picture.',
    args: {
      input: t.arg({ type: FieldsInput, required: true }),
      seen: t.arg({
        type: SeenInput,
        description: 'Give it if an engine read the fields: the findings are then those of a picture.',
      }),
    },
    complexity: { field: COST.understand },
    resolve: (_, { input, seen }, { services }) => {
      const checkContext = { regions: services.regions, today: services.today() };
      const raw = rawFields(Object.fromEntries(Object.entries(input).map(short)));
      const card = parseCard({ raw, ...textSeen(seen ?? {}) }, checkContext);
      return { card, checkContext, evidence: evidenceOf(card, seen?.fields ?? []) };
    },
  }),
);

type Seen = typeof SeenInput.$inferInput;
type SeenField = typeof SeenFieldInput.$inferInput;

/** @throws GraphQLError (BAD_USER_INPUT) for a text that no card prints */
function short([name, text]: readonly [string, string | null | undefined]): [string, string | null] {
  return [name, text == null ? null : shortText(name, text)];
}

/** Beside the text, what the understanding of a card goes by where a picture was seen. */
function textSeen(seen: Seen): Omit<CardText, 'raw'> {
  const given = (name: 'issuePlace' | 'issueDate' | 'nikAsRead' | 'nikRunnerUp') =>
    short([name, seen[name]])[1];
  const [place, date] = [given('issuePlace'), given('issueDate')];
  const sights = (seen.fields ?? []).flatMap(({ name, visibility, hiddenBy }): [FieldName, Sight][] =>
    visibility == null ? [] : [[name, { visibility, hiddenBy: hiddenBy ?? null }]],
  );
  return {
    issue: place === null && date === null ? null : { place, date },
    nikAsRead: given('nikAsRead'),
    nikRunnerUp: given('nikRunnerUp'),
    damaged: seen.damaged ?? false,
    ...(sights.length > 0 && { sights: Object.fromEntries(sights) }),
  };
}

/**
 * What was seen of each field. What was seen of another text than `input` has says nothing of that.
 * @throws GraphQLError (BAD_USER_INPUT) for a confidence that is none, more fields than a card has, or one field twice
 */
function evidenceOf(card: Card, fields: readonly SeenField[]): Partial<Record<FieldName, Evidence>> {
  if (fields.length > FIELD_NAMES.length) {
    throw badInput(`\`fields\` has ${fields.length} entries; a card has ${FIELD_NAMES.length} fields.`);
  }
  const twice = fields.find(({ name }, i) => fields.findIndex((field) => field.name === name) < i);
  if (twice !== undefined) throw badInput(`\`fields\` has ${twice.name} twice.`);
  const seen = fields.flatMap(({ name, text, confidence, completed }): [FieldName, Evidence][] => {
    if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
      throw badInput('`confidence` must be a number from 0 to 1.');
    }
    const printed = rawText(card, name);
    if (printed === null) return [];
    const own = short(['text', text])[1] ?? printed;
    if (!isOf(name, own, printed)) return [[name, { text: printed, confidence: null, boundingBox: null }]];
    const evidence = { text: own, confidence: confidence ?? null, boundingBox: null };
    return [[name, { ...evidence, completed: completed ?? false }]];
  });
  return Object.fromEntries(seen);
}

/** Whether a field's text is that of `input`: its line, or, of a line that two fields share, a part of it. */
function isOf(name: FieldName, text: string, line: string): boolean {
  return name === 'BIRTH_PLACE' || name === 'BIRTH_DATE' ? line.includes(text) : line === text;
}
