import type { Tag } from './words.js';

type Names = Readonly<Record<string, Readonly<Record<Tag, string>>>>;

/** What a field's normalised value is called in the reader's language; a text that is not here stands for itself. */
const NAMES: Readonly<Record<string, Names>> = {
  GENDER: { MALE: { en: 'Male', id: 'Laki-laki' }, FEMALE: { en: 'Female', id: 'Perempuan' } },
  RELIGION: {
    ISLAM: { en: 'Islam', id: 'Islam' },
    PROTESTANT: { en: 'Protestant', id: 'Kristen' },
    CATHOLIC: { en: 'Catholic', id: 'Katolik' },
    HINDU: { en: 'Hindu', id: 'Hindu' },
    BUDDHIST: { en: 'Buddhist', id: 'Buddha' },
    CONFUCIAN: { en: 'Confucian', id: 'Khonghucu' },
    INDIGENOUS_FAITH: { en: 'Indigenous faith', id: 'Kepercayaan terhadap Tuhan YME' },
  },
  MARITAL_STATUS: {
    SINGLE: { en: 'Single', id: 'Belum kawin' },
    MARRIED: { en: 'Married', id: 'Kawin' },
    DIVORCED: { en: 'Divorced', id: 'Cerai hidup' },
    WIDOWED: { en: 'Widowed', id: 'Cerai mati' },
  },
  CITIZENSHIP: {
    INDONESIAN: { en: 'Indonesian', id: 'WNI' },
    FOREIGN: { en: 'Foreign', id: 'WNA' },
  },
  VALID_UNTIL: { 'SEUMUR HIDUP': { en: 'For life', id: 'Seumur hidup' } },
};

/** A normalised value as the reader would write it. */
export function valueIn(tag: Tag, field: string, value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dateIn(tag, value);
  if (field === 'BLOOD_TYPE') return value.replace('_POSITIVE', '+').replace('_NEGATIVE', '−');
  return NAMES[field]?.[value]?.[tag] ?? value;
}

/** @param day `YYYY-MM-DD` */
export function dateIn(tag: Tag, day: string): string {
  // British English: the day first, as Indonesians have it.
  const format = new Intl.DateTimeFormat(tag === 'id' ? 'id' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}
