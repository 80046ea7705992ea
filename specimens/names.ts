import type { Random } from './random.js';

const words = (text: string): readonly string[] => text.split(/\s+/);

const MEN =
  words(`ABDUL AGUS AHMAD ALDI ANDI ANTON ARIF BAMBANG BAYU BUDI CAHYO DANI DARMA DEDI DIMAS EDI EKO FAJAR FERDI GALIH
GUNTUR HADI HARYO HENDRA IMAM INDRA IRFAN JAJANG JAKA KADEK KETUT LUKMAN MADE MULYONO NANANG NYOMAN OKTA PANJI PUTRA RAHMAT RANGGA
RENDI RIZKI ROBERTUS SAMUEL SIGIT SLAMET SURYA SUTRISNO TAUFIK TEGUH TOMMY UDIN USMAN WAHYU WAWAN WAYAN WILLEM YANTO YOSEP YUSUF
ZAINAL FX. KORNELIUS YAKOBUS PETRUS MARKUS`);

const WOMEN =
  words(`AISYAH ANI ANISA ASTUTI AYU BUNGA CITRA DEWI DIAH DINA DWI EKA ELISABET ENDANG ERNI EVA FARIDA FITRI GITA
HANI HESTI IDA INDAH INTAN IRMA KOMANG LAILA LARAS LASTRI LESTARI LILIS LINA LUH MARIA MAYA MELATI MURNI NADIA NI NINGSIH NOVI NUR
NURUL PUSPA PUTRI RATNA RENI RINA RINI RISKA ROHANI SARI SEKAR SINTA SITI SRI SULASTRI SUSI TIKA TRI UMI UTAMI VINA WULAN YANI YULI
YOHANA THERESIA AGUSTINA ROSALINA KRISTINA`);

const FAMILIES =
  words(`ADIWIJAYA ANGGRAINI ARDIANSYAH BASUKI DAMANIK FADILAH FIRMANSYAH GINTING GUNAWAN HAKIM HALIM HANDAYANI
HARAHAP HIDAYAT HUTAPEA IRAWAN KURNIAWAN KUSUMA LATUCONSINA LESMANA LIMBONG LUBIS MAHENDRA MANURUNG MARPAUNG MATONDANG NASUTION
NUGROHO PANGESTU PERMATA PRASETYO PRATAMA PURNAMA RAHARJO RAMADHAN RUMBIAK SAPUTRA SARAGIH SETIAWAN SIAHAAN SIMANJUNTAK SINAGA
SITORUS SUNARYO SUSANTO SYAHPUTRA TAMBUNAN TUMANGGOR WENDA WICAKSONO WIJAYANTI WIRAWAN YUDHISTIRA`);

const STEMS = words(
  `SU PRA HAR MUL SET KUS DAR WAR TIR RUS SAM PUR JAY BAN LES WIR SAN RAM MAR KAR GUM TAN LUK NAR SOED DJO TJI`,
);
const MIDDLES = words(`A I O U ADI ARI IDA ONO UTA AMA ENI ISA ANTA INDRA OLA UMA`);
const MENS_ENDINGS = words(`WAN DJAYA NEGARA TMAJA SAPUTRO LAKSONO YANTO DIREDJA KUSUMO RANA BRATA NTORO`);
const WOMENS_ENDINGS = words(`NINGSIH WATI NINGRUM SIH MITA NDARI NINGTYAS LASMI YANTI RINI SARI WULAN`);
/** Endings of other tongues than Javanese: Batak, Eastern Indonesian, Chinese-Indonesian, Minangkabau. */
const CLAN_ENDINGS = words(
  `TUA BUNG GIAN NGGOLAN TUBARA RUNG ELA WAENA BOY NUSSA TORUAN WIDJAJA TANTO LIM CHANDRA KOTO RAJO LABI`,
);

const STYLES: readonly (readonly [number, (random: Random, woman: boolean) => string])[] = [
  [12, given],
  [4, (random, woman) => coined(random, woman)],
  [28, (random, woman) => `${given(random, woman)} ${coined(random, woman)}`],
  [18, (random, woman) => `${given(random, woman)} ${given(random, woman)} ${coined(random, woman)}`],
  [10, (random, woman) => `${given(random, woman)} ${coined(random, woman)} ${random.pick(FAMILIES)}`],
  [6, balinese],
  [5, (random, woman) => `${abbreviated(random, woman)} ${given(random, woman)} ${coined(random, woman)}`],
  [
    4,
    (random, woman) =>
      `${given(random, woman)} ${coined(random, woman)} ${woman ? 'BINTI' : 'BIN'} ${coined(random, false)}`,
  ],
  [
    3,
    (random, woman) =>
      `${given(random, woman)} ${random.pick(words("MA'RUF NU'MAN SYAFI'I AL-AMIN RIFA'I JUM'ATI SA'ADAH NGURAH-ARYA D'ROZA"))}`,
  ],
  [
    3,
    (random, woman) => `${given(random, woman)} ${random.pick([...'ABDFHKMRST'])}. ${coined(random, woman)}`,
  ],
  [
    4,
    (random, woman) =>
      `${given(random, woman)} ${given(random, woman)} ${coined(random, woman)} ${random.pick(FAMILIES)} ${coined(random, woman)}`,
  ],
];

const TITLES = [
  'DRS. ',
  'DR. ',
  'IR. ',
  'H. ',
  'HJ. ',
  'DRA. ',
  'PROF. ',
  'DR. H. ',
  'KH. ',
  'dr. '.toUpperCase(),
];
const DEGREES = [
  ', S.PD',
  ', SE',
  ', S.H.',
  ', M.SI',
  ', S.KOM',
  ', ST',
  ', S.PD.I',
  ', AMD.KEB',
  ', S.SOS., M.AP',
  ', A.MD',
  ', SH, MH',
];

/** Put together from common parts. A pair of a common given and a common family name is somebody's: one part at least is coined. */
export function inventName(random: Random, woman: boolean): string {
  const name = random.weighted(STYLES)(random, woman);
  const before = random.chance(0.05) ? random.pick(TITLES) : '';
  const after = random.chance(0.07) ? random.pick(DEGREES) : '';
  return `${before}${name}${after}`;
}

function given(random: Random, woman: boolean): string {
  return random.pick(woman ? WOMEN : MEN);
}

function balinese(random: Random, woman: boolean): string {
  const caste = woman
    ? random.pick(['NI LUH', 'NI WAYAN', 'NI MADE', 'I GUSTI AYU', 'IDA AYU', 'NI KADEK', 'DESAK'])
    : random.pick([
        'I WAYAN',
        'I MADE',
        'I NYOMAN',
        'I KETUT',
        'I GUSTI NGURAH',
        'IDA BAGUS',
        'I DEWA',
        'I GEDE',
      ]);
  return `${caste} ${given(random, woman)} ${coined(random, woman)}`;
}

function abbreviated(random: Random, woman: boolean): string {
  return woman
    ? random.pick(['ST.', 'HJ.', 'R.A.', 'RR.'])
    : random.pick(['M.', 'MUH.', 'ABD.', 'A.', 'R.', 'MOH.', 'MUHAMMAD', 'T.']);
}

function coined(random: Random, woman: boolean): string {
  const endings = random.chance(0.3) ? CLAN_ENDINGS : woman ? WOMENS_ENDINGS : MENS_ENDINGS;
  return `${random.pick(STEMS)}${random.pick(MIDDLES)}${random.pick(endings)}`;
}
