import { CLOSED_FIELDS } from '../../../ktp/closed-lists.js';
import type { FieldName } from '../../../ktp/field.js';
import { NIK_DIGITS } from '../../../ktp/nik/parts.js';
import { type RawFields, rawFields, rawNameOf } from '../../../ktp/raw.js';
import type { RegionTable } from '../../../regions/region.js';
import { type Heuristic, WITHOUT_NONE, type Without } from '../heuristics.js';
import { beginsLate } from '../layout/columns.js';
import type { Area, FieldText } from '../layout/field-text.js';
import type { Layout } from '../layout/layout.js';
import { endsAtPhoto } from '../layout/photo-edge.js';
import type { TextLine } from '../recognition/text-line.js';
import { ALPHABETS, fieldsWith, templateOf, wholeWordsOf } from '../template.js';
import { isComplete, isWhole, regionNames } from '../visibility/complete-text.js';
import type { FieldSight } from '../visibility/field-visibility.js';
import { decodeBirthSeparator } from './birth-separator.js';
import { decodeBlood } from './blood.js';
import { completeWord } from './complete.js';
import { clarityOf, confidenceOf, groundsOf } from './confidence.js';
import type { Grounds } from './curve.js';
import { BIRTH_YEARS, bestDate, datesIn, expiry, isOf, issueYears } from './dates.js';
import type { Decoded } from './decoded.js';
import { type Emissions, emissionsOf } from './emissions.js';
import { decodeFreeText } from './free-text.js';
import { countryList, listOf } from './lists.js';
import { type DecodedNik, decodeNik, type Holder } from './nik.js';
import { addressPriors, namePriors, type Priors, placePriors, plainPriors } from './priors.js';
import { decodeIssuePlace, decodeRegions, LEVELS } from './regions.js';
import { decodeRtRw, NUMBERS_NOISE } from './rt-rw.js';
import { lettersOf } from './spelling.js';
import type { SymbolMapName } from './symbol-map.js';
import { isUnfinished } from './unfinished.js';
import { nameVocabulary, placesIn } from './vocabulary.js';
import { scoreOf } from './word-trie.js';
import { findWord, type Shown, trimmed } from './words.js';

/** A field's value, how sure it is and where it stands, in the view's pixels. */
export interface Value {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly area: Area;
  /** Whether it has letters that were hidden. */
  readonly completed: boolean;
  /** What its confidence was made of; null where something else held it down or gave it. */
  readonly grounds: Grounds | null;
}

/** The values of a card. */
export interface Values {
  readonly fields: Readonly<Partial<Record<FieldName, Value>>>;
  readonly raw: RawFields;
  /** The NIK as its likeliest characters read, where what is known of NIKs made another of it. */
  readonly nikAsRead: string | null;
  readonly nikRunnerUp: string | null;
}

/** Fields that hold a word of their list, and nothing that needs more than that. */
const PLAIN_WORDS = fieldsWith('words').filter(
  (name) => !['GENDER', 'CITIZENSHIP', 'VALID_UNTIL'].includes(name),
);

/** An occupation that is on no list is doubted if it is less sure than the first; its confidence is then at most the second. */
const CLEARLY_READ = 0.95;
const DOUBTED = 0.75;

/** The confidence at most of a value that begins right of its column: its first letters were not seen. */
const BEGUN_LATE = 0.5;

/** The confidence at most of values that may be longer, on a card of which so few labels were read that nothing tells where they begin and end. */
const OUT_OF_COLUMNS = 0.7;

/** The confidence at most of a card whose labels were read badly, as in a double picture. */
const OF_ILLEGIBLE_PRINT = 0.75;

/** The confidence at most of values that follow no rule of their own, on a card where one stands in another's row: all may. */
const SHIFTED = 0.5;
/** What no name, place, address or occupation is: a word of a closed list, and what has the form of a number or a date. A religion's word may be a name or a place. */
const OF_OTHERS = new Set(
  CLOSED_FIELDS.filter((name) => name !== 'RELIGION').flatMap((name) => templateOf(name).words ?? []),
);
const NUMBERS = ['RT_RW', 'NIK', 'BIRTH_DATE'] as const;
/** A digit beside a letter: no place's name has one. */
const DIGIT_IN_WORD = /\p{L}\d|\d\p{L}/u;

/** The confidence at most of a value of which a part was not seen: something must follow it, letters are missing in it, or it is a part of a region's name. */
const UNFINISHED = 0.5;

/** The confidence at most of a value that ends at the photo's edge: there may be more of it on the photo. */
const MAY_GO_ON = 0.75;

