import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Person } from './person.js';
import type { Random } from './random.js';

/** A rectangle of the drawn card, in pixels. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Foreigners' cards have been orange since Permendagri 72/2022. */
export function isOrange({ fields, issue }: Person): boolean {
  return fields.nationality !== 'WNI' && Number(issue.date.slice(-4)) >= 2022;
}

/** A silhouette, never a face, on red for an odd year of birth and blue for an even one. */
export function drawPortrait(pen: SKRSContext2D, person: Person, frame: Frame, random: Random): void {
  const { x, y, width, height } = frame;
  const odd = Number(person.fields.birthday?.slice(0, 4)) % 2 === 1;
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.fillStyle = isOrange(person)
    ? `hsl(28 ${random.whole(60, 85)}% 50%)`
    : odd
      ? `hsl(2 ${random.whole(55, 80)}% ${random.whole(36, 48)}%)`
      : `hsl(218 ${random.whole(45, 75)}% ${random.whole(36, 50)}%)`;
  pen.fillRect(x, y, width, height);
  const skin = `hsl(30 12% ${random.whole(20, 45)}%)`;
  const cover = `hsl(${random.whole(0, 360)} ${random.whole(5, 30)}% ${random.whole(12, 60)}%)`;
  const [cx, cy] = [x + width * random.between(0.47, 0.53), y + height * random.between(0.39, 0.45)];
  const head = width * random.between(0.19, 0.24);
  const oval = (middleX: number, middleY: number, rx: number, ry: number) => {
    pen.beginPath();
    pen.ellipse(middleX, middleY, rx, ry, 0, 0, 2 * Math.PI);
    pen.fill();
  };
  pen.fillStyle = cover;
  oval(cx, y + height * 1.02, width * random.between(0.38, 0.46), height * random.between(0.3, 0.38));
  const covered = /FEMALE|PEREMPUAN/.test(person.fields.gender ?? '')
    ? random.chance(0.6)
    : random.chance(0.15);
  if (covered) oval(cx, cy + head * 0.35, head * 1.4, head * 1.75);
  pen.fillStyle = skin;
  pen.fillRect(cx - head * 0.4, cy, head * 0.8, head * 1.6);
  oval(cx, cy, head, head * 1.25);
  pen.restore();
}

/** A squiggle where a signature stands, through nobody's letters. */
export function drawSignature(pen: SKRSContext2D, { x, y, width, height }: Frame, random: Random): void {
  pen.lineWidth = random.between(1.5, 4);
  pen.lineCap = 'round';
  const at = () => [x + random.between(0, width), y + random.between(0, height)] as const;
  pen.beginPath();
  let from = x + width * random.between(0, 0.3);
  pen.moveTo(from, y + height * random.between(0.3, 0.7));
  for (let turn = random.whole(3, 7); turn > 0; turn -= 1) {
    from = Math.min(x + width, from + width * random.between(0.05, 0.25));
    pen.bezierCurveTo(...at(), ...at(), from, y + height * random.between(0.25, 0.75));
  }
  pen.stroke();
}

/** No card of ours may pass for a real one: the word stands across the photo, faintly across the values, at times along an edge. */
export function markSpecimen(
  pen: SKRSContext2D,
  size: { readonly width: number; readonly height: number },
  photo: Frame,
  family: string,
  random: Random,
): void {
  const mark = (x: number, y: number, height: number, turn: number, colour: string) => {
    pen.save();
    pen.translate(x, y);
    pen.rotate(turn);
    pen.fillStyle = colour;
    pen.font = `700 ${height}px "${family}"`;
    pen.textAlign = 'center';
    pen.fillText('SPECIMEN', 0, 0);
    pen.restore();
  };
  const { width, height } = size;
  mark(
    photo.x + photo.width / 2,
    photo.y + photo.height * 0.6,
    56,
    -random.between(0.4, 0.8),
    'rgb(255 255 255 / 0.85)',
  );
  const tone = random.pick(['200 30 60', '30 60 160', '90 90 90']);
  mark(
    width * random.between(0.36, 0.46),
    height * random.between(0.6, 0.68),
    190,
    -random.between(0.25, 0.5),
    `rgb(${tone} / ${random.between(0.05, 0.09)})`,
  );
  // Along the edge, where it joins no line of the card.
  if (random.chance(0.3)) mark(22, height * random.between(0.3, 0.7), 21, -Math.PI / 2, `rgb(${tone} / 0.8)`);
}
