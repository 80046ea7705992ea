import type { Card } from '../card.js';
import { FIELD_NAMES, type FieldName, mayBeBlank, titlesOf } from '../field.js';
import { shiftedFrom } from '../field-shift.js';
import { normalisedText, rawText } from '../field-texts.js';

import { finding } from '../finding.js';
import type { Inconsistency } from '../inconsistency.js';
import { HIDERS, type Hider } from '../sight.js';
import { isBlank, isMasked, plainLine } from '../text.js';

/** Only engines that see the picture report place and date of issue. */
const SELDOM_REPORTED: ReadonlySet<FieldName> = new Set(['ISSUE_PLACE', 'ISSUE_DATE']);
const IDENTITY: ReadonlySet<FieldName> = new Set(['NIK', 'NAME']);
/** Fields whose text has a finding of its own if it cannot be understood. */
const JUDGED_ELSEWHERE: ReadonlySet<FieldName> = new Set(['NIK', 'BLOOD_TYPE', 'RT_RW', 'OCCUPATION']);

/** How a picture is taken in which a hider hides nothing. */
const WITHOUT: Readonly<Record<Hider, { readonly EN: string; readonly ID: string }>> = {
  GLARE: { EN: 'without reflections', ID: 'tanpa pantulan' },
  SHADOW: { EN: 'without shadows', ID: 'tanpa bayangan' },
  OBJECT: { EN: 'with nothing on the card', ID: 'tanpa jari atau benda di atas kartu' },
  EDGE: { EN: 'with the whole card in the picture', ID: 'dengan seluruh kartu di dalam foto' },
};
const LISTS = { EN: new Intl.ListFormat('en'), ID: new Intl.ListFormat('id') } as const;

/** A picture whose file is damaged. Fields in the missing part were not read, and fields beside it may be wrong. */
export function pictureDamaged({ text: { damaged = false } }: Card): readonly Inconsistency[] {
  if (!damaged) return [];
  return [
    finding({
      code: 'PICTURE_DAMAGED',
      severity: 'WARNING',
      fields: [],
      EN: 'The file of the picture is damaged or incomplete: send the original again, or compare every field with the card.',
      ID: 'Berkas foto rusak atau tidak lengkap: kirim ulang berkas aslinya, atau cocokkan semua kolom dengan kartu.',
    }),
  ];
}

/** Fields that every card has and that were not read: one finding for those that name the holder, one for the rest. */
export function fieldsMissing(card: Card): readonly Inconsistency[] {
  const missing = FIELD_NAMES.filter(
    (field) => !mayBeBlank(field) && !SELDOM_REPORTED.has(field) && isMissing(card, field),
  );
  return [
    ...missingFinding(
      'WARNING',
      missing.filter((field) => IDENTITY.has(field)),
    ),
    ...missingFinding(
      'INFO',
      missing.filter((field) => !IDENTITY.has(field)),
    ),
  ];
}

/** Values that the picture shows only in part, or not at all. The text that was read may be shorter than the print. */
export function valuesHidden({ text: { sights = {} } }: Card): readonly Inconsistency[] {
  const fields = FIELD_NAMES.filter((field) => (sights[field]?.visibility ?? 'WHOLE') !== 'WHOLE');
  if (fields.length === 0) return [];
  const label = titlesOf(fields);
  const hiders = HIDERS.filter((hider) => fields.some((field) => sights[field]?.hiddenBy === hider));
  const better = (hiders.length === 0 ? HIDERS : hiders).map((hider) => WITHOUT[hider]);
  const list = (language: 'EN' | 'ID') => LISTS[language].format(better.map((each) => each[language]));
  return [
    finding({
      code: 'VALUE_HIDDEN',
      severity: 'WARNING',
      fields,
      EN: `Not completely visible in the picture: ${label.EN}; take it again ${list('EN')}, or type from the card.`,
      ID: `Tidak terlihat utuh di foto: ${label.ID}; foto ulang ${list('ID')}, atau ketik dari kartu.`,
    }),
  ];
}

/** Values with asterisks, as the upstream masks them. */
export function valuesMasked(card: Card): readonly Inconsistency[] {
  const fields = FIELD_NAMES.filter((field) => field !== 'NIK' && isMaskedField(card, field));
  if (fields.length === 0) return [];
  const label = titlesOf(fields);
  return [
    finding({
      code: 'MASKED_VALUE',
      severity: 'INFO',
      fields,
      EN: `Masked with asterisks and not checked: ${label.EN}.`,
      ID: `Disamarkan dengan tanda bintang dan tidak diperiksa: ${label.ID}.`,
    }),
  ];
}

