import type { Random } from './random.js';

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

const FORMS: readonly (readonly [number, (random: Random) => string])[] = [
  [16, (random) => `${street(random)}${name(random)}`],
  [18, (random) => `${street(random)}${name(random)} ${number(random)}`],
  [9, (random) => `GG${stop(random)}${name(random)} ${number(random)}`],
  [4, (random) => `${street(random)}${name(random)} GG. ${name(random)} ${number(random)}`],
  [
    8,
    (random) =>
      `${random.pick(['DUSUN', 'DSN', 'DSN.', 'DUKUH', 'BANJAR', 'BR.', 'JORONG', 'LINGKUNGAN'])} ${name(random)}`,
  ],
  [8, (random) => `${random.pick(['KP. ', 'KP ', 'KP.', 'KAMPUNG '])}${name(random)}`],
  [7, (random) => name(random)],
  [4, (random) => `LINGK. ${name(random)}`],
  [
    8,
    (random) =>
      `${random.pick(['PERUM', 'PERUM.', 'KOMP.', 'KOMPLEK', 'BTN', 'GRIYA', 'ASRAMA'])} ${name(random)} ${block(random)}`,
  ],
  [
    4,
    (random) =>
      `${street(random)}${name(random)} KM ${random.whole(2, 40)}${random.pick(['', ',5', ' NO. 7'])}`,
  ],
  [3, (random) => `${street(random)}${name(random)}, ${name(random)}`],
  [3, (random) => `${name(random)} RT ${two(random)} RW ${two(random)}`],
  [3, (random) => `${street(random)}${name(random)} ${random.whole(1, 20)}/${random.whole(1, 90)}`],
  [
    3,
    (random) =>
      `APARTEMEN ${name(random)} TOWER ${random.pick(['A', 'B', 'C'])} LT.${random.whole(1, 30)} NO.${random.whole(1, 30)}`,
  ],
  [2, (random) => `${random.pick(['SP', 'TRANS SP', 'UPT'])} ${random.whole(1, 9)} ${name(random)}`],
];

/** The line beside Alamat; a long one takes two or three lines of the card. */
export function inventStreet(random: Random): string {
  if (!random.chance(0.12)) return random.weighted(FORMS)(random);
  return `PERUM ${name(random)} ${name(random)} ${block(random)} ${street(random)}${name(random)} ${number(random)}`;
}

function name(random: Random): string {
  return random.pick(NAMES) + (random.chance(0.25) ? ` ${random.pick(DISTINCTIONS)}` : '');
}

function street(random: Random): string {
  return random.weighted([
    [10, 'JL. '],
    [5, 'JL.'],
    [4, 'JL '],
    [2, 'JALAN '],
    [1, 'JLN. '],
  ]);
}

function stop(random: Random): string {
  return random.pick(['. ', '.', ' ']);
}

function number(random: Random): string {
  const suffix = random.pick(['', '', '', 'A', 'B', '/C', '-D', ' A']);
  return `${random.pick(['NO. ', 'NO.', 'NO ', 'NO: '])}${random.whole(1, 240)}${suffix}`;
}

function block(random: Random): string {
  const letter = random.pick(['A', 'B', 'C', 'D', 'AA', 'F2', 'H-', 'III ']);
  return `BLOK ${letter}${random.whole(1, 24)}${random.chance(0.3) ? `/${random.whole(1, 30)}` : ` ${number(random)}`}`;
}

function two(random: Random): string {
  return String(random.whole(1, 19)).padStart(2, '0');
}
