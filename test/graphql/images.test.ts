import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSpecimen, type SpecimenWish } from '../../specimens/specimen.js';
import { loadRegions } from '../../src/regions/store.js';
import { card, person } from '../support/cards.js';
import { Connection, manyUploads, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { ObedientEngine } from '../support/obedient-engine.js';

const regions = loadRegions();

let gateway: RunningGateway;
let client: Connection;
beforeAll(async () => {
  gateway = await startGateway({ FIT_IMAGES: 'true' });
  client = new Connection(gateway);
});
afterAll(async () => {
  client.close();
  await gateway.close();
  expect(gateway.faults).toEqual([]);
});

const IMAGE = '{ dataUrl width height }';
const reading = (selection: string) =>
  `mutation ($image: Upload!) { ocrKtp(image: $image) { __typename ... on OcrKtpSuccess { ${selection} } } }`;

async function ask(selection: string, bytes: Buffer, headers = {}) {
  const { json } = await client.upload(oneUpload(reading(selection), bytes), headers);
  expect(json.errors).toBeUndefined();
  expect(json.data.ocrKtp.__typename).toBe('OcrKtpSuccess');
  return json.data.ocrKtp;
}

interface Image {
  readonly dataUrl: string;
  readonly width: number;
  readonly height: number;
}

function bytesOf({ dataUrl }: Image): Buffer {
  const [head, base64 = ''] = dataUrl.split(',');
  // What the gateway's threads block is blocked for this process too.
  sharp.unblock({ operation: ['VipsForeignLoadWebp'] });
  expect(head).toMatch(/^data:image\/(jpeg|png|webp);base64$/);
  return Buffer.from(base64, 'base64');
}

/** What is measured alike of a card whatever light it lay in: grey, its mean taken away and its spread made one. */
async function features(picture: Sharp, width: number, height: number): Promise<Float32Array> {
  const pixels = await picture.greyscale().resize(width, height, { fit: 'fill' }).raw().toBuffer();
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const spread = Math.sqrt(pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length);
  return Float32Array.from(pixels, (value) => (value - mean) / spread);
}

/** 1 for the same, about 0 for any two. */
function likeness(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0) / one.length;
}

/** Of the pictures; they are compared eight times smaller, where a hundredth of the card's width is a pixel. */
const [WIDTH, HEIGHT] = [680, 429] as const;
const COMPARED = [WIDTH / 8, Math.round(HEIGHT / 8)] as const;
const HOLDER = person('clean-man');
/** On a table, seen from the side, in even light. */
const SEEN_ASKEW = {
  shot: {
    quarters: 0,
    degrees: 9,
    cardWidth: 1100,
    lean: 22,
    leansOver: 40,
    distance: 2.5,
    margin: 0.2,
    bow: 0,
    aspect: null,
    surface: 'wood',
    fingers: 0,
    exposure: 1,
    unevenness: 0,
    shadows: 0,
    glares: 0,
    screen: 0,
    blur: 0.3,
    noise: 2,
    grey: false,
    resent: 1,
    quality: 90,
  },
} as const;

function draw(wish: Partial<SpecimenWish>) {
  return makeSpecimen({ seed: 'images', tier: 'mild', fonts: 'common', person: HOLDER, ...wish }, regions);
}

