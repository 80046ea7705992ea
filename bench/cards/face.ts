import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Dice } from './dice.js';
import type { Faces } from './fonts.js';
import type { Person } from './person.js';

/** Pixels of a drawn card: the aspect of ISO/IEC 7810 ID-1, 85.60 x 53.98 mm. */
export const CARD = { width: 1360, height: 858 } as const;

/** Where things stand, in shares of the card's width (x) and height (y), and how they are printed. */
interface Print {
  readonly labelX: number;
  readonly indent: number;
  readonly colonX: number;
  readonly valueX: number;
  readonly valueEnd: number;
  readonly headerY: number;
  readonly nikY: number;
  readonly firstY: number;
  readonly lastY: number;
  readonly textSize: number;
  readonly nikSize: number;
  readonly spacing: number;
  readonly ink: string;
  readonly photoX: number;
  readonly photoY: number;
}

/** Draws the front of an invented card, with a silhouette for a face and SPECIMEN across it. */
export function drawFace(person: Person, faces: Faces, dice: Dice): Canvas {
  const canvas = createCanvas(CARD.width, CARD.height);
  const pen = canvas.getContext('2d');
  const print = choosePrint(dice);
  drawGround(pen, dice);
  drawPhoto(pen, person, print, dice);
  pen.fillStyle = print.ink;
  pen.letterSpacing = `${print.spacing}px`;
  drawHeader(pen, person, faces, print);
  drawRows(pen, person, faces, print, dice);
  drawIssue(pen, person, faces, print, dice);
  markSpecimen(pen, faces, print, dice);
  return canvas;
}

function choosePrint(dice: Dice): Print {
  const labelX = dice.between(0.022, 0.04);
  const colonX = dice.between(0.245, 0.285);
  const shade = dice.whole(10, 55);
  return {
    labelX,
    indent: dice.between(0.02, 0.035),
    colonX,
    valueX: colonX + dice.between(0.012, 0.022),
    valueEnd: dice.between(0.69, 0.72),
    headerY: dice.between(0.065, 0.08),
    nikY: dice.between(0.225, 0.25),
    firstY: dice.between(0.305, 0.325),
    lastY: dice.between(0.905, 0.945),
    textSize: dice.between(0.037, 0.044),
    nikSize: dice.between(0.055, 0.068),
    spacing: dice.between(-0.4, 0.9),
    ink: `rgb(${shade}, ${shade}, ${shade + dice.whole(0, 15)})`,
    photoX: dice.between(0.725, 0.75),
    photoY: dice.between(0.2, 0.235),
  };
}

