import type { Dice } from './dice.js';

const MEN =
  `ABDUL AGUS AHMAD ALDI ANDI ANTON ARIF BAMBANG BAYU BUDI CAHYO DANI DARMA DEDI DIMAS EDI EKO FAJAR FERDI GALIH GUNTUR
HADI HARYO HENDRA IMAM INDRA IRFAN JAJANG JOKO KADEK KETUT LUKMAN MADE MULYONO NANANG NYOMAN OKTA PANJI PUTRA RAHMAT RANGGA RENDI
RIZKI ROBERTUS SAMUEL SIGIT SLAMET SURYA SUTRISNO TAUFIK TEGUH TOMMY UDIN USMAN WAHYU WAWAN WAYAN WILLEM YANTO YOSEP YUSUF ZAINAL`.split(
    /\s+/,
  );

const WOMEN =
  `AISYAH ANI ANISA ASTUTI AYU BUNGA CITRA DEWI DIAH DINA DWI EKA ELISABET ENDANG ERNI EVA FARIDA FITRI GITA HANI HESTI IDA
INDAH INTAN IRMA KARTINI KOMANG LAILA LARAS LASTRI LESTARI LILIS LINA LUH MARIA MAYA MEGA MELATI MURNI NADIA NI NINGSIH NOVI NUR
NURUL PUSPA PUTRI RATNA RENI RINA RINI RISKA ROHANI SARI SEKAR SINTA SITI SRI SULASTRI SUSI TIKA TRI UMI UTAMI VINA WATI WULAN YANI YULI`.split(
    /\s+/,
  );

const FAMILIES =
  `ADIWIJAYA ANGGRAINI ARDIANSYAH BASUKI DAMANIK FADILAH FIRMANSYAH GINTING GUNAWAN HAKIM HALIM HANDAYANI HARAHAP HIDAYAT
HUTAPEA IRAWAN KURNIAWAN KUSUMA LATUCONSINA LESMANA LIMBONG LUBIS MAHENDRA MANURUNG MARPAUNG MATONDANG NASUTION NUGROHO PANGESTU
PERMATA PRASETYO PRATAMA PURNAMA RAHARJO RAMADHAN RUMBIAK SAPUTRA SARAGIH SETIAWAN SIAHAAN SIMANJUNTAK SINAGA SITORUS SUHARTONO
SUNARYO SUSANTO SYAHPUTRA TAMBUNAN TANUWIJAYA TUMANGGOR WENDA WIBOWO WICAKSONO WIDODO WIJAYANTI WIRAWAN YUDHISTIRA ZULKARNAEN`.split(
    /\s+/,
  );

const SYLLABLES =
  `BA BE BI BO DA DE DI GA GU HA HE JA JO KA KE KI KO LA LE LI LU MA ME MI MU NA NI NO NU PA PE PU RA RE RI RO SA SE
SI SU TA TE TI TO TU WA WI YA YU ZA`.split(/\s+/);

/** Put together from common parts: no name is meant to be anybody's. */
export function inventName(dice: Dice, woman: boolean): string {
  const first = () => dice.pick(woman ? WOMEN : MEN);
  const family = () => (dice.chance(0.6) ? dice.pick(FAMILIES) : madeUp(dice));
  const name = dice.weighted<() => string>([
    [12, () => first()],
    [30, () => `${first()} ${family()}`],
    [22, () => `${first()} ${first()} ${family()}`],
    [10, () => `${first()} ${madeUp(dice)} ${family()}`],
    [6, () => `I ${dice.pick(['GUSTI', 'DEWA', 'MADE', 'WAYAN', 'NYOMAN', 'KETUT'])} ${first()} ${family()}`],
    [5, () => `${dice.pick(['M.', 'MUH.', 'ABD.', 'A.', 'R.', 'MOH.'])} ${first()} ${family()}`],
    [4, () => `${first()} ${dice.pick(["MA'RUF", "NU'MAN", "SYAFI'I", 'AL-AMIN', "RIFA'I", "JUM'ATI"])}`],
    [5, () => `${first()} ${first()} ${family()} ${family()} ${family()}`],
  ])();
  const before = dice.chance(0.05)
    ? `${dice.pick(['DRS.', 'DR.', 'IR.', 'H.', 'HJ.', 'DRA.', 'PROF.'])} `
    : '';
  const after = dice.chance(0.07)
    ? dice.pick([', S.PD', ', SE', ', S.H.', ', M.SI', ', S.KOM', ', ST', ', S.PD.I', ', AMD.KEB'])
    : '';
  return `${before}${name}${after}`;
}

function madeUp(dice: Dice): string {
  const body = Array.from({ length: dice.whole(2, 4) }, () => dice.pick(SYLLABLES)).join('');
  return `${body}${dice.pick(['', '', 'N', 'S', 'H', 'R', 'TO', 'WATI', 'NO'])}`;
}
