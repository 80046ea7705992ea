import { describe, expect, it } from 'vitest';
import { decodeBirthSeparator } from '../../../../src/engine/embedded/decoding/birth-separator.js';
import { decodeBlood } from '../../../../src/engine/embedded/decoding/blood.js';
import { BIRTH_YEARS, CARD_YEARS, readDates } from '../../../../src/engine/embedded/decoding/dates.js';
import { emissionsOf } from '../../../../src/engine/embedded/decoding/emissions.js';
import { decodeFreeText } from '../../../../src/engine/embedded/decoding/free-text.js';
import { listOf } from '../../../../src/engine/embedded/decoding/lists.js';
import {
  addressPriors,
  namePriors,
  type Priors,
  placePriors,
  plainPriors,
} from '../../../../src/engine/embedded/decoding/priors.js';
import { decodeIssuePlace, decodeRegions } from '../../../../src/engine/embedded/decoding/regions.js';
import { decodeRtRw, NUMBERS_NOISE } from '../../../../src/engine/embedded/decoding/rt-rw.js';
import type { SymbolMapName } from '../../../../src/engine/embedded/decoding/symbol-map.js';
import { nameVocabulary, placesIn } from '../../../../src/engine/embedded/decoding/vocabulary.js';
import { scoreOf } from '../../../../src/engine/embedded/decoding/word-trie.js';
import { findWord, type Shown, type WordList } from '../../../../src/engine/embedded/decoding/words.js';
import type { TextLine } from '../../../../src/engine/embedded/recognition/text-line.js';
import { textOf } from '../../../../src/engine/embedded/recognition/text-line.js';
import type { RegionLevel } from '../../../../src/regions/region.js';
import { loadRegions } from '../../../../src/regions/store.js';
import { type Doubts, fromColumns, lineFrom, lineOf } from './posteriors.js';

const GENDER = listOf('GENDER')!;
const RELIGION = listOf('RELIGION')!;
const MARITAL_STATUS = listOf('MARITAL_STATUS')!;
const OCCUPATION = listOf('OCCUPATION')!;
const CITIZENSHIP = listOf('CITIZENSHIP')!;
const LIFETIME_WORD = listOf('VALID_UNTIL')!;

const emissions = (lines: readonly TextLine[], symbolMap: SymbolMapName) => emissionsOf(lines, symbolMap)!;
function shown(...lines: readonly TextLine[]): Shown {
  return {
    letters: emissions(lines, 'LETTERS'),
    read: lines.map(({ glyphs }) => textOf(glyphs)).join(' '),
    score: (text) => scoreOf(text, emissions(lines, 'CAPITALS'), true),
  };
}