/** The confidence at most of a value with hidden letters, and of a NIK with a hidden digit. */
const HIDDEN_LETTERS = 0.4;
const HIDDEN_DIGIT = 0.05;
/** The confidence of a word with hidden letters, if no other word of its list fits the visible ones: with at least this share of its letters in sight, and with less. */
const COMPLETED = 0.9;
const GUESSED = 0.7;
const ENOUGH_IN_SIGHT = 0.5;

/** The confidence at most of a date on which nobody with a card was born. */
const OF_NO_HOLDER = 0.5;

/** Digits of a NIK that stand so far from their even pitch, in pitches, are no digits: print of sixteen stays under it. */
const UNEVEN = 0.45;
/** The confidence at most of sixteen digits where others, or another number of them, were seen. */
const DIGIT_INVENTED = 0.5;

/** The confidence at most of numbers among which a letter was seen, as an alphabet without letters makes a digit of it, and of places with a digit in a word. */
const LETTERS_IN_NUMBERS = 0.4;

/** A letter seen so surely is none of the digits that look like it. */
const SEEN = 0.8;
const LIKE_A_DIGIT = /[OQDIlSBZ|]/;

/** A gender read with a smaller share says nothing of the NIK. */
const SURE = 0.9;

/** Nats for a step of noise in a blood type, more than elsewhere: it has one or two signs, so each step says much. */
const BLOOD_NOISE = 7;

/** Noise, where a value would have a letter, a digit, or a dash for nothing. */
const ONLY_MARKS = /^[^\p{L}\p{N}-]*$/u;

/** The heuristics that switch the priors off. */
const PRIORS = { NAME: 'name-priors', ADDRESS: 'address-priors', PLACE: 'place-priors' } as const;

