import { OCCUPATIONS } from '../../src/ktp/occupations.js';
import { type RawFields, rawFields } from '../../src/ktp/raw.js';
import type { Region, RegionTable } from '../../src/regions/region.js';
import type { Dice } from './dice.js';
import { inventName } from './names.js';

/** What is printed on one invented card. */
export interface Person {
  /** As printed: the province without its label, the regency with its kind. */
  readonly fields: RawFields;
  readonly issue: { readonly place: string; readonly date: string };
  readonly woman: boolean;
  /** Whether the NIK's date or gender was made to disagree with the print, as on a few genuine cards. */
  readonly contradicts: boolean;
}

interface Home {
  readonly province: Region;
  readonly regency: Region;
  readonly district: Region;
  readonly village: Region;
}

interface Day {
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

export interface PersonWish {
  readonly foreign?: boolean;
  readonly dated?: boolean;
  readonly woman?: boolean;
  readonly contradicts?: boolean;
  /** Long values that take more than one line. */
  readonly long?: boolean;
}

/** Invents a person and what the card says of them. `wish` fixes what would else be left to the dice. */
export function inventPerson(dice: Dice, regions: RegionTable, wish: PersonWish = {}): Person {
  const woman = wish.woman ?? dice.chance(0.5);
  const foreign = wish.foreign ?? dice.chance(0.03);
  const contradicts = wish.contradicts ?? dice.chance(0.03);
  const home = findHome(dice, regions);
  const registered = dice.chance(0.15) ? findHome(dice, regions).district : home.district;
  const birth: Day = { day: dice.whole(1, 28), month: dice.whole(1, 12), year: dice.whole(1945, 2008) };
  const issued: Day = {
    day: dice.whole(1, 28),
    month: dice.whole(1, 12),
    year: dice.whole(Math.max(2012, birth.year + 17), Math.max(2025, birth.year + 17)),
  };
  const dated = wish.dated ?? (!foreign && issued.year < 2014 && dice.chance(0.8));
  const regency = printedRegency(home.regency, dice);
  const birthPlace = foreign
    ? dice.pick(['TOKYO', 'ROTTERDAM', 'SEOUL', 'CHENNAI', 'PERTH'])
    : birthPlaceOf(dice, regions, home);
  return {
    woman,
    contradicts,
    issue: {
      place: dice.chance(0.7) ? regency : regency.replace(/^(KOTA|KABUPATEN) /, ''),
      date: written(issued),
    },
    fields: rawFields({
      idNumber: nikOf(dice, registered.code, birth, woman, contradicts),
      name: wish.long ? longName(dice, woman) : inventName(dice, woman),
      birthPlaceBirthday: `${birthPlace}, ${written(birth)}`,
      placeOfBirth: birthPlace,
      birthday: `${birth.year}/${two(birth.month)}/${two(birth.day)}`,
      gender: foreign && dice.chance(0.5) ? (woman ? 'FEMALE' : 'MALE') : woman ? 'PEREMPUAN' : 'LAKI-LAKI',
      bloodType: dice.weighted<string | null>([
        [40, '-'],
        [6, null],
        [54, dice.pick(['A', 'B', 'AB', 'O', 'O', 'A', 'B', 'O+', 'A+', 'B-'])],
      ]),
      address: inventStreet(dice, wish.long ?? false),
      rtrw: dice.weighted([
        [92, `${three(dice.whole(1, 25))}/${three(dice.whole(1, 18))}`],
        [4, '000/000'],
        [2, '-/-'],
        [2, `${three(dice.whole(1, 25))}/-`],
      ]),
      village: home.village.name.toUpperCase(),
      district: home.district.name.toUpperCase(),
      city: regency,
      province: printedProvince(home.province, dice),
      religion: dice.weighted([
        [55, 'ISLAM'],
        [14, 'KRISTEN'],
        [6, 'KATOLIK'],
        [6, 'KATHOLIK'],
        [8, 'HINDU'],
        [4, 'BUDHA'],
        [3, 'BUDDHA'],
        [2, 'KHONGHUCU'],
        [2, 'KEPERCAYAAN TERHADAP TUHAN YME'],
      ]),
      maritalStatus: dice.weighted([
        [35, 'BELUM KAWIN'],
        [50, 'KAWIN'],
        [8, 'CERAI HIDUP'],
        [7, 'CERAI MATI'],
      ]),
      occupation: dice.weighted([
        [92, dice.pick(OCCUPATIONS)],
        [8, dice.pick(['OJEK', 'PEDAGANG KELILING', 'MONTIR', 'KARYAWAN TOKO', 'SATPAM'])],
      ]),
      nationality: foreign ? dice.pick(['JEPANG', 'BELANDA', 'KOREA SELATAN', 'INDIA', 'AUSTRALIA']) : 'WNI',
      expiryDate: foreign
        ? written({ ...issued, year: issued.year + 5 })
        : dated
          ? written({ ...birth, year: issued.year + dice.whole(4, 5) })
          : 'SEUMUR HIDUP',
    }),
  };
}

function findHome(dice: Dice, regions: RegionTable): Home {
  for (;;) {
    const province = dice.pick(regions.within(null));
    const regency = dice.pick(regions.within(province.code));
    const district = dice.pick(regions.within(regency.code));
    const village = dice.pick(regions.within(district.code));
    if (village !== undefined) return { province, regency, district, village };
  }
}

function printedProvince({ name }: Region, dice: Dice): string {
  if (/JAKARTA/i.test(name)) return dice.chance(0.8) ? 'DKI JAKARTA' : name.toUpperCase();
  return name.toUpperCase();
}

/** Jakarta's cards leave out the kind. */
function printedRegency({ name }: Region, dice: Dice): string {
  const text = name
    .toUpperCase()
    .replace(/ ADMINISTRASI /, ' ')
    .replace(/^KAB\. /, 'KABUPATEN ');
  return /JAKARTA|KEPULAUAN SERIBU/.test(text) && dice.chance(0.9)
    ? text.replace(/^(KOTA|KABUPATEN) /, '')
    : text;
}

function birthPlaceOf(dice: Dice, regions: RegionTable, home: Home): string {
  const regency = dice.chance(0.6) ? home.regency : findHome(dice, regions).regency;
  const place = dice.chance(0.85) ? regency : dice.pick(regions.within(regency.code));
  return place.name.toUpperCase().replace(/^(KOTA|KABUPATEN)( ADMINISTRASI)? /, '');
}

function nikOf(dice: Dice, district: string, birth: Day, woman: boolean, contradicts: boolean): string {
  const wrongGender = contradicts && dice.chance(0.4);
  const day = contradicts && !wrongGender ? (birth.day % 28) + 1 : birth.day;
  const encoded = day + (woman !== wrongGender ? 40 : 0);
  return `${district}${two(encoded)}${two(birth.month)}${two(birth.year % 100)}${String(
    dice.weighted([
      [8, dice.whole(1, 30)],
      [2, dice.whole(1, 9999)],
    ]),
  ).padStart(4, '0')}`;
}

/** As long as a name may be, 60 characters (Permendagri 73/2022), and whole words. */
function longName(dice: Dice, woman: boolean): string {
  const words = `${inventName(dice, woman)} ${inventName(dice, woman)} ${inventName(dice, woman)}`;
  return words.length <= 60 ? words : words.slice(0, words.lastIndexOf(' ', 60));
}

const STREETS =
  `MELATI MAWAR KENANGA ANGGREK DIPONEGORO SUDIRMAN AHMAD YANI GAJAH MADA PAHLAWAN MERDEKA VETERAN CENDRAWASIH RAJAWALI
KUTILANG FLAMBOYAN CEMPAKA DAHLIA TERATAI PEMUDA SILIWANGI KARTINI BRAWIJAYA SRIWIJAYA PATTIMURA HASANUDDIN JATI RAYA GUNUNG JATI`.split(
    /\s+/,
  );

function inventStreet(dice: Dice, long: boolean): string {
  const name = () =>
    dice.pick(STREETS) +
    (dice.chance(0.25)
      ? ` ${dice.pick(['I', 'II', 'III', 'IV', 'V', 'VII', 'RAYA', 'TIMUR', 'DALAM'])}`
      : '');
  const number = () =>
    `NO${dice.pick(['. ', '.', ' '])}${dice.whole(1, 240)}${dice.pick(['', '', '', 'A', 'B', '/C'])}`;
  const block = () => `BLOK ${dice.pick(['A', 'B', 'C', 'D', 'AA', 'F2'])}${dice.whole(1, 24)} ${number()}`;
  const parts = [
    () => `JL${dice.pick(['. ', '.', ' '])}${name()}`,
    () => `JL. ${name()} ${number()}`,
    () => `GG. ${name()} ${number()}`,
    () => `DUSUN ${name()}`,
    () => `KP. ${name()}`,
    () => `PERUM ${name()} ${block()}`,
    () => `${name()}`,
    () => `LINGK. ${name()}`,
    () => `KOMP. ${name()} INDAH ${block()}`,
    () => `JL. ${name()} KM ${dice.whole(2, 40)}`,
  ];
  if (!long && !dice.chance(0.12)) return dice.pick(parts)();
  return `PERUM ${name()} ${name()} ${block()} JL. ${name()} ${number()}`;
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
