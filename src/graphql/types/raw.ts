import { fieldsIn, RAW_FIELD_NAMES, type RawFields } from '../../ktp/raw.js';
import { builder } from '../builder.js';
import { needs } from '../needs.js';

export const RawFieldsRef = builder.objectRef<RawFields>('KtpRawFields');

builder.objectType(RawFieldsRef, {
  fields: (t) =>
    Object.fromEntries(
      RAW_FIELD_NAMES.map((name) => [
        name,
        t.exposeString(name, { ...needs(fieldsIn(name)), nullable: true }),
      ]),
    ),
});
