import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../bench/peers/adapters/tesseract.js';
import { linesOfWords } from '../../bench/peers/adapters/words.js';
import { parseCard } from '../../bench/peers/parse.js';
import { toRows } from '../../bench/peers/rows.js';
import { type Point, type TextBox, uprightBox } from '../../bench/peers/text-box.js';

const PITCH = 40;
const HEIGHT = 24;

/** A box of text 12 pixels a letter. */
const at = (text: string, x: number, y: number) => uprightBox(text, x, y, x + 12 * text.length, y + HEIGHT);

/** Labels in one column, values with their colons in another, and the photo's column with the issue. */
const PRINT: readonly (readonly [label: string, value: string])[] = [
  ['NIK', ': 3374015708450001'],
  ['Nama', ': SITI AMINAH'],
  ['Tempat/Tgl Lahir', ': SEMARANG, 17-08-1945'],
  ['Jenis Kelamin', ': PEREMPUAN'],
  ['Alamat', ': JL. MELATI NO. 5'],
  ['RT/RW', ': 011/002'],
  ['Kel/Desa', ': MIROTO'],
  ['Kecamatan', ': SEMARANG TENGAH'],
  ['Agama', ': ISLAM'],
  ['Status Perkawinan', ': KAWIN'],
  ['Pekerjaan', ': GURU'],
  ['Kewarganegaraan', ': WNI'],
  ['Berlaku Hingga', ': SEUMUR HIDUP'],
];
const CARD: readonly TextBox[] = [
  at('PROVINSI JAWA TENGAH', 300, 0),
  at('KOTA SEMARANG', 340, PITCH),
  ...PRINT.flatMap(([label, value], n) => [at(label, 20, PITCH * (n + 2)), at(value, 300, PITCH * (n + 2))]),
  at('Gol. Darah : O', 560, PITCH * 5),
  at('KOTA SEMARANG', 900, PITCH * 12),
  at('01-02-2012', 900, PITCH * 13),
];
const FIELDS = {
  idNumber: '3374015708450001',
  name: 'SITI AMINAH',
  birthPlaceBirthday: 'SEMARANG, 17-08-1945',
  gender: 'PEREMPUAN',
  bloodType: 'O',
  address: 'JL. MELATI NO. 5',
  rtrw: '011/002',
  village: 'MIROTO',
  district: 'SEMARANG TENGAH',
  city: 'KOTA SEMARANG',
  province: 'JAWA TENGAH',
  religion: 'ISLAM',
  maritalStatus: 'KAWIN',
  occupation: 'GURU',
  nationality: 'WNI',
  expiryDate: 'SEUMUR HIDUP',
};

const moved = (boxes: readonly TextBox[], by: (point: Point) => Point): TextBox[] =>
  boxes.map(({ text, corners: [a, b, c, d] }) => ({ text, corners: [by(a), by(b), by(c), by(d)] }));
const reworded = (from: string, to: string) =>
  CARD.map((box) => (box.text === from ? { ...box, text: to } : box));

