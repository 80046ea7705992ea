import { STATUSES } from '../../engine/errors.js';
import { FIELD_NAMES } from '../../ktp/field.js';
import { HIDERS, VISIBILITIES } from '../../ktp/sight.js';
import { DEFAULT_LANGUAGE } from '../../language.js';
import { builder } from '../builder.js';

export const GenderEnum = builder.enumType('Gender', {
  values: { MALE: { description: 'LAKI-LAKI' }, FEMALE: { description: 'PEREMPUAN' } } as const,
});

export const FieldNameEnum = builder.enumType('KtpFieldName', { values: FIELD_NAMES });

export const VisibilityEnum = builder.enumType('KtpVisibility', {
  description: "How much of a field's print could be seen.",
  values: VISIBILITIES,
});

export const HiderEnum = builder.enumType('KtpHider', {
  description:
    'What hides print: reflected light, darkness, an object on the card, or the edge of the picture.',
  values: HIDERS,
});

export const LanguageEnum = builder.enumType('Language', {
  values: { ID: { description: 'Bahasa Indonesia' }, EN: { description: 'English' } } as const,
});

/** The arguments of every text that people are told. */
export const TEXT_ARGS = builder.args((t) => ({
  language: t.field({ type: LanguageEnum, required: true, defaultValue: DEFAULT_LANGUAGE }),
}));

export const OcrEngineEnum = builder.enumType('OcrEngine', {
  values: ['AUTO', 'EMBEDDED', 'ADVANCE_AI'] as const,
});

export const PricingStrategyEnum = builder.enumType('PricingStrategy', {
  values: ['FREE', 'PAY'] as const,
});

export const StatusCodeEnum = builder.enumType('OcrStatusCode', {
  description: "Every status code of the upstream's documentation.",
  values: Object.keys(STATUSES) as (keyof typeof STATUSES)[],
});