describe('the card as a picture', () => {
  const drawn = draw(SEEN_ASKEW);
  const flat = async () => {
    const { flat } = await drawn;
    return features(sharp(await flat.encode('png')).flatten(), ...COMPARED);
  };

  it('is the card as it was drawn, pixel by pixel, wherever it lay', async () => {
    const { images } = await ask(
      `images { card(maxWidth: ${WIDTH}, quality: 95) ${IMAGE} }`,
      (await drawn).jpeg,
    );
    expect(images.card).toMatchObject({ width: WIDTH, height: HEIGHT });
    const seen = await features(sharp(bytesOf(images.card)), ...COMPARED);
    expect(likeness(seen, await flat())).toBeGreaterThan(0.9);
  });

  it.each<[string, (picture: Sharp) => Sharp]>([
    ['on its side', (picture) => picture.rotate(90)],
    ['upside down', (picture) => picture.rotate(180)],
    ['on its other side', (picture) => picture.rotate(270)],
    ['mirrored', (picture) => picture.flop()],
    ['on its side, as EXIF says', (picture) => picture.rotate(90).withMetadata({ orientation: 8 })],
    ['large, as a phone takes it', (picture) => picture.resize(4200)],
  ])('is upright and as it was drawn where it was sent %s', async (_, change) => {
    const sent = await change(sharp((await drawn).jpeg)).toBuffer();
    const { images } = await ask(`images { card(maxWidth: ${WIDTH}) ${IMAGE} }`, sent);
    const seen = await features(sharp(bytesOf(images.card)), ...COMPARED);
    expect(likeness(seen, await flat())).toBeGreaterThan(0.9);
  });

  it('is saved as it is asked for, no larger than it is seen, and says nothing else of the file', async () => {
    const { images } = await ask(
      `images { jpeg: card(maxWidth: 300) ${IMAGE} webp: card(maxWidth: 300, format: WEBP) ${IMAGE}
        png: card(maxWidth: 300, format: PNG) ${IMAGE} rough: card(maxWidth: 300, quality: 20) ${IMAGE} all: card(maxWidth: 2000) ${IMAGE} }`,
      await sharp((await drawn).jpeg)
        .withMetadata({ exif: { IFD0: { Copyright: 'somebody' } } })
        .toBuffer(),
    );
    for (const format of ['jpeg', 'webp', 'png']) {
      const found = await sharp(bytesOf(images[format])).metadata();
      expect(found).toMatchObject({ format, width: 300, height: 189, channels: 3, hasAlpha: false });
      expect(found.exif).toBeUndefined();
      expect(images[format]).toMatchObject({ width: 300, height: 189 });
    }
    expect(images.rough.dataUrl.length).toBeLessThan(0.6 * images.jpeg.dataUrl.length);
    // The card was drawn 1100 pixels wide, and seen from the side.
    expect(images.all.width).toBeGreaterThan(950);
    expect(images.all.width).toBeLessThan(1250);
  });

  it('is grey where the picture ends before it', async () => {
    const { jpeg } = await drawn;
    const { width = 0, height = 0 } = await sharp(jpeg).metadata();
    const cut = await sharp(jpeg)
      .extract({ left: 0, top: 0, width: Math.round(0.7 * width), height })
      .toBuffer();
    const { images } = await ask(`images { card(maxWidth: 400, format: PNG) ${IMAGE} }`, cut);
    const { data, info } = await sharp(bytesOf(images.card)).raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number) => [
      ...data.subarray((100 * info.width + x) * 3, (100 * info.width + x) * 3 + 3),
    ];
    expect(pixel(info.width - 3)).toEqual([128, 128, 128]);
    expect(pixel(20)).not.toEqual([128, 128, 128]);
  });

  it('comes with its portrait and its signature, cut from where they are', async () => {
    const { images } = await ask(
      `images { card(maxWidth: 1000) ${IMAGE} portrait ${IMAGE} signature ${IMAGE} }`,
      (await drawn).jpeg,
    );
    const portrait = await placeIn(images.card, images.portrait);
    expect(portrait.likeness).toBeGreaterThan(0.95);
    expect(portrait.x).toBeCloseTo(0.855, 1);
    expect(portrait.y).toBeCloseTo(0.44, 1);
    const signature = await placeIn(images.card, images.signature);
    expect(signature.likeness).toBeGreaterThan(0.85);
    expect(signature.x).toBeCloseTo(0.85, 1);
    expect(signature.y).toBeGreaterThan(0.85);
    // Silhouettes are drawn on red for an odd year of birth.
    const { channels } = await sharp(bytesOf(images.portrait)).stats();
    const [red = 0, , blue = 0] = channels.map(({ mean }) => mean);
    expect(HOLDER.fields.birthday).toBe('1953/12/07');
    expect(red - blue).toBeGreaterThan(40);
  });
});

