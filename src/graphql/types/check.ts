import { parseCard } from '../../ktp/card.js';
import { FIELD_NAMES, rawNameOf } from '../../ktp/field.js';
import { findInconsistencies } from '../../ktp/inconsistencies.js';
import { SEVERITIES } from '../../ktp/inconsistency.js';
import { rawFields } from '../../ktp/raw.js';
import { shortText } from '../arguments.js';
import { builder } from '../builder.js';
import { needs } from '../needs.js';
import { COST, USUAL_INCONSISTENCIES } from '../use-complexity-limit.js';
import { CardRef, type CardView } from './card.js';
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

builder.queryField('checkKtp', (t) =>
  t.field({
    type: CheckRef,
    description:
      'Normalises and cross-checks card fields that were read elsewhere, exactly as `ocrKtp` does for a picture.',
    args: { input: t.arg({ type: FieldsInput, required: true }) },
    complexity: { field: COST.understand },
    resolve: (_, { input }, { services }) => {
      const checkContext = { regions: services.regions, today: services.today() };
      const given = Object.entries(input).map(([name, text]) => [
        name,
        text == null ? null : shortText(name, text),
      ]);
      const raw = rawFields(Object.fromEntries(given));
      return {
        card: parseCard({ raw, issue: null, nikRunnerUp: null }, checkContext),
        checkContext,
        evidence: {},
      };
    },
  }),
);