describe('a word of a list', () => {
  it.each<[string, WordList, string, Doubts, string | null]>([
    ['misread', MARITAL_STATUS, 'CERAL MATI', { 4: { I: 0.05 } }, 'CERAI MATI'],
    ['with noise behind it', GENDER, 'PEREMPUAN S', {}, 'PEREMPUAN'],
    ['with its colon before it', RELIGION, ': ISLAM', {}, 'ISLAM'],
    ['whose first letter was taken for the colon', RELIGION, ':SLAM', { 0: { I: 0.2 } }, 'ISLAM'],
    ['with a blank hardly seen', MARITAL_STATUS, 'BELUM KAWIN', { 5: { '': 0.95 } }, 'BELUM KAWIN'],
    ['with no blank to be seen', MARITAL_STATUS, 'BELUMKAWIN', {}, 'BELUMKAWIN'],
    ['with a dash too many, half seen', LIFETIME_WORD, 'SEUMUR -HIDUP', { 7: { '': 0.4 } }, 'SEUMUR HIDUP'],
    ['in an older spelling', RELIGION, 'KATHOLIK', {}, 'KATHOLIK'],
    ['in a newer one', RELIGION, 'KATOLIK', {}, 'KATOLIK'],
    ['in English', GENDER, 'FEMALE', {}, 'FEMALE'],
    ['that is not in the list', RELIGION, 'SUNDA WIWITAN', {}, null],
    ['that is near one of an open list', OCCUPATION, 'KARYAWAN TOKO', {}, null],
    ['of an open list, misread', OCCUPATION, 'KARYAWAN SWASTE', { 14: { A: 0.1 } }, 'KARYAWAN SWASTA'],
    [
      'of an open list, one of whose few letters is in doubt',
      OCCUPATION,
      'SOPER',
      { 3: { I: 0.08 } },
      'SOPIR',
    ],
    ['of a country', CITIZENSHIP, 'JEPANG', {}, null],
  ])('%s', (_name, list, text, doubts, word) => {
    expect(findWord(list, shown(lineOf(text, doubts)))?.text ?? null).toBe(word);
  });

  it('may go on in a second line', () => {
    const lines = [lineOf('TENTARA NASIONAL'), lineOf('INDONESIA (TNI)')];
    expect(findWord(OCCUPATION, shown(...lines))?.text).toBe('TENTARA NASIONAL INDONESIA (TNI)');
  });

  it('is less sure where another word is nearly as likely', () => {
    const clear = findWord(RELIGION, shown(lineOf('KATOLIK')));
    const doubtful = findWord(RELIGION, shown(lineOf('BUDHA', { 4: { H: 0.1 } })));
    expect(clear?.share).toBeGreaterThan(0.999);
    expect(findWord(RELIGION, shown(lineOf('HINDU', { 1: { A: 0.4 } })))?.share).toBeGreaterThan(0.9);
    expect(doubtful?.cost).toBeGreaterThan(clear?.cost ?? 0);
  });
});

describe('regions', () => {
  const table = loadRegions();
  function decode(lines: Readonly<Partial<Record<RegionLevel, TextLine>>>, registered: string | null = null) {
    const all = Object.fromEntries(Object.entries(lines).map(([level, line]) => [level, shown(line)]));
    const found = decodeRegions(all, registered, table);
    return Object.fromEntries(Object.entries(found).map(([level, region]) => [level, region?.text ?? null]));
  }

  it('are found from the province down, each inside the one above', () => {
    const lines = {
      PROVINCE: lineOf('JAWA TENCAH', { 8: { G: 0.1 } }),
      REGENCY: lineOf('KOTA SEMARANC', { 12: { G: 0.1 } }),
      DISTRICT: lineOf('SEMARANG TENGAM', { 14: { H: 0.1 } }),
      VILLAGE: lineOf('MIROIO', { 4: { T: 0.1 } }),
    };
    const wanted = {
      PROVINCE: 'JAWA TENGAH',
      REGENCY: 'KOTA SEMARANG',
      DISTRICT: 'SEMARANG TENGAH',
      VILLAGE: 'MIROTO',
    };
    expect(decode(lines)).toEqual(wanted);
    const { PROVINCE: _province, ...below } = lines;
    expect(decode(below)).toEqual({});
    expect(decode(below, '337401')).toEqual({ ...wanted, PROVINCE: undefined });
  });

  it('are where a card was issued, its own regency above all', () => {
    const place = (issued: TextLine, province = 'SULAWESI SELATAN') => {
      const all = {
        PROVINCE: shown(lineOf(province)),
        REGENCY: shown(lineOf('KABUPATEN TANA TORAJA')),
      };
      return decodeIssuePlace(shown(issued), decodeRegions(all, null, table), table)?.text ?? null;
    };
    const misread = lineOf('KABUPATEV TAWA TORAJA', { 8: { N: 0.05 }, 12: { N: 0.05 } });
    expect(place(misread)).toBe('KABUPATEN TANA TORAJA');
    expect(place(lineOf('TANA TCRAJA', { 6: { O: 0.05 } }))).toBe('TANA TORAJA');
    expect(place(lineOf('LUWU UTAPA', { 8: { R: 0.05 } }))).toBe('LUWU UTARA');
    expect(place(lineOf('MENTENG'))).toBeNull();
    expect(place(misread, 'NO PROVINCE AT ALL')).toBeNull();
  });

  it('keep a spelling that the print clearly shows', () => {
    expect(
      decode({
        PROVINCE: lineOf('JAWA TENGAH'),
        REGENCY: lineOf('KOTA SEMARANG'),
        DISTRICT: lineOf('SEMARANGTENGAH'),
        VILLAGE: lineOf('MIRATO'),
      }),
    ).toEqual({
      PROVINCE: 'JAWA TENGAH',
      REGENCY: 'KOTA SEMARANG',
      DISTRICT: 'SEMARANGTENGAH',
    });
  });

  it('go by their short names, former names and former provinces', () => {
    expect(decode({ PROVINCE: lineOf('DKI JAKARTA'), REGENCY: lineOf('JAKARTA PUSAT') })).toEqual({
      PROVINCE: 'DKI JAKARTA',
      REGENCY: 'JAKARTA PUSAT',
    });
    expect(decode({ PROVINCE: lineOf('PAPUA'), REGENCY: lineOf('KABUPATEN MERAUKE') })).toEqual({
      PROVINCE: 'PAPUA',
      REGENCY: 'KABUPATEN MERAUKE',
    });
  });

  it('are not made of another region of the same parent', () => {
    const lines = { PROVINCE: lineOf('JAWA TENGAH'), REGENCY: lineOf('KABUPATEN SEMARANG') };
    expect(decode(lines, '337401').REGENCY).toBe('KABUPATEN SEMARANG');
  });
});

