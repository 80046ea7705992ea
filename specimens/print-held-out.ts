import type { Labels, Print } from './print.js';
import type { Random } from './random.js';

/** Spellings that the common layouts lack, with the usual one first. */
function chooseLabels(random: Random): Labels {
  const usual = (spellings: readonly string[]) =>
    random.chance(0.45) ? (spellings[0] as string) : random.pick(spellings);
  return {
    name: usual(['Nama', 'Nama Lengkap', 'NAMA']),
    birth: usual([
      'Tempat/Tgl Lahir',
      'Tempat/Tgl. lahir',
      'Tempat, Tgl Lahir',
      'Tempat / Tgl. Lahir',
      'Tmpt/Tgl Lahir',
    ]),
    gender: usual(['Jenis Kelamin', 'Jns Kelamin', 'Jenis  Kelamin', 'Jenis kelamin']),
    blood: usual(['Gol. Darah', 'Gol Drh', 'Gol.  Darah', 'Gol.darah', 'GOL. DARAH']),
    address: usual(['Alamat', 'ALAMAT', 'Alamat']),
    neighbourhood: usual(['RT/RW', 'RT/ RW', 'Rt/Rw', 'RT / RW']),
    village: usual(['Kel/Desa', 'Kel./Desa', 'Kel/desa', 'Kelurahan/Desa']),
    district: usual(['Kecamatan', 'Kec', 'Kecamatan']),
    religion: usual(['Agama', 'AGAMA', 'Agama']),
    marital: usual(['Status Perkawinan', 'Status Kawin', 'Status  Perkawinan', 'Stat. Perkawinan']),
    occupation: usual(['Pekerjaan', 'PEKERJAAN', 'Pekerjaan']),
    nationality: usual(['Kewarganegaraan', 'Kewarga negaraan', 'Warga Negara']),
    expiry: usual(['Berlaku Hingga', 'Berlaku hingga', 'Berlaku s/d', 'Berlaku  Hingga']),
  };
}

/** Layouts beyond the common ones: other columns, pitches and sizes, values set apart from their labels, header and photo elsewhere. */
export function chooseHeldOutPrint(random: Random): Print {
  const [width, height] = [1360, 858];
  const size = random.between(0.031, 0.047) * height;
  const labelX = random.between(0.012, 0.06) * width;
  const colonX = random.between(0.205, 0.31) * width;
  const valueX = colonX + random.between(0.009, 0.04) * width;
  const shade = random.whole(0, 75);
  const photoX = random.between(0.7, 0.765) * width;
  const headerSize = size * random.between(0.95, 1.55);
  const header = {
    x: random.between(0.4, 0.56) * width,
    y: random.between(0.06, 0.095) * height,
    step: headerSize * random.between(1.05, 1.4),
    size: headerSize,
    weight: random.chance(0.5) ? 700 : 400,
  };
  const nikSize = random.between(0.046, 0.08) * height;
  // Below the header's second line, whatever its size.
  const nikY = header.y + header.step + nikSize * random.between(1, 1.5) + 0.012 * height;
  const firstY = nikY + random.between(0.058, 0.09) * height;
  const spacing = random.between(-0.9, 2.2);
  const glued = random.weighted<'value' | 'label' | null>([
    [45, null],
    [35, 'value'],
    [20, 'label'],
  ]);
  return {
    ink: `rgb(${shade} ${Math.max(0, shade - random.whole(0, 12))} ${shade + random.whole(0, 40)})`,
    bleed: random.chance(0.4) ? random.between(0.3, 1.7) : 0,
    spacing,
    blank: 0,
    squeeze: random.between(0.8, 1.1),
    header,
    bareProvince: random.chance(0.5),
    nik: {
      x: valueX + random.between(-0.008, 0.03) * width,
      y: nikY,
      size: nikSize,
      labelSize: size * random.between(0.95, 1.6),
      weight: random.chance(0.5) ? 700 : 400,
      colon: random.chance(0.8),
      drop: random.bell(0.004) * height,
      spacing: random.between(-1.5, 4),
    },
    rows: {
      labelX,
      indent: random.chance(0.2) ? 0 : random.between(0.004, 0.05) * width,
      colonX,
      valueX,
      valueEnd: photoX - random.between(0.012, 0.09) * width,
      firstY,
      lastY: Math.min(0.965 * height, firstY + 11 * size * random.between(1.3, 1.85)),
      size,
      labelSize: size * random.between(0.86, 1.14),
      valueWeight: random.chance(0.25) ? 700 : 400,
      drop: random.bell(0.0035) * height,
      hang: random.chance(0.3) ? random.between(-0.012, 0.03) * width : 0,
      glued,
    },
    blood: {
      x: random.between(0.42, 0.55) * width,
      colon: random.pick([' : ', ':', '   : ', ' ', '. : ']),
      end: photoX - 6,
    },
    photo: {
      x: photoX,
      y: random.between(0.16, 0.27) * height,
      width: random.between(0.19, 0.225) * width,
      height: random.between(0.4, 0.52) * height,
    },
    issueSize: size * random.between(0.75, 1.02),
    labels: chooseLabels(random),
  };
}
