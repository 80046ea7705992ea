import { describe, expect, it } from 'vitest';
import { decodeCard } from '../../../../src/engine/embedded/decoding/decode-card.js';
import { isCard } from '../../../../src/engine/embedded/layout/is-card.js';
import { layOut } from '../../../../src/engine/embedded/layout/layout.js';
import { ALPHABET } from '../../../../src/engine/embedded/models/alphabet.js';
import { printedLine, type TextLine } from '../../../../src/engine/embedded/recognition/text-line.js';
import { ALL_FIELDS, type FieldName } from '../../../../src/ktp/field.js';
import { loadRegions } from '../../../../src/regions/store.js';
import { posteriorsOf } from '../decoding/posteriors.js';
import { card, HEIGHT, LABELS_AT, line, more, nik, PITCH, row, VALUES_AT } from '../synthetic.js';

const texts = (lines: readonly TextLine[]) =>
  Object.fromEntries(
    Object.entries(layOut(lines).fields).map(([name, field]) => [name, field?.text]),
  ) as Partial<Record<FieldName, string>>;

describe('layOut', () => {
  it('finds every field of an ordinary card, in whatever order its lines come', () => {
    const wanted = {
      PROVINCE: 'DKI JAKARTA',
      REGENCY: 'JAKARTA PUSAT',
      NIK: '3171011708450001',
      NAME: 'BUDI SANTOSO',
      BIRTH_PLACE: 'JAKARTA',
      BIRTH_DATE: '17-08-1945',
      GENDER: 'LAKI-LAKI',
      BLOOD_TYPE: 'O',
      STREET: 'JL. MERDEKA NO. 12',
      RT_RW: '011/002',
      VILLAGE: 'GAMBIR',
      DISTRICT: 'GAMBIR',
      RELIGION: 'ISLAM',
      MARITAL_STATUS: 'KAWIN',
      OCCUPATION: 'KARYAWAN SWASTA',
      CITIZENSHIP: 'WNI',
      VALID_UNTIL: 'SEUMUR HIDUP',
      ISSUE_PLACE: 'JAKARTA PUSAT',
      ISSUE_DATE: '12-05-2013',
    };
    expect(texts(card())).toEqual(wanted);
    expect(texts(card().reverse())).toEqual(wanted);
  });

  it.each<[string, Record<number, readonly TextLine[]>, Partial<Record<FieldName, string>>]>([
    [
      'labels run together with their values',
      { 9: [line('Status Perkawinan  : KAWIN', 40, 9)], 11: [line('Kewarganegaraan    : WNI', 40, 11)] },
      { MARITAL_STATUS: 'KAWIN', CITIZENSHIP: 'WNI' },
    ],
    [
      'a date of birth of which only the beginning is in sight',
      { 2: row('Tempat/Tgl Lahir', 'BURU, 20', 2) },
      { BIRTH_PLACE: 'BURU', BIRTH_DATE: '20' },
    ],
    [
      'a date of birth of which only a digit is in sight',
      { 2: row('Tempat/Tgl Lahir', 'LAMPUNG TIMUR 7', 2) },
      { BIRTH_PLACE: 'LAMPUNG TIMUR', BIRTH_DATE: '7' },
    ],
    [
      'something read behind the date of birth',
      { 2: row('Tempat/Tgl Lahir', 'JAYAPURA, 24-04-1998 17A', 2) },
      { BIRTH_PLACE: 'JAYAPURA', BIRTH_DATE: '24-04-1998' },
    ],
    [
      'a digit too many in the date of birth',
      { 2: row('Tempat/Tgl Lahir', 'BUNGURSARI, 30-110-1987', 2) },
      { BIRTH_PLACE: 'BUNGURSARI', BIRTH_DATE: '30-110-1987' },
    ],
    [
      'letters read of a date of birth that is half in sight',
      { 2: row('Tempat/Tgl Lahir', 'TANJUNG PINANG, OaMAn', 2) },
      { BIRTH_PLACE: 'TANJUNG PINANG' },
    ],
    [
      'a number before the date of birth',
      { 2: row('Tempat/Tgl Lahir', 'KM 12, 24-04-1998', 2) },
      { BIRTH_PLACE: 'KM 12', BIRTH_DATE: '24-04-1998' },
    ],
    [
      "a letter in a date's year",
      { 2: row('Tempat/Tgl Lahir', 'BURU, 17-08-19B5', 2) },
      { BIRTH_PLACE: 'BURU' },
    ],
    [
      "the blood type's label read in part, close behind the gender",
      { 3: [...row('Jenis Kelamin', 'LAKI-LAKI', 3), line('KDARAH : AB', VALUES_AT + 110, 3)] },
      { GENDER: 'LAKI-LAKI', BLOOD_TYPE: 'AB' },
    ],
    [
      'a NIK read in part, and a place of issue that reaches far left',
      {
        0: [line('NIK', LABELS_AT, 0), nik('317101170')],
        9: [
          ...row('Status Perkawinan', 'KAWIN', 9),
          line('KABUPATEN KEPULAUAN BANGKA BELITUNG BAGIAN TIMUR', 590, 9.3),
        ],
      },
      { MARITAL_STATUS: 'KAWIN' },
    ],
    [
      'labels misread',
      { 9: row('5tatus Perkawman', 'CERAI MATI', 9), 11: row('Kewarganegaraon', 'WNI', 11) },
      { MARITAL_STATUS: 'CERAI MATI', CITIZENSHIP: 'WNI' },
    ],
    [
      'a label unread',
      { 7: row('', 'MENTENG', 7) },
      { VILLAGE: 'GAMBIR', DISTRICT: 'MENTENG', RELIGION: 'ISLAM' },
    ],
    [
      'a NIK without its label',
      { 0: [nik('3171011708450001')] },
      { NIK: '3171011708450001', NAME: 'BUDI SANTOSO', PROVINCE: 'DKI JAKARTA' },
    ],
    [
      'a village called like a label',
      { 6: row('Kel/Desa', 'NIKO NIKO', 6) },
      { NIK: '3171011708450001', VILLAGE: 'NIKO NIKO' },
    ],
    [
      'a colon read as a letter',
      { 8: [line('Agama', LABELS_AT, 8), line('S ISLAM', VALUES_AT - 22, 8)] },
      { RELIGION: 'ISLAM' },
    ],
    [
      'a colon in a box of its own',
      { 10: [line('Pekerjaan', LABELS_AT, 10), line('E', VALUES_AT - 22, 10), line('GURU', VALUES_AT, 10)] },
      { OCCUPATION: 'GURU' },
    ],
    [
      "a label's other wording, without a colon",
      { 11: [line('Warga Negara', LABELS_AT, 11), line('WNI', VALUES_AT, 11)] },
      { CITIZENSHIP: 'WNI' },
    ],
    [
      "a box that reaches into the value's, and has its first letter's stroke once more",
      {
        9: [
          line('Status Perkawinan', LABELS_AT, 9),
          line(': I', VALUES_AT - 22, 9),
          line('KAWIN', VALUES_AT, 9),
        ],
      },
      { MARITAL_STATUS: 'KAWIN' },
    ],
    [
      'an unread blood group label',
      { 3: [...row('Jenis Kelamin', 'PEREMPUAN', 3), line('x0 Dx : AB', 500, 3)] },
      { GENDER: 'PEREMPUAN', BLOOD_TYPE: 'AB' },
    ],
    [
      'gender and blood group in one line',
      { 3: [line('Jenis Kelamin', 40, 3), line(': LAKI-LAKI Gol. Darah : B', 248, 3)] },
      { GENDER: 'LAKI-LAKI', BLOOD_TYPE: 'B' },
    ],
    [
      'a dash for the blood group',
      { 3: [...row('Jenis Kelamin', 'LAKI-LAKI', 3), line('Gol. Darah : -', 480, 3)] },
      { GENDER: 'LAKI-LAKI', BLOOD_TYPE: '-' },
    ],
    ['a dated card', { 12: row('Berlaku Hingga', '17-08-2017', 12) }, { VALID_UNTIL: '17-08-2017' }],
    [
      'a colon read as a digit before the NIK',
      {
        0: [
          line('NIK', LABELS_AT, 0),
          line('13171011708450001', VALUES_AT - 11, 0, [0.6, ...Array<number>(16).fill(0.99)]),
        ],
      },
      { NIK: '3171011708450001' },
    ],
  ])('copes with %s', (_name, instead, wanted) => {
    expect(texts(card(instead))).toMatchObject(wanted);
  });

  it('joins a value that goes on in the next row', () => {
    const address = card(
      { 4: [...row('Alamat', 'PERUM GRIYA ASRI BLOK C4', 4), ...more('JL. MELATI NO. 7', 5)] },
      4,
    );
    expect(texts(address)).toEqual({ ...texts(card()), STREET: 'PERUM GRIYA ASRI BLOK C4 JL. MELATI NO. 7' });
    const name = card({ 1: [...row('Nama', 'SITI NURHALIZA BINTI', 1), ...more('MUHAMMAD AMIN', 2)] }, 1);
    expect(texts(name)).toEqual({ ...texts(card()), NAME: 'SITI NURHALIZA BINTI MUHAMMAD AMIN' });
    const occupation = card(
      { 10: [...row('Pekerjaan', 'TENTARA NASIONAL', 10), ...more('INDONESIA (TNI)', 11)] },
      10,
    );
    expect(texts(occupation)).toEqual({ ...texts(card()), OCCUPATION: 'TENTARA NASIONAL INDONESIA (TNI)' });
    const village = card({ 6: [...row('Kel/Desa', 'TANJUANGGODANG', 6), ...more('SUNGAIPINAGO', 7)] }, 6);
    expect(texts(village)).toEqual({ ...texts(card()), VILLAGE: 'TANJUANGGODANG SUNGAIPINAGO' });
  });

  it('is not misled by a form that the card lies on', () => {
    const form = ['Nama:', 'Alamat:', 'Pekerjaan', 'Nama:', 'Alamat', 'Tanggal', 'Pekerjaan', 'Agama'].map(
      (text, i) => line(text, -90, 2 * i - 2),
    );
    const above = line('Provinsi tempat tinggal pemohon', 100, -12);
    expect(texts([...form, above, ...card()])).toEqual(texts(card()));
  });

  it('reads a header that goes without its first word', () => {
    const lines = card().filter(({ y }) => y > 60);
    const header = [line('DAERAH ISTIMEWA YOGYAKARTA', 300, -3), line('KOTA YOGYAKARTA', 360, -2)];
    expect(texts([...header, ...lines])).toEqual({
      ...texts(card()),
      PROVINCE: 'DAERAH ISTIMEWA YOGYAKARTA',
      REGENCY: 'KOTA YOGYAKARTA',
    });
  });

  it('reads a header whose first word was not seen from its beginning', () => {
    const lines = card().filter(({ y }) => y > 60);
    const header = [line('NSI DKI JAKARTA', 345, -3), line('JAKARTA PUSAT', 370, -2)];
    expect(texts([...header, ...lines])).toEqual(texts(card()));
  });

  it('goes by the colons where hardly a label can be read', () => {
    const faint = (text: string, value: string, number: number) => [
      line(`${text}  : ${value}`, LABELS_AT + 90, number),
    ];
    const lines = card({
      1: faint('Jna', 'BUDI SANTOSO', 1),
      2: faint('Jahir', 'JAKARTA, 17-08-1945', 2),
      3: faint('Jelamn', 'LAKI-LAKI', 3),
      4: faint('Jmat', 'JL. MERDEKA NO. 12', 4),
      5: faint('Jw', '011/002', 5),
      6: faint('Jesa', 'GAMBIR', 6),
      7: faint('Jatan', 'GAMBIR', 7),
      8: faint('Jma', 'ISLAM', 8),
      9: faint('Jkawnan', 'KAWIN', 9),
      10: faint('Jaan', 'KARYAWAN SWASTA', 10),
      11: faint('Jegaran', 'WNI', 11),
      12: faint('Jngga', 'SEUMUR HIDUP', 12),
    });
    expect(texts(lines)).toMatchObject({
      GENDER: 'LAKI-LAKI',
      RT_RW: '011/002',
      DISTRICT: 'GAMBIR',
      RELIGION: 'ISLAM',
      CITIZENSHIP: 'WNI',
      VALID_UNTIL: 'SEUMUR HIDUP',
    });
  });

  it('keeps the letters of whole values where those of cut ones make the column begin too far right', () => {
    const cut = (label: string, value: string, number: number) => [
      line(label, LABELS_AT, number),
      line(value, VALUES_AT + 14, number),
    ];
    const lines = card({
      1: row('', 'BUDI SANTOSO', 1),
      4: cut('Alamat', 'L. MERDEKA NO. 12', 4),
      5: cut('RT/RW', '11/002', 5),
      6: cut('Kel/Desa', 'AMBIR', 6),
      7: cut('Kecamatan', 'AMBIR', 7),
      8: cut('Agama', 'SLAM', 8),
      9: cut('Status Perkawinan', 'AWIN', 9),
      10: cut('Pekerjaan', 'ARYAWAN SWASTA', 10),
    });
    expect(layOut(lines).columns?.valuesAt(110)).toBeGreaterThan(VALUES_AT + 14);
    expect(texts(lines)).toMatchObject({
      NAME: 'BUDI SANTOSO',
      BIRTH_PLACE: 'JAKARTA',
      GENDER: 'LAKI-LAKI',
      CITIZENSHIP: 'WNI',
      VALID_UNTIL: 'SEUMUR HIDUP',
    });
  });

  it('judges how well labels were read by those that were', () => {
    const labels = ['Nama', 'Tempat/Tgl Lahir', 'Jenis Kelamin', 'Alamat', 'RT/RW', 'Kel/Desa', 'Kecamatan'];
    const covered = Object.fromEntries(
      labels.map((_label, n) => [n + 1, row('', 'JL. MERDEKA NO. 12', n + 1)]),
    );
    expect(layOut(card(covered)).isLegible).toBe(true);
    const misread = Object.fromEntries(
      [...labels, 'Agama', 'Status Perkawinan', 'Pekerjaan', 'Kewarganegaraan', 'Berlaku Hingga'].map(
        (label, n) => [n + 1, row(label.replace(/[aeiou]/g, 'x'), 'BUDI', n + 1)],
      ),
    );
    expect(layOut(card(misread)).isLegible).toBe(false);
  });

  it('judges it by those labels alone that are worded as it knows them', () => {
    const others = ['Nm', 'TTL', 'Sex', 'Almt', 'Rukun', 'Desa', 'Kec'];
    const worded = Object.fromEntries(others.map((label, n) => [n + 1, row(label, 'BUDI', n + 1)]));
    expect(layOut(card(worded)).isLegible).toBe(true);
  });

  it('takes values for no labels that were read badly, where the labels are out of the picture', () => {
    const values = [
      'BUDI SANTOSO',
      'JAKARTA, 17-08-1945',
      'LAKI-LAKI',
      'JL. MERDEKA NO. 12',
      '011/002',
      'GAMBIR',
      'TANAH ABANG',
      'ISLAM',
      'KAWIN',
    ];
    const { columns, isLegible } = layOut([
      nik('3171011708450001'),
      ...values.flatMap((value, n) => more(value, n + 1)),
    ]);
    expect([columns, isLegible]).toEqual([null, true]);
  });

  it('keeps print left of the labels out of the rows', () => {
    const rows = { 0: [], 4: row('Alamat', 'PERUM TEGALREJO', 4), 5: row('RT/RW', '011/002', 5) };
    const wrapped = [...card(rows, 4), ...more('BLOK D22', 5), line('Alan', LABELS_AT - 50, 5)];
    expect(texts(wrapped)).toMatchObject({ STREET: 'PERUM TEGALREJO BLOK D22', RT_RW: '011/002' });
  });

  it('keeps the issue out of the values where the NIK is covered', () => {
    const lines = card({ 0: [line('NIK', LABELS_AT, 0), line('3171', VALUES_AT, 0)] });
    const issue = [line('JAKARTA PUSAT', 640, 9.6), line('12-05-2013', 650, 10.5)];
    const near = [...lines.filter(({ left }) => left < 700), ...issue];
    expect(texts(near)).toMatchObject({
      MARITAL_STATUS: 'KAWIN',
      OCCUPATION: 'KARYAWAN SWASTA',
      ISSUE_DATE: '12-05-2013',
    });
  });

  it('joins a place of issue on two rows, and keeps it out of the values however long it is', () => {
    const lines = card().filter(({ left }) => left < 700);
    const issue = [
      line('KABUPATEN', 810, 8.8),
      line('SERDANG BEDAGAI UTARA', 745, 9.7),
      line('12-05-2013', 805, 10.6),
    ];
    expect(texts([...lines, ...issue])).toEqual({
      ...texts(card()),
      ISSUE_PLACE: 'KABUPATEN SERDANG BEDAGAI UTARA',
    });
  });

  it('keeps print beside the card out of its header', () => {
    const beside = [line('harga beras', -90, -3), line('Jalan 2023', 800, -2)];
    expect(texts([...card(), ...beside])).toMatchObject({
      PROVINCE: 'DKI JAKARTA',
      REGENCY: 'JAKARTA PUSAT',
    });
  });

  it('finds the header where the rows after it were not read', () => {
    expect(texts(card({ 0: [], 1: [] }))).toMatchObject({
      PROVINCE: 'DKI JAKARTA',
      REGENCY: 'JAKARTA PUSAT',
      BIRTH_PLACE: 'JAKARTA',
    });
  });

  it('leaves out what is not there', () => {
    const fields = texts(
      card({ 3: row('Jenis Kelamin', 'LAKI-LAKI', 3), 10: [], 12: row('Berlaku Hingga', '', 12) }),
    );
    expect(fields.BLOOD_TYPE).toBeUndefined();
    expect(fields.OCCUPATION).toBeUndefined();
    expect(fields.VALID_UNTIL).toBeUndefined();
    expect(fields.CITIZENSHIP).toBe('WNI');
  });

  it('takes a card that rises across the picture', () => {
    const slope = -0.03;
    const tilted = card().map((each) => ({
      ...each,
      slope,
      y: each.y + slope * ((each.left + each.right) / 2),
    }));
    expect(texts(tilted)).toEqual(texts(card()));
  });

  it('is as sure of a field as of its least sure character', () => {
    const name = line(': BUDI', VALUES_AT - 22, 1, [0.99, 0.99, 0.99, 0.99, 0.75, 0.99]);
    const { fields } = layOut(card({ 1: [line('Nama', LABELS_AT, 1), name] }));
    expect(fields.NAME?.confidence).toBeCloseTo(0.75, 4);
    expect(fields.RELIGION?.confidence).toBeCloseTo(0.99, 4);
  });

  it('says where a value stands, without its label and colon', () => {
    const area = layOut(card()).fields.RELIGION?.area;
    expect(area?.left).toBeGreaterThan(VALUES_AT - 15);
    expect(area?.left).toBeLessThanOrEqual(VALUES_AT);
    expect(area).toMatchObject({ right: VALUES_AT + 5 * 11, top: 328, bottom: 352 });
  });
});

