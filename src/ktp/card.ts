import type { Region } from '../regions/region.js';
import type { CardText, CheckContext, Validity } from './card-text.js';
import { type BloodType, type Citizenship, WORD_FIELDS, type WordValues } from './closed-lists.js';
import { type CalendarDate, dateOf, yearOf } from './date.js';
import { type FieldName, propertyName } from './field.js';
import { shiftedFrom } from './field-shift.js';
import { lazily, type Recipes } from './lazily.js';
import type { Nik } from './nik/nik.js';
import { type ParsedFields, parseFields } from './parsed-fields.js';
import { isMasked, plainLine, withoutFullStop } from './text.js';

/** The address on a card, and the regions in its header. */
export interface Address {
  /** Street line without RT/RW and regions. */
  readonly street: string | null;
  /** Three digits. */
  readonly rt: string | null;
  /** Three digits. */
  readonly rw: string | null;
  readonly village: Region | null;
  readonly district: Region | null;
  readonly regency: Region | null;
  readonly province: Region | null;
}

/** Where and when a card was issued. */
export interface Issue {
  readonly place: string | null;
  readonly date: CalendarDate | null;
}

/**
 * A card, normalised. A field is null where the card does not show it, or where it could not be understood. Each is computed when it is
 * first asked for. The fields that hold a word of a closed list are those of `WordValues`.
 */
export interface Card extends WordValues {
  readonly text: CardText;
  /** How each line was understood. */
  readonly parsed: ParsedFields;
  readonly nik: Nik | null;
  readonly name: string | null;
  readonly birthPlace: string | null;
  readonly birthDate: CalendarDate | null;
  readonly bloodType: BloodType | null;
  readonly address: Address;
  readonly occupation: string | null;
  readonly occupationCode: number | null;
  readonly citizenship: Citizenship | null;
  readonly nationality: string | null;
  /** ISO 3166-1, two letters. */
  readonly nationalityCode: string | null;
  readonly validity: Validity | null;
  readonly issue: Issue | null;
}

/** The card that a reading's text describes. Each value is computed when it is first asked for. */
export function parseCard(text: CardText, checkContext: CheckContext): Card {
  const card: Card = lazily<Card>({
    text: () => text,
    parsed: () => parseFields(text, checkContext),
    nik: () => card.parsed.nik,
    name: () => {
      const name = freeText('NAME', card.parsed, card.parsed.values.name);
      return name === null ? null : withoutFullStop(name);
    },
    birthPlace: () => card.parsed.birth.place,
    birthDate: () => card.parsed.birth.date ?? dateOfShortYear(card.parsed),
    bloodType: () => card.parsed.bloodType ?? null,
    address: () => {
      const { parsed } = card;
      return lazily<Address>({
        street: () => freeText('STREET', parsed, parsed.street),
        rt: () => parsed.rtRw?.rt ?? null,
        rw: () => parsed.rtRw?.rw ?? null,
        village: () => parsed.regions.village,
        district: () => parsed.regions.district,
        regency: () => parsed.regions.regency,
        province: () => parsed.regions.province,
      });
    },
    occupation: () =>
      card.parsed.occupation?.name ?? freeText('OCCUPATION', card.parsed, card.parsed.values.occupation),
    occupationCode: () => card.parsed.occupation?.code ?? null,
    citizenship: () => card.parsed.nationality?.citizenship ?? null,
    nationality: () => card.parsed.nationality?.text ?? null,
    nationalityCode: () => card.parsed.nationality?.country ?? null,
    validity: () => card.parsed.validity,
    ...wordRecipes(() => card.parsed),
    issue: () => {
      const place = plainLine(text.issue?.place ?? null);
      const date = card.parsed.issueDate;
      return place === null && date === null ? null : { place, date };
    },
  });
  return card;
}

function wordRecipes(parsed: () => ParsedFields): Recipes<WordValues> {
  const recipes = WORD_FIELDS.map((field) => [
    propertyName(field),
    () => parsed().words[field]?.value ?? null,
  ]);
  return Object.fromEntries(recipes) as Recipes<WordValues>;
}

/** A line as printed; null if it shows the value of another field. */
function freeText(field: FieldName, { has }: ParsedFields, text: string | null): string | null {
  const line = plainLine(text);
  return line === null || isMasked(line) || shiftedFrom(field, line, has) === null ? line : null;
}

/** The date of birth if its year has two digits, as in `17-08-45`: the NIK tells its century. */
function dateOfShortYear({ birth, nik }: ParsedFields): CalendarDate | null {
  const { written } = birth;
  if (written === null || !written.shortYear || nik === null || nik.birthDate === null) return null;
  const year = yearOf(nik.birthDate);
  return year % 100 === written.year ? dateOf(year, written.month, written.day) : null;
}
