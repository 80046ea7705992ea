import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card, picture } from '../support/cards.js';
import { Connection, manyUploads, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

const READ = `mutation ($image: Upload!) { ocrKtp(image: $image) {
  __typename
  ... on OcrKtpSuccess {
    engine pricing transactionId confidence
    imageQuality { width height bytes mimeType sharpness brightness contrast glare skewDegrees hints { code } }
    inconsistencies(minSeverity: WARNING) { code }
    card {
      nik { number valid }
      name birthPlace birthDate gender religion maritalStatus occupation citizenship nationality bloodType
      validity { lifetime until }
      issue { place date }
      address { street rt rw village { name } district { name } regency { name } province { name } }
      raw { idNumber name bloodType religion gender birthPlaceBirthday province city district village rtrw address
            occupation expiryDate nationality maritalStatus placeOfBirth birthday }
      fields { name raw normalised confidence boundingBox { x y width height } }
    }
  }
  ... on OcrKtpError { code message }
} }`;

let gateway: RunningGateway;
let client: Connection;
beforeAll(async () => {
  gateway = await startGateway();
  client = new Connection(gateway);
});
afterAll(async () => {
  client.close();
  await gateway.close();
  expect(gateway.faults).toEqual([]);
});

async function read(bytes: Buffer) {
  const { json } = await client.upload(oneUpload(READ, bytes));
  expect(json.errors).toBeUndefined();
  return json.data.ocrKtp;
}

describe('ocrKtp', () => {
  it('reads a card in its three views', async () => {
    const { picture: bytes, printed } = card('clean-man');
    const result = await read(bytes);
    expect(result).toMatchObject({
      __typename: 'OcrKtpSuccess',
      engine: 'EMBEDDED',
      pricing: 'FREE',
      transactionId: expect.stringMatching(/^[0-9a-f]{16}$/),
      inconsistencies: [],
      imageQuality: { bytes: bytes.length, mimeType: 'image/jpeg', hints: [] },
    });
    expect(result.confidence).toBeGreaterThan(0.8);
    expect(result.confidence).toBeLessThanOrEqual(1);
    expect(result.card).toMatchObject({
      nik: { number: printed.idNumber, valid: true },
      name: printed.name,
      birthPlace: printed.placeOfBirth,
      birthDate: printed.birthday?.replaceAll('/', '-'),
      gender: 'MALE',
      citizenship: 'INDONESIAN',
      nationality: 'WNI',
      validity: { lifetime: true, until: null },
      religion: 'ISLAM',
      maritalStatus: 'MARRIED',
      bloodType: 'O_POSITIVE',
      occupation: 'NELAYAN/PERIKANAN',
      issue: { place: 'KABUPATEN TANA TORAJA', date: '2018-10-08' },
      address: {
        street: printed.address,
        rt: '020',
        rw: '001',
        village: { name: 'Kadundung' },
        district: { name: 'Masanda' },
        regency: { name: 'Kabupaten Tana Toraja' },
        province: { name: 'Sulawesi Selatan' },
      },
      // The upstream's own split is the upstream's.
      raw: { ...printed, placeOfBirth: null, birthday: null },
    });
  });

  it('tells where on the upright picture each field was read', async () => {
    const { fields } = (await read(card('clean-man').picture)).card;
    expect(fields).toHaveLength(19);
    const at = Object.fromEntries(fields.map(({ name, boundingBox }: never) => [name, boundingBox]));
    for (const { x, y, width, height } of Object.values<Record<string, number>>(at)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect((x as number) + (width as number)).toBeLessThanOrEqual(1);
      expect((y as number) + (height as number)).toBeLessThanOrEqual(1);
    }
    const order = [
      'PROVINCE',
      'REGENCY',
      'NIK',
      'NAME',
      'BIRTH_DATE',
      'GENDER',
      'STREET',
      'RT_RW',
      'VILLAGE',
      'DISTRICT',
      'RELIGION',
      'VALID_UNTIL',
    ];
    const tops = order.map((name) => at[name].y);
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(at.ISSUE_DATE.x).toBeGreaterThan(at.NIK.x + at.NIK.width * 0.8);
  });

  it.each(['clean-woman', 'dated', 'long', 'mild', 'turned'])(
    'reads the %s card as printed',
    async (name) => {
      const { picture: bytes, printed } = card(name);
      const { card: read_ } = await read(bytes);
      expect(read_.nik.number).toBe(printed.idNumber);
      expect(read_.birthDate).toBe(printed.birthday?.replaceAll('/', '-'));
      expect(read_.name.replaceAll(' ', '')).toBe(printed.name?.replaceAll(' ', ''));
      expect(read_.raw.religion).toBe(printed.religion);
      expect(read_.raw.rtrw).toBe(printed.rtrw);
      expect(read_.address.district.name.toUpperCase()).toBe(printed.district);
    },
  );

  it("reads a foreigner's card", async () => {
    const { picture: bytes } = card('foreigner');
    expect((await read(bytes)).card).toMatchObject({
      gender: 'MALE',
      citizenship: 'FOREIGN',
      nationality: 'KOREA SELATAN',
      validity: { lifetime: false, until: '2024-12-02' },
    });
  });

  it('reads contradictions as they are printed, and says so', async () => {
    const { picture: bytes, printed } = card('contradictions');
    const { card: read_, inconsistencies } = await read(bytes);
    expect(read_.nik.number).toBe(printed.idNumber);
    expect(read_.birthDate).toBe(printed.birthday?.replaceAll('/', '-'));
    const codes = inconsistencies.map(({ code }: { code: string }) => code);
    expect(codes.some((code: string) => /^NIK_(BIRTHDATE|GENDER)_MISMATCH$/.test(code))).toBe(true);
  });

  it('finds no card in a newspaper', async () => {
    const result = await read(picture('newspaper.jpg'));
    expect(result).toMatchObject({ __typename: 'OcrNoResultError', code: 'OCR_NO_RESULT' });
  });
});

describe('ocrKtpBatch', () => {
  it('reads what can be read and says of the rest why not', async () => {
    const query = `mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { succeeded failed items {
      index filename result { __typename ... on OcrKtpSuccess { card { nik { number } } } ... on OcrKtpError { code } }
    } } }`;
    const [man, woman] = [card('clean-man'), card('clean-woman')];
    const { json } = await client.upload(
      manyUploads(query, [
        ['man.jpg', man.picture],
        ['text.jpg', Buffer.from('text')],
        ['woman.jpg', woman.picture],
      ]),
    );
    expect(json.data.ocrKtpBatch).toEqual({
      succeeded: 2,
      failed: 1,
      items: [
        {
          index: 0,
          filename: 'man.jpg',
          result: { __typename: 'OcrKtpSuccess', card: { nik: { number: man.printed.idNumber } } },
        },
        {
          index: 1,
          filename: 'text.jpg',
          result: { __typename: 'ImageInvalidFormatError', code: 'IMAGE_INVALID_FORMAT' },
        },
        {
          index: 2,
          filename: 'woman.jpg',
          result: { __typename: 'OcrKtpSuccess', card: { nik: { number: woman.printed.idNumber } } },
        },
      ],
    });
  });
});