describe('the raw fields of a layout', () => {
  const regions = loadRegions();
  const rawOf = (lines: readonly TextLine[]) => decodeCard(layOut(lines), ALL_FIELDS, regions).raw;

  it('have the names that the upstream gives them, and nothing is split', () => {
    expect(rawOf(card())).toEqual({
      idNumber: '3171011708450001',
      name: 'BUDI SANTOSO',
      bloodType: 'O',
      religion: 'ISLAM',
      gender: 'LAKI-LAKI',
      birthPlaceBirthday: 'JAKARTA, 17-08-1945',
      province: 'DKI JAKARTA',
      city: 'JAKARTA PUSAT',
      district: 'GAMBIR',
      village: 'GAMBIR',
      rtrw: '011/002',
      address: 'JL. MERDEKA NO. 12',
      occupation: 'KARYAWAN SWASTA',
      expiryDate: 'SEUMUR HIDUP',
      nationality: 'WNI',
      maritalStatus: 'KAWIN',
      placeOfBirth: null,
      birthday: null,
    });
  });

  it('are empty where there is nothing but dirt, and not where a dash says that there is nothing', () => {
    const raw = rawOf(card({ 6: row('Kel/Desa', '-', 6), 8: row('Agama', '+', 8) }));
    expect([raw.village, raw.religion]).toEqual(['-', null]);
  });

  it.each([
    'JAKARTA, 17-08-1945',
    'JAKARTA,17-08-1945',
    'JAKARTA. 17-08-1945',
    'JAKARTA 17-08-1945',
    'JAKARTA,',
    'JAKARTA',
    '17-08-1945',
  ])('say %s of the birth where the card does', (text) => {
    const layout = layOut(card({ 2: row('Tempat/Tgl Lahir', text, 2) }));
    expect(decodeCard(layout, ALL_FIELDS, regions).raw.birthPlaceBirthday).toBe(text);
    expect(layout.fields.BIRTH_PLACE?.text).toBe(text.startsWith('JAKARTA') ? 'JAKARTA' : undefined);
  });
});