/** Where in a picture of the card a part of it is found, in whatever size: its middle, in shares of the card. */
async function placeIn(whole: Image, part: Image) {
  const [cardWidth, cardHeight] = [240, 152] as const;
  const card = await features(sharp(bytesOf(whole)), cardWidth, cardHeight);
  let best = { likeness: 0, x: 0, y: 0 };
  for (let width = 54; width <= 72; width += 2) {
    const height = Math.round((width * part.height) / part.width);
    const sought = await features(sharp(bytesOf(part)), width, height);
    for (let left = 135; left + width <= cardWidth; left += 1) {
      for (let top = 0; top + height <= cardHeight; top += 1) {
        const there = new Float32Array(width * height);
        for (let y = 0; y < height; y += 1) {
          const from = (top + y) * cardWidth + left;
          there.set(card.subarray(from, from + width), y * width);
        }
        const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
        const spread = Math.sqrt(there.reduce((sum, value) => sum + (value - mean) ** 2, 0) / there.length);
        const found = likeness(
          there.map((value) => (value - mean) / spread),
          sought,
        );
        if (found > best.likeness) {
          best = { likeness: found, x: (left + width / 2) / cardWidth, y: (top + height / 2) / cardHeight };
        }
      }
    }
  }
  return best;
}

describe('a redacted card', () => {
  const FIELDS = 'card { fields { name raw } }';
  type Fields = Readonly<Record<string, string | null>>;
  const fieldsOf = (found: { card: { fields: { name: string; raw: string | null }[] } }): Fields =>
    Object.fromEntries(found.card.fields.map(({ name, raw }) => [name, raw]));

  /** What is read of a card, and of its copy with some fields covered. */
  async function redacted(bytes: Buffer, redact: string, more = '') {
    const found = await ask(
      `${FIELDS} images { card(maxWidth: 1200, quality: 95, redact: [${redact}] ${more}) ${IMAGE} }`,
      bytes,
    );
    const copy = bytesOf(found.images.card);
    return { before: fieldsOf(found), after: fieldsOf(await ask(FIELDS, copy)), copy };
  }

  it.each<[string, string, string, readonly string[], readonly string[]]>([
    ['a name and an address of two lines', 'long', 'NAME, STREET', [], ['NIK', 'VILLAGE', 'OCCUPATION']],
    ['a NIK', 'clean-man', 'NIK', [], ['REGENCY', 'NAME', 'BIRTH_DATE']],
    ['a header', 'clean-woman', 'PROVINCE, REGENCY', ['ISSUE_PLACE'], ['NAME', 'VILLAGE', 'OCCUPATION']],
    [
      'fields between others',
      'clean-man',
      'BIRTH_PLACE, BLOOD_TYPE, RT_RW, DISTRICT, ISSUE_DATE',
      [],
      ['NAME', 'BIRTH_DATE', 'GENDER', 'STREET', 'VILLAGE', 'RELIGION', 'REGENCY'],
    ],
    [
      'the last rows',
      'mild',
      'RELIGION, MARITAL_STATUS, OCCUPATION, VALID_UNTIL',
      [],
      ['NAME', 'VILLAGE', 'ISSUE_DATE'],
    ],
  ])('shows nothing of %s, and what stands beside it', async (_, name, redact, repeated, beside) => {
    const { before, after } = await redacted(card(name).picture, redact);
    for (const field of [...redact.split(', '), ...repeated]) {
      expect(before[field]).toBeTruthy();
      expect([field, after[field]]).toEqual([field, null]);
    }
    for (const field of beside) expect([field, after[field]]).toEqual([field, before[field]]);
  });

  it('shows no date of birth and no gender in the NIK either', async () => {
    const { before, after } = await redacted(card('clean-man').picture, 'BIRTH_DATE, GENDER');
    expect(before).toMatchObject({ NIK: '3216160712530018', BIRTH_DATE: '07-12-1953', GENDER: 'LAKI-LAKI' });
    expect(after).toMatchObject({ BIRTH_DATE: null, GENDER: null, NAME: before.NAME, BIRTH_PLACE: 'SERANG' });
    expect(after.NIK ?? '').not.toContain('0712');
  });

  it('is covered where the template has a field, also where a finger hides what is printed', async () => {
    const { picture } = card('clean-woman');
    const { width, height } = await sharp(picture).metadata();
    // Print under the cover is dimmed so far that it is not read, as by a shadow.
    const hidden = await hideRow(picture, width, height);
    const { before, copy } = await redacted(hidden.picture, 'OCCUPATION');
    expect(before.OCCUPATION).toBeNull();
    const { data, info } = await sharp(copy).greyscale().raw().toBuffer({ resolveWithObject: true });
    const row = Math.round(hidden.at * info.height);
    const ink = data.subarray(row * info.width + 0.3 * info.width, row * info.width + 0.7 * info.width);
    expect(Math.max(...ink)).toBeLessThan(12);
  });

  it('has its portrait and its signature covered on request', async () => {
    const { picture } = card('clean-man');
    const { before, after, copy } = await redacted(
      picture,
      '',
      'redactPortrait: true, redactSignature: true',
    );
    expect({ ...after, ISSUE_PLACE: null }).toEqual({ ...before, ISSUE_PLACE: null });
    const { width, height } = await sharp(copy).metadata();
    for (const [left, top, right, bottom] of [
      [0.75, 0.2, 0.97, 0.62],
      [0.75, 0.86, 0.97, 0.97],
    ] as const) {
      const area = {
        left: Math.round(left * width),
        top: Math.round(top * height),
        width: Math.round((right - left) * width),
        height: Math.round((bottom - top) * height),
      };
      const { channels } = await sharp(await sharp(copy).extract(area).toBuffer()).stats();
      for (const { max } of channels) expect(max).toBeLessThan(12);
    }
  });
});