describe('a date', () => {
  const best = (text: string, doubts: Doubts = {}) =>
    readDates(emissions([lineOf(text, doubts)], 'DATE'), BIRTH_YEARS)[0]?.text;

  it.each<[string, string, Doubts, string]>([
    ['as printed', '17-08-1945', {}, '17-08-1945'],
    ['with letters for digits and dots for dashes', 'I7.O8.I945', {}, '17-08-1945'],
    ['that is in the calendar rather than one that is not', '31-09-1945', { 4: { '8': 0.05 } }, '31-08-1945'],
    ['that is not in the calendar, in clear print', '31-09-1945', {}, '31-09-1945'],
  ])('%s', (_name, text, doubts, date) => {
    expect(best(text, doubts)).toBe(date);
  });
});

describe('RT/RW', () => {
  const numbers = (text: string) => emissionsOf([lineOf(text)], 'NUMBERS', NUMBERS_NOISE)!;

  it.each(['011/002', '006/-', '-/-', '00/00', '000/000', '11/2', '1/2'])(
    'is read as printed: %s',
    (text) => {
      expect(decodeRtRw(numbers(text))?.text).toBe(text);
    },
  );

  it('is not made of fewer or more digits than it has', () => {
    expect(decodeRtRw(numbers('0111/002'))).toBeNull();
    expect(decodeRtRw(numbers('011'))).toBeNull();
  });

  it('takes letters for digits and a stroke for the slash', () => {
    expect(decodeRtRw(numbers('OI1l0O2'))?.text).toBe('011/002');
  });
});

describe('a blood type', () => {
  const read = (text: string, seen = true) =>
    decodeBlood(emissions([lineOf(text)], 'BLOOD'), seen)?.text ?? null;

  it.each(['O', 'AB', 'B-', 'A+', '-'])('is read as printed: %s', (text) => {
    expect(read(text)).toBe(text);
  });

  it('is found where it is likelier than nothing, and not made of nothing', () => {
    const faint = (share: number) =>
      decodeBlood(emissions([lineFrom(fromColumns([{}, { O: share }, {}]))], 'BLOOD'), false)?.text ?? null;
    expect(faint(0.97)).toBe('O');
    expect(faint(0.1)).toBeNull();
  });
});

describe('what is seldom printed', () => {
  const rtRw = (text: string, doubts: Doubts) =>
    decodeRtRw(emissionsOf([lineOf(text, doubts)], 'NUMBERS', NUMBERS_NOISE)!)?.text;

  it('is a neighbourhood with a high number, where a low one is as clear', () => {
    expect(rtRw('827/001', { 0: { '0': 0.4 } })).toBe('027/001');
    expect(rtRw('827/001', { 0: { '0': 0.005 } })).toBe('827/001');
  });

  it('is a birth to come, or a card that ended before there were any', () => {
    const year = (text: string, doubts: Doubts, years: typeof BIRTH_YEARS) =>
      readDates(emissions([lineOf(text, doubts)], 'DATE'), years)[0]?.text.slice(6);
    expect(year('18-10-2071', { 6: { '1': 0.2 }, 7: { '9': 0.3 } }, BIRTH_YEARS)).toBe('1971');
    expect(year('18-10-1917', { 6: { '2': 0.2 }, 7: { '0': 0.3 } }, CARD_YEARS)).toBe('2017');
    expect(year('18-10-2071', {}, BIRTH_YEARS)).toBe('2071');
  });
});