describe('the confidence of a value', () => {
  const regions = loadRegions();
  /** A line with what the reader saw of it. */
  const printed = (text: string, left: number, number: number): TextLine => {
    const posteriors = posteriorsOf(text);
    const length = text.length * 11;
    return printedLine(
      { x: left + length / 2, y: 100 + number * PITCH, angle: 0, length, height: HEIGHT },
      { posteriors, width: posteriors.steps, alphabet: ALPHABET },
    );
  };
  const behind = (label: string, value: string, number: number, left = VALUES_AT) => [
    line(label, LABELS_AT, number),
    printed(value, left, number),
  ];

  it.each<[string, FieldName, number, readonly TextLine[], readonly TextLine[]]>([
    ['is no word of its list', 'RELIGION', 0.5, behind('Agama', 'ISLAM', 8), behind('Agama', 'SLAMETAN', 8)],
    [
      'has not sixteen digits',
      'NIK',
      0.05,
      behind('NIK', '3171011708450001', 0),
      behind('NIK', '31710117084501', 0),
    ],
    [
      'begins right of its column',
      'NAME',
      0.5,
      behind('Nama', 'BUDI', 1),
      behind('Nama', 'SANTOSO', 1, VALUES_AT + 55),
    ],
  ])('falls where it %s', (_, name, most, good, bad) => {
    const confidence = (lines: readonly TextLine[]) => {
      const number = Math.round(((lines[0]?.y ?? 0) - 100) / PITCH);
      const { fields } = decodeCard(layOut(card({ [number]: lines })), ALL_FIELDS, regions);
      return fields[name]?.confidence;
    };
    expect(confidence(good)).toBeGreaterThan(0.9);
    expect(confidence(bad)).toBe(most);
  });
});

