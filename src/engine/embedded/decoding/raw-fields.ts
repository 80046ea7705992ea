import type { FieldName } from '../../../ktp/field.js';
import { type RawFields, rawFields } from '../../../ktp/raw.js';

/** The upstream's form of the fields: the province without its label, all else as printed. */
export function toRaw(
  texts: Readonly<Partial<Record<FieldName, string>>>,
  birthPlaceBirthday: string | null,
): RawFields {
  const text = (field: FieldName) => texts[field] ?? null;
  return rawFields({
    idNumber: text('NIK'),
    name: text('NAME'),
    bloodType: text('BLOOD_TYPE'),
    religion: text('RELIGION'),
    gender: text('GENDER'),
    birthPlaceBirthday,
    province: text('PROVINCE'),
    city: text('REGENCY'),
    district: text('DISTRICT'),
    village: text('VILLAGE'),
    rtrw: text('RT_RW'),
    address: text('STREET'),
    occupation: text('OCCUPATION'),
    expiryDate: text('VALID_UNTIL'),
    nationality: text('CITIZENSHIP'),
    maritalStatus: text('MARITAL_STATUS'),
  });
}