/** Decodes the wanted fields of a card from what the reader saw of their lines. */
export function decodeCard(
  { fields, birth, columns, isLegible }: Layout,
  wanted: ReadonlySet<FieldName>,
  regions: RegionTable,
  sights: Readonly<Partial<Record<FieldName, FieldSight>>> = {},
  without = WITHOUT_NONE,
): Values {
  const decoded = new Map<FieldName, Decoded>();
  const emissions = (name: FieldName, symbolMap: SymbolMapName, noiseCost?: number) =>
    wanted.has(name) ? fieldEmissions(fields[name], symbolMap, noiseCost) : null;
  const keep = (name: FieldName, value: Decoded | null) => {
    if (value !== null) decoded.set(name, value);
  };
  const show = (name: FieldName): Shown | null => {
    const letters = emissions(name, 'LETTERS');
    if (letters === null) return null;
    let capitals: Emissions | null = null;
    const score = (text: string) => {
      capitals ??= emissions(name, 'CAPITALS');
      return capitals === null ? 0 : scoreOf(text, capitals, true);
    };
    return { letters, read: trimmed(fields[name]?.text ?? ''), score };
  };
  const word = (name: FieldName, list = listOf(name)) => {
    const shown = without.has('word-lists') ? null : show(name);
    return shown && list ? findWord(list, shown) : null;
  };

  const gender = word('GENDER');
  keep('GENDER', gender);
  const dates = datesIn(emissions('BIRTH_DATE', 'DATE'), BIRTH_YEARS);
  const digits = emissions('NIK', 'DIGITS');
  const holder: Holder = without.has('nik-and-birth')
    ? { dates: [], gender: null }
    : { dates, gender: gender === null || gender.share < SURE ? null : genderOf(gender.word) };
  const nik = digits === null ? null : decodeNik(digits, holder, regions);
  const number = nik !== null && lacksDigits(fields.NIK, nik, sights.NIK) ? null : nik;
  keep('NIK', number?.nik ?? null);
  keep('BIRTH_DATE', nik?.date ?? bestDate(dates));
  for (const name of PLAIN_WORDS) keep(name, word(name));
  keep('CITIZENSHIP', word('CITIZENSHIP') ?? word('CITIZENSHIP', countryList()));
  keep(
    'VALID_UNTIL',
    word('VALID_UNTIL') ??
      expiry(emissions('VALID_UNTIL', 'DATE'), decoded.get('BIRTH_DATE'), decoded.get('CITIZENSHIP')),
  );
  keep('ISSUE_DATE', bestDate(datesIn(emissions('ISSUE_DATE', 'DATE'), issueYears())));
  const numbers = emissions('RT_RW', 'NUMBERS', NUMBERS_NOISE);
  keep('RT_RW', numbers && decodeRtRw(numbers));
  const blood = emissions('BLOOD_TYPE', 'BLOOD', BLOOD_NOISE);
  keep('BLOOD_TYPE', blood && decodeBlood(blood, fields.BLOOD_TYPE?.text !== ''));
  const lines = Object.fromEntries(LEVELS.map((level) => [level, show(level)]));
  const registered = decoded.get('NIK')?.text.slice(0, 6) ?? null;
  const located = without.has('region-names') ? {} : decodeRegions(lines, registered, regions);
  for (const level of LEVELS) keep(level, located[level] ?? null);
  const issued = show('ISSUE_PLACE');
  keep('ISSUE_PLACE', issued && decodeIssuePlace(issued, located, regions));

  const cap = (heuristic: Heuristic, applies: boolean, most: number) =>
    applies && !without.has(heuristic) ? most : 1;
  const named = regionNames(fields, regions);
  const isCut = (name: FieldName, field: FieldText) =>
    named.parts.has(name) || isUnfinished(name, field, () => placesIn(regions));
  const isShifted = Object.entries(fields).some(([name, { text }]) => isOfAnother(name as FieldName, text));
  const inSight = Object.entries(fields).filter(
    ([name]) => sights[name as FieldName]?.visibility !== 'PARTLY_HIDDEN',
  );
  const clarity = clarityOf(inSight.map(([, field]) => field));
  const values: Partial<Record<FieldName, Value>> = {};
  for (const [name, field] of Object.entries(fields) as [FieldName, FieldText][]) {
    if (!wanted.has(name)) continue;
    const ruled = decoded.get(name);
    const value = ruled ?? freely(name, field, regions, without);
    const grounds = groundsOf(value, clarity);
    const shown = confidenceOf(name, grounds);
    const sight = sights[name];
    if (sight?.visibility === 'PARTLY_HIDDEN') {
      const part = inPart(name, field, sight, { text: value.text, confidence: shown }, without);
      if (part.text !== '') values[name] = part;
      continue;
    }
    if (value.text === '') continue;
    const template = templateOf(name);
    const confidence = Math.min(
      shown,
      cap('rule-cap', ruled === undefined, template.mostUnruled ?? 1),
      ruled === undefined && template.openList ? unlisted(name, value.text, shown) : 1,
      cap('late-cap', template.place === 'COLUMN' && beginsLate(field.lines, columns), BEGUN_LATE),
      cap(
        'letters-cap',
        template.onlyNumbers === true
          ? hasLetters(field.lines)
          : name === 'BIRTH_PLACE' && DIGIT_IN_WORD.test(value.text),
        LETTERS_IN_NUMBERS,
      ),
      cap('columns-cap', columns === null && !isWhole(name, value.text, named), OUT_OF_COLUMNS),
      cap('photo-cap', template.reachesPhoto === true && endsAtPhoto(field, columns), MAY_GO_ON),
      cap('unfinished-cap', ruled === undefined && isCut(name, { ...field, text: value.text }), UNFINISHED),
      cap('shift-cap', isShifted && ruled === undefined, SHIFTED),
      cap('legibility-cap', !isLegible, OF_ILLEGIBLE_PRINT),
      name === 'BIRTH_DATE' && !isOf(value.text, BIRTH_YEARS) ? OF_NO_HOLDER : 1,
      name === 'NIK' && nik !== null ? cap('pitch-cap', true, mostSureOfNik(field, nik)) : 1,
    );
    values[name] = {
      text: value.text,
      confidence,
      area: field.area,
      completed: false,
      grounds: confidence === shown ? grounds : null,
    };
  }
  const texts = (Object.entries(values) as [FieldName, Value][]).flatMap(([name, { text }]) => {
    const raw = rawNameOf(name);
    return raw === null ? [] : [[raw, text] as const];
  });
  return {
    fields: values,
    raw: rawFields({
      ...Object.fromEntries(texts),
      birthPlaceBirthday: joinBirth(
        birth,
        values.BIRTH_PLACE?.text ?? '',
        values.BIRTH_DATE?.text ?? '',
        without,
      ),
    }),
    nikAsRead: repairedFrom(fields.NIK, number),
    nikRunnerUp: number?.runnerUp ?? null,
  };
}

/**
 * Of an occupation that is on no list: many are printed, but one that is not clearly read, or that is a part of a listed one, is
 * more often a listed one that was misread or cut.
 */
function unlisted(name: FieldName, text: string, confidence: number): number {
  const letters = lettersOf(text);
  const isPart = wholeWordsOf(name).some((word) => lettersOf(word).includes(letters));
  return confidence < CLEARLY_READ || isPart ? DOUBTED : 1;
}

function isOfAnother(name: FieldName, text: string): boolean {
  return (
    templateOf(name).priors !== undefined &&
    (OF_OTHERS.has(text) || NUMBERS.some((each) => isComplete(each, text)))
  );
}