describe('isCard', () => {
  const only = (...numbers: number[]) =>
    card(
      Object.fromEntries(
        Array.from({ length: 13 }, (_, i) => i)
          .filter((i) => !numbers.includes(i))
          .map((i) => [i, []]),
      ),
    );
  const bare = (lines: readonly TextLine[]) => lines.filter((each) => each.y >= 100 && each.left < 700);

  it.each<[string, readonly TextLine[], boolean]>([
    ['a whole card', card(), true],
    ['nothing', [], false],
    [
      'a NIK under province and regency',
      [line('PROVINSI JAWA TENGAH', 330, -3), line('KABUPATEN KLATEN', 360, -2), nik('3310011708450001')],
      true,
    ],
    ['a NIK and three rows', bare(only(0, 1, 6, 8)), true],
    ['a NIK and one row', bare(only(0, 1)), false],
    ['six rows without a NIK', bare(only(1, 2, 5, 6, 7, 8)), true],
    ['four rows without a NIK', bare(only(1, 2, 4, 8)), false],
    [
      'a driving licence',
      [
        '1. BUDI SANTOSO',
        '2. JAKARTA, 17-08-1945',
        '3. O - PRIA',
        '4. JL. MERDEKA NO. 12',
        '5. KARYAWAN SWASTA',
        '6. METRO JAYA',
      ].map((text, i) => line(text, 300, i)),
      false,
    ],
    [
      'a page of text',
      [
        'Warga Desa Maju menanam pohon',
        'di tepi jalan. Kepala desa',
        'mengatakan alamat baru kantor',
        'berlaku hingga akhir tahun',
        'bagi semua warga di kecamatan',
        'itu, kata seorang pegawai.',
      ].map((text, i) => line(text, 40, i)),
      false,
    ],
  ])('judges %s', (_name, lines, wanted) => {
    expect(isCard(layOut(lines))).toBe(wanted);
  });
});
