import type { Dice } from './random.js';

const words = (text: string): readonly string[] => text.split(/\s+/);

const NAMES = [
  ...words(`MELATI MAWAR KENANGA ANGGREK DIPONEGORO SUDIRMAN PAHLAWAN MERDEKA VETERAN CENDRAWASIH RAJAWALI KUTILANG FLAMBOYAN CEMPAKA
DAHLIA TERATAI PEMUDA SILIWANGI KARTINI BRAWIJAYA SRIWIJAYA PATTIMURA HASANUDDIN JATI RAYA KELAPA BERINGIN WIJAYAKUSUMA PELITA HARAPAN
TAMANSARI SUKAMULYA CIKARET KARANGANYAR KRAJAN SIDODADI NGAGLIK PABUARAN LOSARI TEGALREJO BONTOBILA WAEBELA NAGASARIBU`),
  'AHMAD YANI',
  'GAJAH MADA',
  'GUNUNG JATI',
  'TEUKU UMAR',
  'KH. HASYIM',
  'DR. SUTOMO',
  'LETJEN S. PARMAN',
  'P. KEMERDEKAAN',
  'SEI MATI',
  'H. NAIM',
];

const DISTINCTIONS = words('I II III IV V VI VII VIII IX X XII RAYA TIMUR BARAT DALAM LAMA BARU UJUNG');

const FORMS: readonly (readonly [number, (dice: Dice) => string])[] = [
  [16, (dice) => `${street(dice)}${name(dice)}`],
  [18, (dice) => `${street(dice)}${name(dice)} ${number(dice)}`],
  [9, (dice) => `GG${stop(dice)}${name(dice)} ${number(dice)}`],
  [4, (dice) => `${street(dice)}${name(dice)} GG. ${name(dice)} ${number(dice)}`],
  [
    8,
    (dice) =>
      `${dice.pick(['DUSUN', 'DSN', 'DSN.', 'DUKUH', 'BANJAR', 'BR.', 'JORONG', 'LINGKUNGAN'])} ${name(dice)}`,
  ],
  [8, (dice) => `${dice.pick(['KP. ', 'KP ', 'KP.', 'KAMPUNG '])}${name(dice)}`],
  [7, (dice) => name(dice)],
  [4, (dice) => `LINGK. ${name(dice)}`],
  [
    8,
    (dice) =>
      `${dice.pick(['PERUM', 'PERUM.', 'KOMP.', 'KOMPLEK', 'BTN', 'GRIYA', 'ASRAMA'])} ${name(dice)} ${block(dice)}`,
  ],
  [4, (dice) => `${street(dice)}${name(dice)} KM ${dice.whole(2, 40)}${dice.pick(['', ',5', ' NO. 7'])}`],
  [3, (dice) => `${street(dice)}${name(dice)}, ${name(dice)}`],
  [3, (dice) => `${name(dice)} RT ${two(dice)} RW ${two(dice)}`],
  [3, (dice) => `${street(dice)}${name(dice)} ${dice.whole(1, 20)}/${dice.whole(1, 90)}`],
  [
    3,
    (dice) =>
      `APARTEMEN ${name(dice)} TOWER ${dice.pick(['A', 'B', 'C'])} LT.${dice.whole(1, 30)} NO.${dice.whole(1, 30)}`,
  ],
  [2, (dice) => `${dice.pick(['SP', 'TRANS SP', 'UPT'])} ${dice.whole(1, 9)} ${name(dice)}`],
];

/** The line beside Alamat; a long one takes two or three lines of the card. */
export function inventStreet(dice: Dice): string {
  if (!dice.chance(0.12)) return dice.weighted(FORMS)(dice);
  return `PERUM ${name(dice)} ${name(dice)} ${block(dice)} ${street(dice)}${name(dice)} ${number(dice)}`;
}

function name(dice: Dice): string {
  return dice.pick(NAMES) + (dice.chance(0.25) ? ` ${dice.pick(DISTINCTIONS)}` : '');
}

function street(dice: Dice): string {
  return dice.weighted([
    [10, 'JL. '],
    [5, 'JL.'],
    [4, 'JL '],
    [2, 'JALAN '],
    [1, 'JLN. '],
  ]);
}

function stop(dice: Dice): string {
  return dice.pick(['. ', '.', ' ']);
}

function number(dice: Dice): string {
  const suffix = dice.pick(['', '', '', 'A', 'B', '/C', '-D', ' A']);
  return `${dice.pick(['NO. ', 'NO.', 'NO ', 'NO: '])}${dice.whole(1, 240)}${suffix}`;
}

function block(dice: Dice): string {
  const letter = dice.pick(['A', 'B', 'C', 'D', 'AA', 'F2', 'H-', 'III ']);
  return `BLOK ${letter}${dice.whole(1, 24)}${dice.chance(0.3) ? `/${dice.whole(1, 30)}` : ` ${number(dice)}`}`;
}

function two(dice: Dice): string {
  return String(dice.whole(1, 19)).padStart(2, '0');
}
