import { type MatchedRegions, matchRegions, successorOf } from '../regions/match.js';
import { type RtRw, readRtRw, readStreet } from './address.js';
import { type Birth, readBirth } from './birth.js';
import { readBloodType } from './blood-type.js';
import type { CardText, CheckContext, Validity } from './card-text.js';
import {
  type BloodType,
  WORD_FIELDS,
  WORD_LISTS,
  type WordField,
  type WordsOfFields,
} from './closed-lists.js';
import type { CalendarDate } from './date.js';
import type { FieldName } from './field.js';
import { lazily, type Recipes } from './lazily.js';
import { type Nationality, readNationality } from './nationality.js';
import { type Nik, readNik } from './nik/nik.js';
import { findOccupation } from './occupations.js';
import { unlabelledFields } from './printed-labels.js';
import { type RawFields, rawNameOf } from './raw.js';
import { isBlank, isMasked, plainLine } from './text.js';
import { readValidity } from './validity.js';
import { type Understood, understandWord, type Vocabulary } from './word-list.js';
import { wholeDate } from './written-date.js';

/** The parsed lines of a card, with all that the checks need to know. Each is computed when it is first asked for. */
export interface ParsedFields {
  /** The text of each field, without its label and without signs that print nothing. */
  readonly values: RawFields;
  readonly nik: Nik | null;
  readonly birth: Birth;
  /** The fields that hold a word of a closed list. */
  readonly words: WordsOfFields;
  /** Undefined if the card shows something that is no blood type. */
  readonly bloodType: BloodType | null | undefined;
  readonly street: string | null;
  readonly rtRw: RtRw | null;
  readonly regions: MatchedRegions;
  /** Null if the official list does not have it. */
  readonly occupation: { readonly name: string; readonly code: number } | null;
  readonly nationality: Nationality | null;
  readonly validity: Validity | null;
  /** Whether a field with a closed list shows a word of it. */
  readonly has: (field: FieldName) => boolean;
  readonly issueDate: CalendarDate | null;
}

/** The gender's row with the blood type at its end, if both were read as one. */
const BLOOD_LABEL = /^(.*?)\W*\bG[O0]L(?:\b|\W|D)\W*(?:D?ARAH)?\W*(.*)$/i;

/** Parses the lines of a card, each when it is first asked for. */
export function parseFields(
  { raw: asRead, issue, nikAsRead = null, nikRunnerUp }: CardText,
  { regions, today }: CheckContext,
): ParsedFields {
  const raw = unlabelledFields(asRead);
  const genderRow = () => BLOOD_LABEL.exec((raw.gender ?? '').slice(0, 80));
  const streetLine = lazily({ read: () => readStreet(raw.address) });
  const fields: ParsedFields = lazily<ParsedFields>({
    values: () => raw,
    nik: () => {
      if (asRead.idNumber === null || raw.idNumber === null) return null;
      return readNik(asRead.idNumber, {
        regions,
        today,
        printedBirthDate: fields.birth.date,
        asRead: nikAsRead,
        runnerUp: nikRunnerUp,
      });
    },
    birth: () => readBirth(raw.birthPlaceBirthday, fields.has),
    words: () => {
      const lineOf = (field: WordField) => {
        const name = rawNameOf(field);
        return (field === 'GENDER' ? genderRow()?.[1] : null) ?? (name === null ? null : raw[name]);
      };
      const wordOf = (field: WordField) => () => word<unknown>(lineOf(field), WORD_LISTS[field]);
      const recipes = Object.fromEntries(WORD_FIELDS.map((field) => [field, wordOf(field)]));
      return lazily<WordsOfFields>(recipes as unknown as Recipes<WordsOfFields>);
    },
    bloodType: () =>
      isMasked(raw.bloodType)
        ? null
        : readBloodType((isBlank(raw.bloodType) ? null : raw.bloodType) ?? genderRow()?.[2] ?? null),
    street: () => streetLine.read.street,
    rtRw: () => readRtRw(asRead.rtrw === null ? null : (raw.rtrw ?? asRead.rtrw)) ?? streetLine.read.rtRw,
    regions: () => {
      const line = (text: string | null) => (isMasked(text) ? null : plainLine(text));
      const printed = {
        province: line(raw.province),
        regency: line(raw.city),
        district: line(raw.district),
        village: line(raw.village),
      };
      const registered = fields.nik?.district ?? fields.nik?.regency ?? null;
      return matchRegions(
        printed,
        regions,
        registered === null ? null : successorOf(registered, regions).code,
      );
    },
    occupation: () => {
      const line = plainLine(raw.occupation);
      return line === null || isMasked(line) ? null : findOccupation(line);
    },
    nationality: () => (isMasked(raw.nationality) ? null : readNationality(plainLine(raw.nationality))),
    validity: () => (isMasked(raw.expiryDate) ? null : readValidity(plainLine(raw.expiryDate))),
    has: () => (field) => {
      if (isWordField(field)) return fields.words[field] !== null;
      if (field === 'CITIZENSHIP') return fields.nationality !== null;
      return field === 'VALID_UNTIL' && fields.validity !== null;
    },
    issueDate: () => wholeDate(plainLine(issue?.date ?? null) ?? '')?.date ?? null,
  });
  return fields;
}

function isWordField(field: FieldName): field is WordField {
  return Object.hasOwn(WORD_LISTS, field);
}

function word<T>(text: string | null, words: Vocabulary<T>): Understood<T> | null {
  const line = plainLine(text);
  return line === null || isMasked(line) ? null : understandWord(line, words);
}
