import type { Card } from '../card.js';
import type { CheckContext } from '../card-text.js';
import { WORD_FIELDS } from '../closed-lists.js';
import { finding } from '../finding.js';
import type { Inconsistency } from '../inconsistency.js';
import { isBlank } from '../text.js';
import { isExpired } from '../validity.js';

const VALID_UNTIL = ['VALID_UNTIL'] as const;
/** The last day of cards for five years: none was issued after UU 24/2013. */
const LAST_DATED = '2019-12-31';

/** The sentences about a printed date that has passed, by citizenship. */
const PAST = {
  FOREIGN: {
    EN: 'The card of this foreigner has expired; ask for a valid one.',
    ID: 'KTP warga negara asing ini sudah habis masa berlakunya; mintalah yang masih berlaku.',
  },
  INDONESIAN: {
    EN: "The printed date has passed, but citizens' cards are valid for life by law.",
    ID: 'Tanggal tercetak sudah lewat, tetapi KTP WNI berlaku seumur hidup menurut undang-undang.',
  },
  UNKNOWN: {
    EN: "The printed date has passed: a citizen's card stays valid by law, a foreigner's does not; compare the citizenship with the card.",
    ID: 'Tanggal tercetak sudah lewat: KTP WNI tetap berlaku menurut undang-undang, KTP WNA tidak; cocokkan kewarganegaraan dengan kartu.',
  },
} as const;

/** A citizen's card that ends on another day than the birthday. A few genuine cards do. */
export function expiryNotOnBirthday({ validity, birthDate, citizenship }: Card): readonly Inconsistency[] {
  const until = validity?.until ?? null;
  if (until === null || birthDate === null || citizenship !== 'INDONESIAN') return [];
  if (until.slice(5) === birthDate.slice(5) || birthDate.endsWith('02-29')) return [];
  return [
    finding({
      code: 'EXPIRY_NOT_BIRTHDAY',
      severity: 'INFO',
      fields: ['VALID_UNTIL', 'BIRTH_DATE'],
      expected: birthDate.slice(5),
      found: until.slice(5),
      EN: 'Dated cards of citizens usually end on the birthday, this one does not; compare both dates with the card.',
      ID: 'KTP bertanggal milik WNI biasanya berakhir pada hari ulang tahun, yang ini tidak; cocokkan kedua tanggal dengan kartu.',
    }),
  ];
}

/** A printed date that has passed. Only foreigners' cards expire (UU 24/2013 articles 64(7) and 101). */
export function expiryPast(
  { validity, citizenship, text: { raw } }: Card,
  { today }: CheckContext,
): readonly Inconsistency[] {
  if (validity === null || validity.until === null || validity.until >= today) return [];
  const expired = isExpired(validity, citizenship, today);
  // A text that was not understood may be a country.
  const unknown = citizenship === null && !isBlank(raw.nationality);
  const { EN, ID } = PAST[expired ? 'FOREIGN' : (citizenship ?? 'UNKNOWN')];
  return [
    finding({
      code: 'EXPIRY_PAST',
      severity: expired || unknown ? 'WARNING' : 'INFO',
      fields: unknown ? ['VALID_UNTIL', 'CITIZENSHIP'] : VALID_UNTIL,
      expected: today,
      found: validity.until,
      EN,
      ID,
    }),
  ];
}

/** A citizen's card with a date so late that it must have been issued for life. */
export function expiryAfterLifetimeRule({ validity, citizenship }: Card): readonly Inconsistency[] {
  const until = validity?.until ?? null;
  if (until === null || citizenship !== 'INDONESIAN' || until <= LAST_DATED) return [];
  return [
    finding({
      code: 'EXPIRY_AFTER_LIFETIME_RULE',
      severity: 'WARNING',
      fields: VALID_UNTIL,
      expected: 'SEUMUR HIDUP',
      found: until,
      EN: "No citizen's card should show a date this late: all were issued for life by then; compare it with the card.",
      ID: 'KTP WNI seharusnya tidak memuat tanggal sejauh ini karena sudah berlaku seumur hidup; cocokkan dengan kartu.',
    }),
  ];
}

/** A foreigner's card for life: it ends with the permit (UU 24/2013 article 64(7)b). */
export function foreignerForLife({ validity, citizenship }: Card): readonly Inconsistency[] {
  if (citizenship !== 'FOREIGN' || !validity?.lifetime) return [];
  return [
    finding({
      code: 'NATIONALITY_EXPIRY',
      severity: 'WARNING',
      fields: ['CITIZENSHIP', 'VALID_UNTIL'],
      EN: "A foreigner's card is never for life; compare citizenship and validity with the card.",
      ID: 'KTP warga negara asing tidak pernah seumur hidup; cocokkan kewarganegaraan dan masa berlaku dengan kartu.',
    }),
  ];
}

/** Values in the other language: foreigners' cards are said to show them in English, citizens' cards show them in Indonesian. */
export function languageUnexpected({ citizenship, parsed }: Card): readonly Inconsistency[] {
  if (citizenship === null) return [];
  const unexpected = citizenship === 'FOREIGN' ? 'ID' : 'EN';
  const fields = WORD_FIELDS.filter((field) => parsed.words[field]?.language === unexpected);
  if (fields.length === 0) return [];
  return [
    finding({
      code: 'NATIONALITY_LANGUAGE',
      severity: 'INFO',
      fields: ['CITIZENSHIP', ...fields],
      expected: unexpected === 'ID' ? 'EN' : 'ID',
      found: unexpected,
      EN: "Citizens' cards are in Indonesian and foreigners' values in English, here it is the other way round.",
      ID: 'KTP WNI berbahasa Indonesia dan isian KTP WNA berbahasa Inggris, di sini terbalik.',
    }),
  ];
}