/** A value of which letters are hidden: the only word of its list that fits the others, or what was read of it, doubted. */
function inPart(
  name: FieldName,
  { area, lines }: FieldText,
  { hidden }: FieldSight,
  read: Pick<Value, 'text' | 'confidence'>,
  without: Without,
): Value {
  const list = without.has('complete-words') ? undefined : listOf(name);
  const [line, ...others] = lines;
  const whole =
    list === undefined || line === undefined || others.length > 0
      ? null
      : completeWord(list.words, line, hidden);
  if (whole !== null) {
    const inSight = whole.inSight >= ENOUGH_IN_SIGHT ? COMPLETED : GUESSED;
    const confidence = whole.text === read.text ? Math.max(inSight, read.confidence) : inSight;
    return { text: whole.text, confidence, area, completed: true, grounds: null };
  }
  const most = name === 'NIK' ? HIDDEN_DIGIT : HIDDEN_LETTERS;
  const confidence = Math.min(most, read.confidence);
  return { text: read.text, confidence, area, completed: false, grounds: null };
}

/**
 * Sixteen digits are found in print of fifteen, too, by taking a part of one for another: so a hidden digit becomes an invented
 * one. Of 128 drawn NIKs with one digit erased, the reader saw sixteen by itself in one, and that was far from even.
 */
function mostSureOfNik({ text }: FieldText, { nik, unevenness }: DecodedNik): number {
  if (unevenness > UNEVEN) return HIDDEN_DIGIT;
  return text === nik.text ? 1 : DIGIT_INVENTED;
}

/** Whether fewer than sixteen digits were read where one is hidden: what makes a number of them would be invented. */
function lacksDigits(
  field: FieldText | undefined,
  { unevenness }: DecodedNik,
  sight: FieldSight | undefined,
): boolean {
  const isHidden = unevenness > UNEVEN || sight?.visibility === 'PARTLY_HIDDEN';
  return isHidden && field !== undefined && field.text.length < NIK_DIGITS;
}

function hasLetters(lines: readonly TextLine[]): boolean {
  return lines
    .flatMap(({ glyphs }) => glyphs)
    .some(
      ({ character, confidence }) =>
        /\p{L}/u.test(character) && !LIKE_A_DIGIT.test(character) && confidence > SEEN,
    );
}

function genderOf(word: string): Holder['gender'] {
  return word === 'PEREMPUAN' || word === 'FEMALE' ? 'FEMALE' : 'MALE';
}

function fieldEmissions(
  field: FieldText | undefined,
  symbolMap: SymbolMapName,
  noiseCost?: number,
): Emissions | null {
  if (field === undefined) return null;
  const [first, ...rest] = field.lines;
  if (first === undefined) return null;
  return emissionsOf(
    [{ ...first, left: Math.min(first.left, field.lead) } as TextLine, ...rest],
    symbolMap,
    noiseCost,
  );
}

/** A value with no rules of its own, or that follows none of them. */
function freely(name: FieldName, field: FieldText, regions: RegionTable, without: Without): Decoded {
  if (ONLY_MARKS.test(field.text)) return { text: '', share: 0, cost: 0 };
  const emissions = field.text === '' ? null : emissionsOf(field.lines, 'CAPITALS');
  if (emissions === null) return { text: field.text, share: field.confidence, cost: 0 };
  const priors = priorsOf(name, regions, without);
  if (priors !== null) return decodeFreeText(emissions, field.text, priors);
  const score = scoreOf(field.text, emissions, true);
  return { text: field.text, share: Math.min(1, Math.exp(score)), cost: emissions.free - score };
}

/** How the fields of free text are written; null for the others. */
function priorsOf(name: FieldName, regions: RegionTable, without: Without): Priors | null {
  const { priors, alphabet } = templateOf(name);
  const allowed = ALPHABETS[alphabet];
  if (priors !== undefined && priors !== 'PLAIN' && without.has(PRIORS[priors])) return plainPriors(allowed);
  switch (priors) {
    case 'NAME':
      return namePriors(allowed, nameVocabulary());
    case 'PLACE':
      return placePriors(allowed, placesIn(regions));
    case 'ADDRESS':
      return addressPriors(allowed, placesIn(regions));
    case 'PLAIN':
      return plainPriors(allowed);
    default:
      return null;
  }
}

function joinBirth(
  { lines, between }: Layout['birth'],
  place: string,
  date: string,
  without: Without,
): string | null {
  if (place === '' && date === '') return null;
  if (date === '') return place + between;
  if (place === '') return date;
  const separator = without.has('birth-separator')
    ? between
    : decodeBirthSeparator(lines, place, date, between);
  return place + separator + date;
}

function repairedFrom(field: FieldText | undefined, nik: DecodedNik | null): string | null {
  return field === undefined || nik === null || nik.nik.text === field.text ? null : field.text;
}
