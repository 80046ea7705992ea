import type { Card } from '../card.js';
import type { CheckContext } from '../card-text.js';
import { ageOn } from '../date.js';
import { finding } from '../finding.js';
import type { Inconsistency } from '../inconsistency.js';
import { isMasked } from '../text.js';
import { shiftOf } from './reading.js';

/** Characters of a name (Permendagri 73/2022). */
const LONGEST_NAME = 60;
/** Years (UU 16/2019). Younger people need the permission of a court. Before that law, women could marry from 16. */
const MARRIAGE_AGE = 19;

/** A name with a digit. More often a letter was misread. */
export function nameWithDigit({ name }: Card): readonly Inconsistency[] {
  if (name === null || isMasked(name) || !/\p{Nd}/u.test(name)) return [];
  return [
    finding({
      code: 'NAME_DIGIT',
      severity: 'WARNING',
      fields: ['NAME'],
      found: name,
      EN: 'There is a digit in the name, most likely a misread letter; compare it with the card.',
      ID: 'Ada angka pada nama, kemungkinan huruf yang salah baca; cocokkan dengan kartu.',
    }),
  ];
}

/** A name with more characters than a name may have (Permendagri 73/2022). */
export function nameTooLong({ name }: Card): readonly Inconsistency[] {
  if (name === null || name.length <= LONGEST_NAME) return [];
  return [
    finding({
      code: 'NAME_LONG',
      severity: 'WARNING',
      fields: ['NAME'],
      expected: String(LONGEST_NAME),
      found: String(name.length),
      EN: 'The name is longer than a card allows; another line may have been read into it.',
      ID: 'Nama lebih panjang daripada batas KTP; mungkin baris lain ikut terbaca.',
    }),
  ];
}

/** A text that is no blood type. */
export function bloodTypeUnknown(card: Card): readonly Inconsistency[] {
  if (card.parsed.bloodType !== undefined || shiftOf(card, 'BLOOD_TYPE') !== null) return [];
  return [
    finding({
      code: 'BLOOD_FORM',
      severity: 'INFO',
      fields: ['BLOOD_TYPE'],
      found: card.text.raw.bloodType,
      EN: 'The text read as the blood type is not a blood type; compare it with the card.',
      ID: 'Hasil baca golongan darah bukan golongan darah; cocokkan dengan kartu.',
    }),
  ];
}

/** A holder who is or was married below the usual age. */
export function marriedYoung(
  { maritalStatus, birthDate }: Card,
  { today }: CheckContext,
): readonly Inconsistency[] {
  if (maritalStatus === null || maritalStatus === 'SINGLE' || birthDate === null || birthDate > today)
    return [];
  const age = ageOn(birthDate, today);
  if (age >= MARRIAGE_AGE) return [];
  return [
    finding({
      code: 'MARITAL_AGE',
      severity: 'INFO',
      fields: ['MARITAL_STATUS', 'BIRTH_DATE'],
      expected: String(MARRIAGE_AGE),
      found: String(age),
      EN: 'The holder is or was married below the age of 19; that needs the permission of a court; compare both with the card.',
      ID: 'Pemegang sudah pernah menikah di bawah 19 tahun; itu memerlukan dispensasi pengadilan, jadi cocokkan keduanya dengan kartu.',
    }),
  ];
}

/** An occupation that is not in the official list. Foreigners' cards are left out: they show it in English. */
export function occupationUnlisted({
  occupation,
  occupationCode,
  citizenship,
}: Card): readonly Inconsistency[] {
  if (occupation === null || occupationCode !== null || citizenship === 'FOREIGN' || isMasked(occupation))
    return [];
  return [
    finding({
      code: 'OCCUPATION_UNKNOWN',
      severity: 'INFO',
      fields: ['OCCUPATION'],
      found: occupation,
      EN: 'The occupation is not in the official list; local wording is common, misreading possible.',
      ID: 'Pekerjaan tidak ada dalam daftar resmi; istilah setempat lazim, salah baca mungkin.',
    }),
  ];
}