function drawGround(pen: SKRSContext2D, dice: Dice): void {
  const { width, height } = CARD;
  const hue = dice.whole(185, 225);
  const light = dice.whole(76, 90);
  const ground = pen.createLinearGradient(0, 0, width, height * dice.between(-0.5, 1));
  ground.addColorStop(0, `hsl(${hue} ${dice.whole(25, 60)}% ${light}%)`);
  ground.addColorStop(0.5, `hsl(${hue + 10} ${dice.whole(25, 60)}% ${light + 6}%)`);
  ground.addColorStop(1, `hsl(${hue - 8} ${dice.whole(25, 60)}% ${light - 2}%)`);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  const waves = dice.whole(40, 110);
  pen.lineWidth = dice.between(0.6, 1.6);
  for (let line = 0; line < waves; line += 1) {
    pen.strokeStyle = `hsl(${hue + dice.whole(-25, 25)} 45% ${light - dice.whole(8, 26)}% / ${dice.between(0.15, 0.5)})`;
    const [middle, swing, pace, phase] = [
      (line / waves) * height * 1.3 - height * 0.15,
      dice.between(8, 46),
      dice.between(90, 260),
      dice.between(0, 7),
    ];
    pen.beginPath();
    for (let x = 0; x <= width; x += 8) {
      const y = middle + swing * Math.sin(x / pace + phase) + swing * 0.4 * Math.sin(x / (pace * 0.37));
      if (x === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.stroke();
  }
}

function drawPhoto(pen: SKRSContext2D, person: Person, print: Print, dice: Dice): void {
  const [x, y] = [print.photoX * CARD.width, print.photoY * CARD.height];
  const [w, h] = [0.235 * CARD.width, 0.47 * CARD.height];
  const year = Number(person.fields.birthPlaceBirthday?.slice(-4));
  pen.fillStyle =
    year % 2 === 1 ? `hsl(2 ${dice.whole(55, 80)}% 42%)` : `hsl(218 ${dice.whole(45, 75)}% 42%)`;
  pen.fillRect(x, y, w, h);
  pen.fillStyle = `hsl(30 12% ${dice.whole(20, 45)}%)`;
  pen.beginPath();
  pen.ellipse(x + w / 2, y + h * 0.42, w * 0.22, h * 0.21, 0, 0, 2 * Math.PI);
  pen.fill();
  pen.beginPath();
  pen.ellipse(x + w / 2, y + h, w * 0.42, h * 0.34, 0, Math.PI, 2 * Math.PI);
  pen.fill();
}

function drawHeader(pen: SKRSContext2D, { fields }: Person, faces: Faces, print: Print): void {
  const size = (print.textSize + 0.008) * CARD.height;
  pen.font = `700 ${size}px "${faces.text}"`;
  pen.textAlign = 'center';
  const step = size * 1.25;
  for (const [line, text] of [`PROVINSI ${fields.province}`, fields.city ?? ''].entries()) {
    pen.fillText(text, CARD.width / 2, print.headerY * CARD.height + line * step, CARD.width * 0.94);
  }
}

function drawRows(pen: SKRSContext2D, { fields }: Person, faces: Faces, print: Print, dice: Dice): void {
  const size = print.textSize * CARD.height;
  const at = (share: number) => share * CARD.width;
  pen.textAlign = 'left';
  pen.font = `${size * 1.25}px "${faces.text}"`;
  pen.fillText('NIK', at(print.labelX), print.nikY * CARD.height);
  pen.fillText(':', at(print.colonX), print.nikY * CARD.height);
  pen.font = `${print.nikSize * CARD.height}px "${faces.digits}"`;
  const room = at(print.photoX - print.valueX - 0.015);
  pen.fillText(fields.idNumber ?? '', at(print.valueX), print.nikY * CARD.height, room);
  pen.font = `${size}px "${faces.text}"`;
  const rows: [label: string, value: string, indent?: boolean][] = [
    ['Nama', fields.name ?? ''],
    [
      dice.pick(['Tempat/Tgl Lahir', 'Tempat/Tgl Lahir', 'Tempat/Tgl.Lahir']),
      fields.birthPlaceBirthday ?? '',
    ],
    ['Jenis Kelamin', fields.gender ?? ''],
    ['Alamat', fields.address ?? ''],
    ['RT/RW', fields.rtrw ?? '', true],
    ['Kel/Desa', fields.village ?? '', true],
    ['Kecamatan', fields.district ?? '', true],
    ['Agama', fields.religion ?? ''],
    ['Status Perkawinan', fields.maritalStatus ?? ''],
    ['Pekerjaan', fields.occupation ?? ''],
    ['Kewarganegaraan', fields.nationality ?? ''],
    ['Berlaku Hingga', fields.expiryDate ?? ''],
  ];
  const lines = rows.flatMap(([label, value, indent]) =>
    wrap(pen, value, at(print.valueEnd - print.valueX)).map((part, n) => ({
      label: n === 0 ? label : null,
      part,
      indent,
    })),
  );
  const step = ((print.lastY - print.firstY) / Math.max(11, lines.length - 1)) * CARD.height;
  for (const [n, { label, part, indent }] of lines.entries()) {
    const y = print.firstY * CARD.height + n * step;
    if (label !== null) {
      const x = print.labelX + (indent ? print.indent : 0);
      pen.fillText(label, at(x), y, at(print.colonX - x - 0.008));
      pen.fillText(':', at(print.colonX), y);
    }
    pen.fillText(part, at(print.valueX), y, at(print.valueEnd - print.valueX + 0.01));
    if (label === 'Jenis Kelamin') {
      const x = at(print.valueX) + Math.max(at(0.22), pen.measureText(part).width + at(0.03));
      pen.fillText(`Gol. Darah${dice.pick([' : ', ': ', '  :  '])}${fields.bloodType ?? ''}`, x, y);
    }
  }
}

/** Breaks a value where it must, between words, as the printers of the cards do. */
function wrap(pen: SKRSContext2D, value: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of value.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length === 0 || pen.measureText(longer).width > room) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function drawIssue(pen: SKRSContext2D, { issue }: Person, faces: Faces, print: Print, dice: Dice): void {
  const size = print.textSize * 0.94 * CARD.height;
  const x = (print.photoX + 0.1175) * CARD.width;
  const y = (print.photoY + 0.47 + 0.1) * CARD.height;
  pen.textAlign = 'center';
  pen.font = `${size}px "${faces.text}"`;
  const place = wrap(pen, issue.place, 0.24 * CARD.width);
  for (const [n, line] of [...place, issue.date].entries()) {
    pen.fillText(line, x, y + (n - place.length + 1) * size * 1.15, 0.25 * CARD.width);
  }
  pen.strokeStyle = print.ink;
  pen.lineWidth = dice.between(2, 4);
  pen.beginPath();
  pen.moveTo(x - 70, y + size * 2.6);
  for (let turn = 0; turn < 4; turn += 1) {
    pen.bezierCurveTo(
      x - 60 + turn * 30,
      y + size * dice.between(1.7, 3.4),
      x - 30 + turn * 30,
      y + size * dice.between(1.7, 3.4),
      x - 40 + turn * 35,
      y + size * dice.between(2.2, 3),
    );
  }
  pen.stroke();
}

/** No card of ours may pass for a real one. */
function markSpecimen(pen: SKRSContext2D, faces: Faces, print: Print, dice: Dice): void {
  const mark = (x: number, y: number, size: number, turn: number, colour: string) => {
    pen.save();
    pen.translate(x, y);
    pen.rotate(turn);
    pen.fillStyle = colour;
    pen.font = `700 ${size}px "${faces.text}"`;
    pen.textAlign = 'center';
    pen.fillText('SPECIMEN', 0, 0);
    pen.restore();
  };
  const { width, height } = CARD;
  mark((print.photoX + 0.1175) * width, (print.photoY + 0.26) * height, 58, -0.6, 'rgb(255 255 255 / 0.85)');
  mark(width * 0.4, height * 0.62, 190, -dice.between(0.3, 0.5), 'rgb(200 30 60 / 0.07)');
}