describe('free text', () => {
  const decode = (text: string, doubts: Doubts = {}) => {
    const line = lineOf(text, doubts);
    return decodeFreeText(
      emissions([line], 'CAPITALS'),
      textOf(line.glyphs).toUpperCase(),
      plainPriors(/[^a-z]/),
    );
  };

  it.each(['JL. MERDEKA NO. 12/A', "SHEILA O'MARWELL, S.H.", 'BLOK III RT 02', 'MOH. UDIN'])(
    'is kept as printed: %s',
    (text) => {
      expect(decode(text)).toMatchObject({ text, share: expect.closeTo(1, 1) });
    },
  );

  it('is what is likeliest over all its steps', () => {
    const faint = { A: 0.96 };
    const blank = { ' ': 0.4 };
    const line = lineFrom(fromColumns([faint, {}, blank, blank, blank, {}, { B: 0.99 }]));
    expect(decodeFreeText(emissions([line], 'CAPITALS'), 'AB', plainPriors(/[^a-z]/)).text).toBe('A B');
  });

  it('has nothing in the room before and after it', () => {
    const room = [{ ' ': 0.97 }, { ' ': 0.76, I: 0.15 }, { ' ': 0.98 }];
    const line = lineFrom(fromColumns([...room, { A: 0.99 }, { B: 0.99 }, ...room]));
    expect(decodeFreeText(emissions([line], 'CAPITALS'), 'AB', plainPriors(/[^a-z]/))).toMatchObject({
      text: 'AB',
      share: expect.closeTo(1, 1),
    });
  });

  it('may end in a letter that is seen by halves', () => {
    const line = lineFrom(
      fromColumns([...[...'KEDIR'].map((letter) => ({ [letter]: 0.99 })), { I: 0.43 }, { ' ': 0.97 }]),
    );
    expect(
      decodeFreeText(
        emissions([line], 'CAPITALS'),
        'KEDIR',
        placePriors(/[^a-z0-9]/, placesIn(loadRegions())),
      ).text,
    ).toBe('KEDIRI');
  });

  it('is as sure with a blank beside a full stop as without', () => {
    const [text, full] = ['JL. MAWAR', /[^a-z]/];
    const shareWhere = (doubts: Doubts) =>
      decodeFreeText(emissions([lineOf(text, doubts)], 'CAPITALS'), text, plainPriors(full)).share;
    expect(shareWhere({ 3: { '': 0.45 } })).toBeGreaterThan(0.98);
    expect(shareWhere({ 5: { '': 0.45 } })).toBeLessThan(0.6);
  });

  it('is less sure the more of it is in doubt', () => {
    const shares = [{}, { 2: { X: 0.2 } }, { 1: { X: 0.2 }, 2: { X: 0.2 } }].map(
      (doubts) => decode('BUDI', doubts).share,
    );
    expect(shares[0]).toBeGreaterThan(shares[1] ?? 1);
    expect(shares[1]).toBeGreaterThan(shares[2] ?? 1);
  });
});

describe('what stands between place and date of birth', () => {
  it.each([', ', ',', '. ', ' '])('is read as printed: "%s"', (gap) => {
    const lines = [lineOf(`BANDUNG${gap}17-08-1945`)];
    expect(decodeBirthSeparator(lines, 'BANDUNG', '17-08-1945', '?')).toBe(gap);
  });
});

