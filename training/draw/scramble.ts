import type { Person } from '../../specimens/person.js';
import type { Dice } from '../../specimens/random.js';
import { rawFields } from '../../src/ktp/raw.js';

/**
 * Puts text without sense in place of some values, so that the reader learns shapes and not the few thousand
 * words of the generator: syllables, single letters, Roman numerals, numbers, marks, and mixes of them.
 */
export function scramble(person: Person, dice: Dice): Person {
  const { fields } = person;
  const some = (value: string | null, make: () => string) => (dice.chance(0.45) ? make() : value);
  return {
    ...person,
    fields: rawFields({
      ...fields,
      idNumber: some(fields.idNumber, () => digits(dice, 16)),
      name: some(fields.name, () => phrase(dice, dice.whole(1, 5))),
      birthPlaceBirthday: some(
        fields.birthPlaceBirthday,
        () => `${phrase(dice, dice.whole(1, 2))}${dice.pick([', ', ', ', ',', '. '])}${date(dice)}`,
      ),
      address: some(fields.address, () => (dice.chance(0.5) ? street(dice) : phrase(dice, dice.whole(2, 6)))),
      rtrw: some(fields.rtrw, () => `${digits(dice, 3)}/${digits(dice, 3)}`),
      village: some(fields.village, () => phrase(dice, dice.whole(1, 3))),
      district: some(fields.district, () => phrase(dice, dice.whole(1, 3))),
      city: some(fields.city, () => `${dice.pick(['KABUPATEN', 'KOTA'])} ${phrase(dice, dice.whole(1, 3))}`),
      occupation: some(fields.occupation, () => phrase(dice, dice.whole(1, 3))),
      bloodType: some(fields.bloodType, () => dice.pick(['A', 'B', 'AB', 'O', 'O', 'O+', 'A-', '-', '-'])),
      expiryDate: dice.chance(0.25) ? date(dice) : fields.expiryDate,
    }),
  };
}

function phrase(dice: Dice, words: number): string {
  return Array.from({ length: words }, () => word(dice)).join(dice.chance(0.04) ? '  ' : ' ');
}

function word(dice: Dice): string {
  return dice.weighted<() => string>([
    [50, () => syllables(dice)],
    [9, () => letters(dice, dice.whole(1, 8))],
    [9, () => dice.pick(['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'XIV'])],
    [6, () => `${letters(dice, dice.whole(1, 3))}.`],
    // Narrow letters side by side: a reader that sees little of them miscounts.
    [7, () => Array.from({ length: dice.whole(2, 6) }, () => dice.pick([...'IIIJLTF1li'])).join('')],
    [6, () => digits(dice, dice.whole(1, 4))],
    [4, () => `NO.${dice.pick(['', ' '])}${dice.whole(1, 300)}${dice.pick(['', '', 'A', 'B', '/12'])}`],
    [3, () => `${syllables(dice)}${dice.pick(["'", '-', '/', ',', '.', '.,'])}${syllables(dice)}`],
    [2, () => `(${syllables(dice)})`],
    [3, () => `${syllables(dice)},`],
    [2, () => dice.pick(['&', '+', '-', '/', ':', ';', '"', '#', '@', '*', '_', "'"])],
    [4, () => mixedCase(syllables(dice))],
    [2, () => syllables(dice).toLowerCase()],
    [2, () => `${digits(dice, dice.whole(1, 2))}/${digits(dice, dice.whole(1, 2))}`],
    [2, () => `S.${letters(dice, 1)}${dice.pick(['', '.'])}`],
    // Full stops and commas with and without a blank after them, as in titles and addresses.
    [4, () => abbreviated(dice)],
  ])();
}

/** Abbreviations with a full stop, a comma or nothing behind them, with and without a blank: it is the print that says which. */
function street(dice: Dice): string {
  const mark = () => `${dice.pick(['. ', '.', ' ', ' ', ', ', ','])}`;
  const kind = () =>
    dice.pick([
      'JL',
      'JL',
      'JLN',
      'GG',
      'KP',
      'DSN',
      'PERUM',
      'KOMP',
      'NO',
      'BLK',
      'LINGK',
      'BR',
      'KM',
      'LT',
      'RT',
      'H',
      'KH',
      'DR',
    ]);
  const name = () => (dice.chance(0.15) ? `${letters(dice, 1)}'${syllables(dice)}` : syllables(dice));
  const number = () => `${dice.whole(1, 250)}${dice.pick(['', '', '', 'A', 'B', '/8', '-D', '.', ',5'])}`;
  const part = () =>
    dice.weighted<() => string>([
      [40, () => `${kind()}${mark()}${name()}`],
      [25, () => `${dice.pick(['NO', 'NO', 'BLOK', 'KM'])}${mark()}${number()}`],
      [15, () => `${name()}${dice.pick([',', ', ', '.', ' ', '/'])}${name()}`],
      [10, () => `${dice.whole(1, 20)}/${dice.whole(1, 90)}`],
      [10, () => name()],
    ])();
  return Array.from({ length: dice.whole(1, 3) }, part).join(' ');
}

function abbreviated(dice: Dice): string {
  const parts = Array.from({ length: dice.whole(1, 3) }, () => letters(dice, dice.whole(1, 3)));
  const last = dice.pick([...parts.slice(0, 1), syllables(dice)]);
  return `${parts.join('.')}${dice.pick(['.', ',', '. ', ', ', '.,', ' .'])}${last}${dice.pick(['', '', '.', ','])}`;
}

const ONSETS = 'B C D F G H J K L M N P R S T W Y NG NY TR PR KR BR SY KH DJ Z V Q X TJ'.split(' ');
const VOWELS = 'A I U E O A I U E O AI AU OE'.split(' ');
const CODAS = ['', '', '', '', 'N', 'NG', 'R', 'S', 'T', 'K', 'M', 'L', 'H', 'D', 'B'];

function syllables(dice: Dice): string {
  return Array.from(
    { length: dice.whole(1, 4) },
    () => `${dice.chance(0.85) ? dice.pick(ONSETS) : ''}${dice.pick(VOWELS)}${dice.pick(CODAS)}`,
  ).join('');
}

function letters(dice: Dice, count: number): string {
  return Array.from({ length: count }, () => dice.pick([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'])).join('');
}

function digits(dice: Dice, count: number): string {
  return Array.from({ length: count }, () => dice.whole(0, 9)).join('');
}

function date(dice: Dice): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(dice.whole(1, 31))}-${two(dice.whole(1, 12))}-${dice.whole(1925, 2035)}`;
}

function mixedCase(text: string): string {
  return text.charAt(0) + text.slice(1).toLowerCase();
}