describe('the label parser that the peers get', () => {
  it('reads a level card, leaving out the issue under the photo', () => {
    expect(parseCard(CARD)).toMatchObject(FIELDS);
  });

  it('reads a card that lies askew', () => {
    const [cos, sin] = [Math.cos(0.2), Math.sin(0.2)];
    const askew = moved(CARD, ([x, y]) => [x * cos - y * sin, x * sin + y * cos]);
    expect(parseCard(askew)).toMatchObject(FIELDS);
  });

  it('reads a card on its side whose boxes were left standing', () => {
    const side = moved(CARD, ([x, y]) => [1000 - y, x]).map(({ text, corners: [a, b, c, d] }) => ({
      text,
      corners: [d, a, b, c] as const,
    }));
    expect(parseCard(side)).toMatchObject(FIELDS);
  });

  it('takes labels with wrong letters, labels run into their values, and letters for digits', () => {
    const misread = [
      ['Kewarganegaraan', 'Kewargenegaraon'],
      ['Jenis Kelamin', 'JenisKelamin'],
      [': 3374015708450001', ': 33740l57O845OOOl'],
      ['PROVINSI JAWA TENGAH', 'PROVINSIJAWA TENGAH'],
      ['Gol. Darah : O', 'Gol.DarahO'],
    ].reduce<readonly TextBox[]>(
      (boxes, [from, to]) => boxes.map((box) => (box.text === from ? { ...box, text: to as string } : box)),
      CARD,
    );
    expect(parseCard(misread)).toMatchObject(FIELDS);
  });

  it('prefers the labels in the column of labels to those of a form under the card', () => {
    const form = [
      at('Nama', -200, PITCH * 3),
      at('Pekerjaan', -200, PITCH * 8),
      at('Alamat', -200, PITCH * 16),
    ];
    expect(parseCard([...form, ...CARD])).toMatchObject(FIELDS);
  });

  describe('with an address over two lines', () => {
    const lower = CARD.map((box) =>
      box.corners[0][1] >= PITCH * 7 ? (moved([box], ([x, y]) => [x, y + PITCH])[0] as TextBox) : box,
    );
    const card = [...lower, at('PERUM INDAH', 310, PITCH * 7)];
    const fields = { ...FIELDS, address: 'JL. MELATI NO. 5 PERUM INDAH' };

    it('takes both, and no line of what has a label', () => {
      expect(parseCard(card)).toMatchObject(fields);
    });

    it('keeps the order of lines that fan out, as on a card seen aslant', () => {
      const aslant = moved(card, ([x, y]) => [x, y + 0.0004 * x * (y - 100)]);
      expect(parseCard(aslant)).toMatchObject(fields);
    });
  });

  it('finds a number without its label, and gives null for what is not there', () => {
    const without = reworded('NIK', '').filter(({ text }) => !text.startsWith('Agama') && text !== ': ISLAM');
    expect(parseCard(without)).toMatchObject({ idNumber: FIELDS.idNumber, religion: null });
    expect(Object.values(parseCard([])).filter((value) => value !== null)).toEqual([]);
  });

  it('knows no names and no words: what was read stays as it was read', () => {
    expect(parseCard(reworded(': ISLAM', ': ISLAN'))).toMatchObject({ religion: 'ISLAN' });
    expect(parseCard(reworded(': SEUMUR HIDUP', ': SEUMURHIDUP'))).toMatchObject({
      expiryDate: 'SEUMURHIDUP',
    });
  });
});

describe('rows', () => {
  it('drop the mark of our drawn cards and part words where a label ends', () => {
    const rows = toRows([at('SPECIMEN', 0, 0), at('NamaBUDI SANTOSO', 0, 100)]);
    expect(rows.map((row) => row.map(({ text, glued }) => [text, glued]))).toEqual([
      [
        ['Nama', false],
        ['BUDI', true],
        ['SANTOSO', false],
      ],
    ]);
  });
});

describe("Tesseract's table", () => {
  const row = (line: number, word: number, left: number, text: string) =>
    ['5', '1', '1', '1', line, word, left, 10 * line, 12 * text.length, 20, '90', text].join('\t');

  it('gives lines, parted where a line runs on into the photo’s column', () => {
    const tsv = [
      ['level', 'page_num', 'block_num'].join('\t'),
      ['4', '1', '1', '1', '1', '0', '0', '0', '9', '9', '-1', ''].join('\t'),
      row(1, 1, 0, 'Agama'),
      row(1, 2, 70, 'ISLAM'),
      row(1, 3, 400, 'SEMARANG'),
      row(2, 1, 0, 'Nama'),
      row(2, 2, 60, ' '),
    ].join('\n');
    const lines = linesOfWords(wordsOf(tsv));
    expect(lines.map(({ text }) => text)).toEqual(['Agama ISLAM', 'SEMARANG', 'Nama']);
    expect(lines[0]?.corners).toEqual([
      [0, 10],
      [130, 10],
      [130, 30],
      [0, 30],
    ]);
  });
});
