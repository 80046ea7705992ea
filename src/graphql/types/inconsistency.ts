import { INCONSISTENCY_CODES, type Inconsistency } from '../../ktp/inconsistency.js';
import { builder } from '../builder.js';
import { FieldNameEnum, TEXT_ARGS } from './enums.js';

export const SeverityEnum = builder.enumType('Severity', {
  description:
    '`ERROR`: impossible, nearly always a misreading. `WARNING`: a person should check it. `INFO`: common on genuine cards, for example after a move. No finding alone means that a card is false.',
  values: ['INFO', 'WARNING', 'ERROR'] as const,
});

const InconsistencyCodeEnum = builder.enumType('InconsistencyCode', {
  description: 'What does not fit together. New codes may be added.',
  values: INCONSISTENCY_CODES,
});

export const InconsistencyRef = builder.objectRef<Inconsistency>('Inconsistency').implement({
  fields: (t) => ({
    code: t.expose('code', { type: InconsistencyCodeEnum }),
    severity: t.expose('severity', { type: SeverityEnum }),
    fields: t.field({ type: [FieldNameEnum], resolve: ({ fields }) => [...fields] }),
    message: t.string({
      description: 'One sentence a person can act on.',
      args: TEXT_ARGS,
      resolve: ({ message }, { language }) => message[language],
    }),
    expected: t.exposeString('expected', { nullable: true }),
    found: t.exposeString('found', { nullable: true }),
  }),
});