/** A value of one field's list in another field: rows were mixed up. */
export function fieldsShifted(card: Card): readonly Inconsistency[] {
  return FIELD_NAMES.flatMap((field) => {
    const other = shiftOf(card, field);
    if (other === null || field === 'BIRTH_DATE') return [];
    const label = titlesOf([field]);
    const otherLabel = titlesOf([other]);
    return [
      finding({
        code: 'FIELD_SHIFT',
        severity: 'WARNING',
        fields: field === 'BIRTH_PLACE' ? [field, 'BIRTH_DATE', other] : [field, other],
        found: rawText(card, field),
        EN: `The value of another line (${otherLabel.EN}) was read as the ${label.EN}; take the picture again or type it from the card.`,
        ID: `Di tempat ${label.ID} terbaca nilai baris lain (${otherLabel.ID}); foto ulang atau ketik dari kartu.`,
      }),
    ];
  });
}

/** Values that could not be understood. */
export function valuesUnknown(card: Card): readonly Inconsistency[] {
  return FIELD_NAMES.flatMap((field) => {
    if (!isUnknown(card, field)) return [];
    const label = titlesOf([field]);
    return [
      finding({
        code: 'VALUE_UNKNOWN',
        severity: 'WARNING',
        fields: [field],
        found: rawText(card, field),
        EN: `The text read as the ${label.EN} could not be understood; compare it with the card.`,
        ID: `Hasil baca ${label.ID} tidak dapat dipahami; cocokkan dengan kartu.`,
      }),
    ];
  });
}

function missingFinding(
  severity: 'WARNING' | 'INFO',
  fields: readonly FieldName[],
): readonly Inconsistency[] {
  if (fields.length === 0) return [];
  const label = titlesOf(fields);
  return [
    finding({
      code: 'FIELD_MISSING',
      severity,
      fields,
      EN: `Not read: ${label.EN}; take the picture again or type it from the card.`,
      ID: `Tidak terbaca: ${label.ID}; foto ulang atau ketik dari kartu.`,
    }),
  ];
}

function isMissing(card: Card, field: FieldName): boolean {
  // A printed dash or slash means that there is none.
  if (field === 'RT_RW' && /[/\p{Pd}]/u.test(card.text.raw.rtrw?.slice(0, 20) ?? '')) return false;
  if (isBlank(rawText(card, field))) return normalisedText(card, field) === null;
  const { place, written, cutOff, shiftedFrom: other } = card.parsed.birth;
  const { birthPlaceBirthday } = card.text.raw;
  if (other !== null || plainLine(birthPlaceBirthday) === null || isMasked(birthPlaceBirthday)) return false;
  return (
    (field === 'BIRTH_PLACE' && place === null) || (field === 'BIRTH_DATE' && written === null && !cutOff)
  );
}

function isMaskedField(card: Card, field: FieldName): boolean {
  if (!isMasked(rawText(card, field))) return false;
  if (field === 'BIRTH_PLACE') return card.birthPlace === null || isMasked(card.birthPlace);
  return field !== 'BIRTH_DATE' || card.birthDate === null;
}

function isUnknown(card: Card, field: FieldName): boolean {
  const text = rawText(card, field);
  if (isBlank(text) || isMasked(text)) return false;
  if (JUDGED_ELSEWHERE.has(field) && plainLine(text) !== null) return false;
  if (normalisedText(card, field) !== null || shiftOf(card, field) !== null) return false;
  const { birth, regions } = card.parsed;
  if (field === 'BIRTH_PLACE') return plainLine(text) === null;
  if (field === 'BIRTH_DATE')
    return plainLine(text) === null || birth.cutOff || birth.written?.shortYear === true;
  return !(field === 'DISTRICT' || field === 'VILLAGE') || !regions.misplaced.has(field);
}

/** The other field whose value stands in this field; null if none does. */
export function shiftOf(card: Card, field: FieldName): FieldName | null {
  const line = plainLine(rawText(card, field));
  if (line === null || isMasked(line)) return null;
  if (field === 'BIRTH_PLACE' || field === 'BIRTH_DATE') return card.parsed.birth.shiftedFrom;
  return field === 'NIK' || normalisedText(card, field) !== null
    ? null
    : shiftedFrom(field, line, card.parsed.has);
}