describe('free text in doubt', () => {
  const regions = loadRegions();
  const NAME = namePriors(/[^a-z0-9]/, nameVocabulary());
  const STREET = addressPriors(/[^a-z]/, placesIn(regions));
  const PLACE = placePriors(/[^a-z0-9]/, placesIn(regions));

  it.each<[string, Priors, string, Doubts, string]>([
    ['a letter of a common name', NAME, 'SETIAWAM', { 7: { N: 0.3 } }, 'SETIAWAN'],
    ['a letter too many', NAME, 'MAHULANA', { 2: { '': 0.4 } }, 'MAULANA'],
    ['a blank within a common name', NAME, 'WIB OWO', { 3: { '': 0.4 } }, 'WIBOWO'],
    ['a mark that is there twice', NAME, 'S.T.. M.T.', { 4: { ',': 0.3 } }, 'S.T., M.T.'],
    ['a full stop before a title', NAME, 'SUHARTO. S.H.', { 7: { ',': 0.4 } }, 'SUHARTO, S.H.'],
    ['a comma after an initial', NAME, 'M, YUSUF', { 1: { '.': 0.4 } }, 'M. YUSUF'],
    ['a blank of a place', PLACE, 'LOMBOKUTARA', {}, 'LOMBOKUTARA'],
    ['a blank of a place, half seen', PLACE, 'LOMBOK UTARA', { 6: { '': 0.7 } }, 'LOMBOK UTARA'],
    ['a letter of a place', PLACE, 'TANGEIANG', { 5: { R: 0.3 } }, 'TANGERANG'],
    ['a numeral that is half a number', STREET, 'DUSUN 1II', { 6: { I: 0.3 } }, 'DUSUN III'],
    [
      'a numeral all of whose strokes may be ones',
      STREET,
      'DUSUN 11',
      { 6: { I: 0.45 }, 7: { I: 0.45 } },
      'DUSUN II',
    ],
    ['the letter of a block', STREET, 'BLOK 8-5', { 5: { B: 0.4 } }, 'BLOK B-5'],
    ['the number of a house', STREET, 'MAWAR NO. I', { 10: { '1': 0.4 } }, 'MAWAR NO. 1'],
    ['the number of a neighbourhood', STREET, 'MAWAR RT O8', { 9: { '0': 0.2 } }, 'MAWAR RT 08'],
    ['its digits one and all', STREET, 'RW. IO', { 4: { '1': 0.2 }, 5: { '0': 0.2 } }, 'RW. 10'],
    ['a nought behind a digit', STREET, 'MAWAR NO 11O', { 11: { '0': 0.2 } }, 'MAWAR NO 110'],
    ['a slanted stroke', STREET, 'MELAT/ UJUNG', { 5: { I: 0.3 } }, 'MELATI UJUNG'],
    ['an abbreviation', STREET, 'KR. BARU', { 1: { P: 0.4 } }, 'KP. BARU'],
  ])('%s is decided by what is usual', (_name, priors, text, doubts, wanted) => {
    expect(decodeFreeText(emissions([lineOf(text, doubts)], 'CAPITALS'), text, priors).text).toBe(wanted);
  });

  it.each<[string, Priors, string, Doubts]>([
    ['a name that is nearly a common one', NAME, 'SETIAWAM', { 7: { N: 0.005 } }],
    ["a name that is nobody else's", NAME, 'QWERTO ZZYX', {}],
    ['a place that is spelt otherwise', PLACE, 'TANGGERANG', { 4: { '': 0.005 } }],
    ['the number of a house', STREET, 'JL. MAWAR NO. 11', { 14: { I: 0.3 }, 15: { I: 0.3 } }],
    ['a block with a number', STREET, 'BLOK 8-5', { 5: { B: 0.005 } }],
    ['a mark where none is usual', NAME, 'SUHARTO. S.H.', { 7: { ',': 0.005 } }],
    ['a letter behind the number of a house', STREET, 'MAWAR NO 11B', { 11: { '8': 0.2 } }],
    ['a word behind a number', STREET, 'GANG 2 OKRA', { 7: { '0': 0.2 } }],
  ])('clear print is kept: %s', (_name, priors, text, doubts) => {
    expect(decodeFreeText(emissions([lineOf(text, doubts)], 'CAPITALS'), text, priors).text).toBe(text);
  });
});
