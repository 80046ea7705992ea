import type { Card } from '../card.js';
import type { CheckContext } from '../card-text.js';
import { ageOn } from '../date.js';
import { finding } from '../finding.js';
import type { Inconsistency } from '../inconsistency.js';
import { OLDEST, YOUNGEST } from '../nik/birth-date.js';
import { isMasked, lettersOf, plainLine } from '../text.js';

const BIRTH_DATE = ['BIRTH_DATE'] as const;

/** A date of birth that the calendar does not have. */
export function birthDateImpossible({ parsed: { birth } }: Card): readonly Inconsistency[] {
  const { written } = birth;
  if (written === null || written.date !== null || written.shortYear) return [];
  return [
    finding({
      code: 'BIRTHDATE_IMPOSSIBLE',
      severity: 'WARNING',
      fields: BIRTH_DATE,
      found: written.text,
      EN: 'This date of birth does not exist; compare it with the card.',
      ID: 'Tanggal lahir ini tidak ada di kalender; cocokkan dengan kartu.',
    }),
  ];
}

/** A date of birth after today. */
export function birthDateInFuture({ birthDate }: Card, { today }: CheckContext): readonly Inconsistency[] {
  if (birthDate === null || birthDate <= today) return [];
  return [
    finding({
      code: 'BIRTHDATE_FUTURE',
      severity: 'ERROR',
      fields: BIRTH_DATE,
      found: birthDate,
      EN: 'The date of birth is in the future; compare it with the card.',
      ID: 'Tanggal lahir ada di masa depan; cocokkan dengan kartu.',
    }),
  ];
}

/** A holder younger than 17, the age from which people must have a card (UU 24/2013 article 63(1)). Married people have one earlier. */
export function ageUnder17({ birthDate }: Card, { today }: CheckContext): readonly Inconsistency[] {
  if (birthDate === null || birthDate > today || ageOn(birthDate, today) >= YOUNGEST) return [];
  return [
    finding({
      code: 'AGE_UNDER_17',
      severity: 'WARNING',
      fields: BIRTH_DATE,
      expected: String(YOUNGEST),
      found: String(ageOn(birthDate, today)),
      EN: 'The holder is under 17, and cards are for people from 17 or married; compare the date of birth with the card.',
      ID: 'Pemegang berumur di bawah 17 tahun, sedangkan KTP untuk usia 17 atau yang sudah menikah; cocokkan tanggal lahir dengan kartu.',
    }),
  ];
}

/** A holder older than 110. More often the year was misread. */
export function ageOver110({ birthDate }: Card, { today }: CheckContext): readonly Inconsistency[] {
  if (birthDate === null || ageOn(birthDate, today) <= OLDEST) return [];
  return [
    finding({
      code: 'AGE_OVER_110',
      severity: 'WARNING',
      fields: BIRTH_DATE,
      expected: String(OLDEST),
      found: String(ageOn(birthDate, today)),
      EN: 'The holder would be over 110 years old; compare the date of birth with the card.',
      ID: 'Pemegang akan berumur lebih dari 110 tahun; cocokkan tanggal lahir dengan kartu.',
    }),
  ];
}

/** The upstream's own split that differs from ours. It cuts at the first comma or space, and was seen to swap day and month. */
export function upstreamSplitDiffers({ text: { raw }, parsed: { birth } }: Card): readonly Inconsistency[] {
  if (isMasked(raw.birthPlaceBirthday) || isMasked(raw.placeOfBirth) || isMasked(raw.birthday)) return [];
  const place = plainLine(raw.placeOfBirth);
  const date = plainLine(raw.birthday)?.replaceAll('/', '-') ?? null;
  const placeDiffers = place !== null && lettersOf(place) !== lettersOf(birth.place ?? '');
  const dateDiffers = date !== null && birth.date !== null && date !== birth.date;
  if (!placeDiffers && !dateDiffers) return [];
  return [
    finding({
      code: 'UPSTREAM_SPLIT_MISMATCH',
      severity: 'WARNING',
      fields: [...(placeDiffers ? ['BIRTH_PLACE' as const] : []), ...(dateDiffers ? BIRTH_DATE : [])],
      expected: placeDiffers ? birth.place : birth.date,
      found: placeDiffers ? place : date,
      EN: 'The OCR service split place and date of birth differently from the printed line; the printed line was followed.',
      ID: 'Layanan OCR memisahkan tempat dan tanggal lahir berbeda dari baris tercetak; baris tercetak yang diikuti.',
    }),
  ];
}
