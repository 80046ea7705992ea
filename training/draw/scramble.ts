import type { Person } from '../../specimens/person.js';
import type { Random } from '../../specimens/random.js';
import { rawFields } from '../../src/ktp/raw.js';

/**
 * Puts text without sense in place of some values, so that the reader learns shapes and not the few thousand
 * words of the generator: syllables, single letters, Roman numerals, numbers, marks, and mixes of them.
 */
export function scramble(person: Person, random: Random): Person {
  const { fields } = person;
  const some = (value: string | null, make: () => string) => (random.chance(0.45) ? make() : value);
  return {
    ...person,
    fields: rawFields({
      ...fields,
      idNumber: some(fields.idNumber, () => digits(random, 16)),
      name: some(fields.name, () => phrase(random, random.whole(1, 5))),
      birthPlaceBirthday: some(
        fields.birthPlaceBirthday,
        () => `${phrase(random, random.whole(1, 2))}${random.pick([', ', ', ', ',', '. '])}${date(random)}`,
      ),
      address: some(fields.address, () =>
        random.chance(0.5) ? street(random) : phrase(random, random.whole(2, 6)),
      ),
      rtrw: some(fields.rtrw, () => `${digits(random, 3)}/${digits(random, 3)}`),
      village: some(fields.village, () => phrase(random, random.whole(1, 3))),
      district: some(fields.district, () => phrase(random, random.whole(1, 3))),
      city: some(
        fields.city,
        () => `${random.pick(['KABUPATEN', 'KOTA'])} ${phrase(random, random.whole(1, 3))}`,
      ),
      occupation: some(fields.occupation, () => phrase(random, random.whole(1, 3))),
      bloodType: some(fields.bloodType, () => random.pick(['A', 'B', 'AB', 'O', 'O', 'O+', 'A-', '-', '-'])),
      expiryDate: random.chance(0.25) ? date(random) : fields.expiryDate,
    }),
  };
}

function phrase(random: Random, words: number): string {
  return Array.from({ length: words }, () => word(random)).join(random.chance(0.04) ? '  ' : ' ');
}

function word(random: Random): string {
  return random.weighted<() => string>([
    [50, () => syllables(random)],
    [9, () => letters(random, random.whole(1, 8))],
    [9, () => random.pick(['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'XIV'])],
    [6, () => `${letters(random, random.whole(1, 3))}.`],
    // Narrow letters side by side: a reader that sees little of them miscounts.
    [7, () => Array.from({ length: random.whole(2, 6) }, () => random.pick([...'IIIJLTF1li'])).join('')],
    [6, () => digits(random, random.whole(1, 4))],
    [4, () => `NO.${random.pick(['', ' '])}${random.whole(1, 300)}${random.pick(['', '', 'A', 'B', '/12'])}`],
    [3, () => `${syllables(random)}${random.pick(["'", '-', '/', ',', '.', '.,'])}${syllables(random)}`],
    [2, () => `(${syllables(random)})`],
    [3, () => `${syllables(random)},`],
    [2, () => random.pick(['&', '+', '-', '/', ':', ';', '"', '#', '@', '*', '_', "'"])],
    [4, () => mixedCase(syllables(random))],
    [2, () => syllables(random).toLowerCase()],
    [2, () => `${digits(random, random.whole(1, 2))}/${digits(random, random.whole(1, 2))}`],
    [2, () => `S.${letters(random, 1)}${random.pick(['', '.'])}`],
    // Full stops and commas with and without a blank after them, as in titles and addresses.
    [4, () => abbreviated(random)],
  ])();
}

/** Abbreviations with a full stop, a comma or nothing behind them, with and without a blank: it is the print that says which. */
function street(random: Random): string {
  const mark = () => `${random.pick(['. ', '.', ' ', ' ', ', ', ','])}`;
  const kind = () =>
    random.pick([
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
  const name = () => (random.chance(0.15) ? `${letters(random, 1)}'${syllables(random)}` : syllables(random));
  const number = () => `${random.whole(1, 250)}${random.pick(['', '', '', 'A', 'B', '/8', '-D', '.', ',5'])}`;
  const part = () =>
    random.weighted<() => string>([
      [40, () => `${kind()}${mark()}${name()}`],
      [25, () => `${random.pick(['NO', 'NO', 'BLOK', 'KM'])}${mark()}${number()}`],
      [15, () => `${name()}${random.pick([',', ', ', '.', ' ', '/'])}${name()}`],
      [10, () => `${random.whole(1, 20)}/${random.whole(1, 90)}`],
      [10, () => name()],
    ])();
  return Array.from({ length: random.whole(1, 3) }, part).join(' ');
}

function abbreviated(random: Random): string {
  const parts = Array.from({ length: random.whole(1, 3) }, () => letters(random, random.whole(1, 3)));
  const last = random.pick([...parts.slice(0, 1), syllables(random)]);
  return `${parts.join('.')}${random.pick(['.', ',', '. ', ', ', '.,', ' .'])}${last}${random.pick(['', '', '.', ','])}`;
}

const ONSETS = 'B C D F G H J K L M N P R S T W Y NG NY TR PR KR BR SY KH DJ Z V Q X TJ'.split(' ');
const VOWELS = 'A I U E O A I U E O AI AU OE'.split(' ');
const CODAS = ['', '', '', '', 'N', 'NG', 'R', 'S', 'T', 'K', 'M', 'L', 'H', 'D', 'B'];

function syllables(random: Random): string {
  return Array.from(
    { length: random.whole(1, 4) },
    () => `${random.chance(0.85) ? random.pick(ONSETS) : ''}${random.pick(VOWELS)}${random.pick(CODAS)}`,
  ).join('');
}

function letters(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'])).join('');
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.whole(0, 9)).join('');
}

function date(random: Random): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(random.whole(1, 31))}-${two(random.whole(1, 12))}-${random.whole(1925, 2035)}`;
}

function mixedCase(text: string): string {
  return text.charAt(0) + text.slice(1).toLowerCase();
}