/** The card with the value of its occupation made pale, and at which share of the card's height that is. */
async function hideRow(picture: Buffer, width: number, height: number) {
  const found = await ask(
    'card { fields(names: [OCCUPATION]) { boundingBox { x y width height } } }',
    picture,
  );
  const [{ boundingBox: box }] = found.card.fields;
  const area = {
    left: Math.round(box.x * width) - 4,
    top: Math.round(box.y * height) - 3,
    width: Math.round(box.width * width) + 12,
    height: Math.round(box.height * height) + 6,
  };
  const ground = await sharp(picture)
    .extract({ ...area, left: area.left + area.width + 10, width: 8 })
    .stats();
  const [r, g, b] = ground.channels.map(({ mean }) => Math.round(mean)) as [number, number, number];
  const cover = {
    create: { width: area.width, height: area.height, channels: 3, background: { r, g, b } },
  } as const;
  const hidden = await sharp(picture)
    .composite([{ input: cover, left: area.left, top: area.top }])
    .jpeg({ quality: 90 })
    .toBuffer();
  return { picture: hidden, at: box.y + box.height / 2 };
}

describe('what may be asked', () => {
  it.each([
    ['card(maxWidth: 63)', '`maxWidth` is too small; 64 to 2000 are allowed.'],
    ['portrait(maxWidth: 2001)', '`maxWidth` is too large; 64 to 2000 are allowed.'],
    ['card(quality: 0)', '`quality` is too small; 1 to 100 are allowed.'],
    ['signature(quality: 101)', '`quality` is too large; 1 to 100 are allowed.'],
  ])('is said where %s is not, before anything is read', async (field, message) => {
    const engine = new ObedientEngine(() => ({ raw: {} }));
    const own = await startGateway({}, [engine]);
    const caller = new Connection(own);
    const { json } = await caller.upload(
      oneUpload(reading(`images { ${field} { width } }`), card('clean-man').picture),
    );
    caller.close();
    await own.close();
    expect(json).toEqual({
      data: null,
      errors: [expect.objectContaining({ message, extensions: { code: 'BAD_USER_INPUT' } })],
    });
    expect(engine.wanted).toEqual([]);
  });

  it('is not begun where the answer could not be taken', async () => {
    const engine = new ObedientEngine(() => ({ raw: {} }));
    const own = await startGateway({}, [engine]);
    const caller = new Connection(own);
    const form = () => oneUpload(reading('card { name }'), card('clean-man').picture);
    const refused = await caller.upload(form(), { accept: 'image/png, application/json;q=0' });
    expect([refused.status, engine.wanted]).toEqual([406, []]);
    expect(refused.json.errors[0].message).toContain('application/json');
    expect(refused.json.errors[0].extensions.code).toBe('NOT_ACCEPTABLE');
    expect((await caller.upload(form(), { accept: 'image/png, application/*' })).status).toBe(200);
    caller.close();
    await own.close();
  });

  it('is no more than an answer may cost', async () => {
    const large = Array.from({ length: 4 }, (_, n) => `p${n}: card(maxWidth: 2000, format: PNG) { width }`);
    const { json } = await client.upload(
      oneUpload(reading(`images { ${large.join(' ')} }`), card('clean-man').picture),
    );
    expect(json.errors).toMatchObject([{ extensions: { code: 'DOCUMENT_TOO_COMPLEX' } }]);
  });
});

