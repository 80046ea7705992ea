import { OCCUPATIONS } from '../src/ktp/occupations.js';
import { type RawFields, rawFields } from '../src/ktp/raw.js';
import type { RegionTable } from '../src/regions/region.js';
import { findHome, findPlace, type Home, printedProvince, printedRegency, withoutKind } from './home.js';
import { inventName } from './names.js';
import type { Random } from './random.js';
import { inventStreet } from './streets.js';

/** What is printed on one invented card. */
export interface Person {
  /** As printed: the province without its label, the regency with its kind. */
  readonly fields: RawFields;
  readonly issue: { readonly place: string; readonly date: string };
  /** Whether the NIK's date or gender was made to disagree with the print, as on a few genuine cards. */
  readonly contradicts: boolean;
}

interface Day {
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

/** The year of the newest cards drawn. */
const NEWEST = 2025;

const BIRTH_PLACES_ABROAD = [
  'TOKYO',
  'ROTTERDAM',
  'SEOUL',
  'CHENNAI',
  'PERTH',
  'KUALA LUMPUR',
  'SAINT-ETIENNE',
];
const NAMES_ABROAD = [
  'MARIKO TESUNAGA',
  'JORIS VAN DER WEESP',
  'KIM HA-RANDEUL',
  'ARVIND S. PALANISAR',
  "SHEILA O'MARWELL",
  'LIM WEE TORNG',
];
const COUNTRIES = ['JEPANG', 'BELANDA', 'KOREA SELATAN', 'INDIA', 'AUSTRALIA', 'MALAYSIA', 'PRANCIS'];
const COUNTRIES_IN_ENGLISH = [
  'JAPAN',
  'NETHERLANDS',
  'SOUTH KOREA',
  'INDIA',
  'AUSTRALIA',
  'MALAYSIA',
  'FRANCE',
];
const LOCAL_OCCUPATIONS = [
  'OJEK',
  'PEDAGANG KELILING',
  'MONTIR',
  'KARYAWAN TOKO',
  'SATPAM',
  'PNS',
  'TNI',
  'POLRI',
  'PEGAWAI NEGERI SIPIL',
  'SUPIR',
  'BURUH',
  'APARATUR SIPIL NEGARA (ASN)',
  'PENYADAP KARET',
  'PELAJAR / MAHASISWA',
];
const RELIGIONS = [
  [52, 'ISLAM'],
  [13, 'KRISTEN'],
  [6, 'KATOLIK'],
  [6, 'KATHOLIK'],
  [8, 'HINDU'],
  [4, 'BUDHA'],
  [3, 'BUDDHA'],
  [2, 'KHONGHUCU'],
  [1, 'KONGHUCU'],
  [2, 'KEPERCAYAAN TERHADAP TUHAN YME'],
  [1, 'KEPERCAYAAN'],
  [1, '-'],
] as const;
const MARITAL = [
  [35, 'BELUM KAWIN'],
  [48, 'KAWIN'],
  [8, 'CERAI HIDUP'],
  [7, 'CERAI MATI'],
  [2, 'KAWIN TERCATAT'],
] as const;

/** Invents a person and what the card says of them. */
export function inventPerson(random: Random, regions: RegionTable): Person {
  const woman = random.chance(0.5);
  const foreign = random.chance(0.04);
  const contradicts = random.chance(0.03);
  const english = foreign && random.chance(0.5);
  const home = findHome(random, regions);
  // Until 2014 cards were given for five years, to all but the old.
  const early = random.chance(0.12);
  const birth = inventDay(random, early ? 1955 : 1940, early ? 1994 : NEWEST - 18);
  const issued = inventDay(random, early ? 2011 : Math.max(2014, birth.year + 18), early ? 2013 : NEWEST);
  const dated = early && !foreign;
  const regency = printedRegency(home.regency, random);
  const birthPlace = foreign ? random.pick(BIRTH_PLACES_ABROAD) : birthPlaceOf(random, regions, home);
  return {
    contradicts,
    issue: { place: random.chance(0.5) ? regency : withoutKind(regency), date: written(issued) },
    fields: rawFields({
      idNumber: nikOf(random, home.registeredIn, birth, woman, contradicts),
      name: foreign
        ? random.pick(NAMES_ABROAD)
        : random.chance(0.03)
          ? longName(random, woman)
          : inventName(random, woman),
      birthPlaceBirthday: `${birthPlace}${random.chance(0.04) ? ',' : ', '}${written(birth)}`,
      placeOfBirth: birthPlace,
      birthday: `${birth.year}/${two(birth.month)}/${two(birth.day)}`,
      gender: (english ? ['MALE', 'FEMALE'] : ['LAKI-LAKI', 'PEREMPUAN'])[woman ? 1 : 0] ?? null,
      bloodType: random.weighted<string | null>([
        [40, '-'],
        [8, null],
        [44, random.pick(['A', 'B', 'AB', 'O', 'O'])],
        [8, random.pick(['A+', 'B+', 'AB+', 'O+', 'A-', 'B-', 'O-'])],
      ]),
      address: inventStreet(random),
      rtrw: inventNeighbourhood(random),
      village: home.village.name.toUpperCase(),
      district: home.district.name.toUpperCase(),
      city: regency,
      province: printedProvince(home.province, random),
      religion: english
        ? random.pick(['ISLAM', 'CHRISTIAN', 'CATHOLIC', 'HINDU', 'BUDDHIST'])
        : random.weighted(RELIGIONS),
      maritalStatus: english
        ? random.pick(['SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED'])
        : random.weighted(MARITAL),
      occupation: english
        ? random.pick(['EMPLOYEE', 'STUDENT', 'HOUSEWIFE', 'TEACHER', 'ENGINEER'])
        : random.chance(0.88)
          ? random.pick(OCCUPATIONS)
          : random.pick(LOCAL_OCCUPATIONS),
      nationality: foreign ? random.pick(english ? COUNTRIES_IN_ENGLISH : COUNTRIES) : 'WNI',
      expiryDate: foreign
        ? written({ ...issued, year: issued.year + random.whole(1, 5) })
        : dated
          ? written(birthdayIn(birth, issued.year + random.whole(4, 5)))
          : 'SEUMUR HIDUP',
    }),
  };
}

function inventDay(random: Random, from: number, to: number): Day {
  const [year, month] = [random.whole(from, to), random.whole(1, 12)];
  return { day: random.whole(1, daysIn(month, year)), month, year };
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function birthdayIn({ day, month }: Day, year: number): Day {
  return { day: Math.min(day, daysIn(month, year)), month, year };
}

function birthPlaceOf(random: Random, regions: RegionTable, home: Home): string {
  const { regency, district } = random.chance(0.6) ? home : findPlace(random, regions);
  if (random.chance(0.03)) return printedRegency(regency, random).replace(/^KABUPATEN /, 'KAB. ');
  return withoutKind(random.chance(0.85) ? regency.name : district.name);
}

function inventNeighbourhood(random: Random): string {
  const [rt, rw] = [random.whole(1, 25), random.whole(1, 18)];
  return random.weighted([
    [88, `${three(rt)}/${three(rw)}`],
    [4, '000/000'],
    [2, '-/-'],
    [2, `${three(rt)}/-`],
    [2, `${three(rt)}/000`],
    [2, `${two(rt)}/${two(rw)}`],
  ]);
}

function nikOf(random: Random, district: string, birth: Day, woman: boolean, contradicts: boolean): string {
  const wrongGender = contradicts && random.chance(0.4);
  const { day, month, year } = contradicts && !wrongGender ? otherDay(random, birth) : birth;
  const serial = random.weighted([
    [8, random.whole(1, 30)],
    [2, random.whole(1, 9999)],
  ]);
  const encoded = day + (woman !== wrongGender ? 40 : 0);
  return `${district}${two(encoded)}${two(month)}${two(year % 100)}${String(serial).padStart(4, '0')}`;
}

/** A birth date as it was before it was corrected: the NIK keeps the first one. */
function otherDay(random: Random, birth: Day): Day {
  return random.pick([
    { ...birth, day: (birth.day % 28) + 1 },
    { ...birth, day: Math.min(birth.day, 28), month: (birth.month % 12) + 1 },
    birthdayIn(birth, birth.year - random.whole(1, 3)),
    { day: 1, month: 7, year: birth.year - 1 },
  ]);
}

/** As long as a name may be, 60 characters (Permendagri 73/2022), and whole words. */
function longName(random: Random, woman: boolean): string {
  const words = `${inventName(random, woman)} ${inventName(random, woman)} ${inventName(random, woman)}`;
  return words.length <= 60 ? words : words.slice(0, words.lastIndexOf(' ', 60));
}

function written({ day, month, year }: Day): string {
  return `${two(day)}-${two(month)}-${year}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function three(value: number): string {
  return String(value).padStart(3, '0');
}
