import type { Frame } from './portrait.js';
import type { Random } from './random.js';

/** Where things stand on a card of 1360 by 858 pixels, and how they are printed. */
export interface Print {
  readonly ink: string;
  /** Pixels of ink around a letter. */
  readonly bleed: number;
  /** Pixels between letters. */
  readonly spacing: number;
  /** Pixels by which blanks between words are wider than the face's own. */
  readonly blank: number;
  /** Width of the letters against the face's own. */
  readonly squeeze: number;
  readonly header: {
    readonly x: number;
    readonly y: number;
    readonly step: number;
    readonly size: number;
    readonly weight: number;
  };
  /** Whether a province that is a DAERAH ISTIMEWA or KHUSUS goes without PROVINSI. */
  readonly bareProvince: boolean;
  readonly nik: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly labelSize: number;
    readonly weight: number;
    readonly colon: boolean;
    /** Pixels by which the digits stand below their label, and pixels between them. */
    readonly drop: number;
    readonly spacing: number;
  };
  readonly rows: {
    readonly labelX: number;
    readonly indent: number;
    readonly colonX: number;
    readonly valueX: number;
    readonly valueEnd: number;
    readonly firstY: number;
    readonly lastY: number;
    readonly size: number;
    readonly labelSize: number;
    readonly valueWeight: number;
    /** Pixels by which values stand below their labels. */
    readonly drop: number;
    /** Pixels by which a value's further lines are indented. */
    readonly hang: number;
    /** Whether the colon stands with the value or the label instead of in a column of its own. */
    readonly glued: 'value' | 'label' | null;
  };
  readonly blood: { readonly x: number; readonly colon: string; readonly end: number };
  readonly photo: Frame;
  readonly issueSize: number;
  readonly labels: Labels;
}

export interface Labels {
  readonly name: string;
  readonly birth: string;
  readonly gender: string;
  readonly blood: string;
  readonly address: string;
  readonly neighbourhood: string;
  readonly village: string;
  readonly district: string;
  readonly religion: string;
  readonly marital: string;
  readonly occupation: string;
  readonly nationality: string;
  readonly expiry: string;
}

/** As the labels are printed, the usual spelling first. */
function chooseLabels(random: Random): Labels {
  const usual = (spellings: readonly string[]) =>
    random.chance(0.7) ? (spellings[0] as string) : random.pick(spellings);
  return {
    name: 'Nama',
    birth: usual(['Tempat/Tgl Lahir', 'Tempat/Tgl.Lahir', 'Tempat/Tgl. Lahir', 'Tempat /Tgl Lahir']),
    gender: usual(['Jenis Kelamin', 'Jenis kelamin']),
    blood: usual(['Gol. Darah', 'Gol.Darah', 'Gol Darah', 'Gol. darah']),
    address: 'Alamat',
    neighbourhood: usual(['RT/RW', 'RT / RW']),
    village: usual(['Kel/Desa', 'Kel / Desa', 'Kel/ Desa']),
    district: 'Kecamatan',
    religion: 'Agama',
    marital: usual(['Status Perkawinan', 'Status perkawinan']),
    occupation: 'Pekerjaan',
    nationality: 'Kewarganegaraan',
    expiry: usual(['Berlaku Hingga', 'Berlaku hingga']),
  };
}

export function choosePrint(random: Random): Print {
  const [width, height] = [1360, 858];
  const size = random.between(0.036, 0.045) * height;
  const labelX = random.between(0.022, 0.045) * width;
  const colonX = random.between(0.235, 0.285) * width;
  const valueX = colonX + random.between(0.011, 0.024) * width;
  const shade = random.whole(8, 62);
  const photoX = random.between(0.722, 0.752) * width;
  const nikY = random.between(0.222, 0.256) * height;
  const headerSize = size * random.between(1.08, 1.36);
  const ink = `rgb(${shade} ${shade} ${shade + random.whole(0, 22)})`;
  const bleed = random.chance(0.3) ? random.between(0.3, 1.3) : 0;
  const spacing = random.between(-0.5, 1.3);
  return {
    ink,
    bleed,
    spacing,
    blank: 0,
    squeeze: random.chance(0.5) ? 1 : random.between(0.86, 1.06),
    header: {
      x: random.between(0.46, 0.53) * width,
      y: random.between(0.068, 0.09) * height,
      step: headerSize * random.between(1.1, 1.35),
      size: headerSize,
      weight: random.chance(0.6) ? 700 : 400,
    },
    bareProvince: random.chance(0.3),
    nik: {
      x: valueX + random.between(0, 0.014) * width,
      y: nikY,
      size: random.between(0.054, 0.07) * height,
      labelSize: size * random.between(1.1, 1.5),
      weight: random.chance(0.4) ? 700 : 400,
      colon: random.chance(0.92),
      drop: 0,
      spacing,
    },
    rows: {
      labelX,
      indent: random.between(0.008, 0.035) * width,
      colonX,
      valueX,
      valueEnd: random.between(0.685, 0.71) * width,
      firstY: nikY + random.between(0.066, 0.085) * height,
      lastY: random.between(0.895, 0.955) * height,
      size,
      labelSize: size,
      valueWeight: 400,
      drop: 0,
      hang: 0,
      glued: random.chance(0.25) ? 'value' : null,
    },
    blood: {
      x: random.between(0.47, 0.56) * width,
      colon: random.pick([' : ', ' :', ': ', '  :  ', ':']),
      end: Number.POSITIVE_INFINITY,
    },
    photo: {
      x: photoX,
      y: random.between(0.175, 0.225) * height,
      width: random.between(0.215, 0.24) * width,
      height: random.between(0.45, 0.5) * height,
    },
    issueSize: size * random.between(0.82, 0.98),
    labels: chooseLabels(random),
  };
}