describe('images', () => {
  it('are null where the engine does not know where the card lies', async () => {
    const own = await startGateway({}, [
      new ObedientEngine(() => ({ raw: { idNumber: '3374015708450001' } })),
    ]);
    const caller = new Connection(own);
    const { json } = await caller.upload(
      oneUpload(
        reading(`card { nik { number } } images { card ${IMAGE} portrait ${IMAGE} }`),
        card('clean-man').picture,
      ),
    );
    caller.close();
    await own.close();
    expect(json.data.ocrKtp).toMatchObject({ card: { nik: { number: '3374015708450001' } }, images: null });
  });

  it('are null where too little of a card is seen to know', async () => {
    const { picture } = card('clean-man');
    const { width, height } = await sharp(picture).metadata();
    const upper = await sharp(picture)
      .extract({ left: 0, top: 0, width, height: Math.round(0.55 * height) })
      .toBuffer();
    const { card: found, images } = await ask(`card { nik { number } } images { card ${IMAGE} }`, upper);
    expect(found.nik.number).toBe('3216160712530018');
    expect(images).toBeNull();
  });

  it('are cut again from a picture that is sent again under its key, and not read again', async () => {
    const headers = { 'idempotency-key': 'pictures-1' };
    const { picture } = card('clean-woman');
    const plain = await ask('transactionId card { name }', picture, headers);
    const again = await ask(`transactionId images { card(maxWidth: 200) ${IMAGE} }`, picture, headers);
    expect(again.transactionId).toBe(plain.transactionId);
    const unkept = await ask(`transactionId images { card(maxWidth: 200) ${IMAGE} }`, picture);
    expect(unkept.transactionId).not.toBe(plain.transactionId);
    expect(again.images).toEqual(unkept.images);
  });

  it('come with each card of a batch, of its own picture', async () => {
    const [man, woman] = [card('clean-man').picture, card('clean-woman').picture];
    const query = `mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { items { result {
      ... on OcrKtpSuccess { images { card(maxWidth: 200) ${IMAGE} } } } } } }`;
    const { json } = await client.upload(
      manyUploads(query, [
        ['1.jpg', man],
        ['2.jpg', woman],
      ]),
    );
    expect(json.errors).toBeUndefined();
    const alone = await Promise.all(
      [man, woman].map((one) => ask(`images { card(maxWidth: 200) ${IMAGE} }`, one)),
    );
    const results = json.data.ocrKtpBatch.items.map(({ result }: { result: unknown }) => result);
    expect(results).toEqual(alone.map(({ images }) => ({ images })));
  });
});
