import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToldEngine } from '../rest/support.js';
import { Connection } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

let gateway: RunningGateway;
let client: Connection;
beforeAll(async () => {
  gateway = await startGateway({}, [new ToldEngine()]);
  client = new Connection(gateway);
});
afterAll(async () => {
  client.close();
  await gateway.close();
});

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const { json } = await client.query(query, variables);
  expect(json.errors).toBeUndefined();
  return json.data;
}

describe('checkNik', () => {
  it('takes a number apart', async () => {
    const { checkNik } = await ask(`{ checkNik(nik: "33.74.01 570845-0001") {
      number valid repaired runnerUp birthDate birthDateCandidates gender serial problems { code }
      province { code name level retired } regency { name kind province { name } } district { name regency { name } }
    } }`);
    expect(checkNik).toEqual({
      number: '3374015708450001',
      valid: true,
      repaired: false,
      runnerUp: null,
      birthDate: '1945-08-17',
      birthDateCandidates: ['1945-08-17'],
      gender: 'FEMALE',
      serial: '0001',
      problems: [],
      province: { code: '33', name: 'Jawa Tengah', level: 'PROVINCE', retired: false },
      regency: { name: 'Kota Semarang', kind: 'CITY', province: { name: 'Jawa Tengah' } },
      district: { name: 'Semarang Tengah', regency: { name: 'Kota Semarang' } },
    });
  });

  it.each([
    ['nothing', '', 'NIK_LENGTH'],
    ['non-ASCII digits', '٣٣٧٤٠١٥٧٠٨٤٥٠٠٠١', 'NIK_NON_DIGIT'],
    ['control characters', '3374\u00005708450001', 'NIK_NON_DIGIT'],
    ['a masked value', '33******02', 'MASKED_VALUE'],
  ])('gives a verdict on %s', async (_, nik, code) => {
    const { checkNik } = await ask(
      'query ($nik: String!) { checkNik(nik: $nik) { valid problems { code } } }',
      { nik },
    );
    expect(checkNik.valid).toBe(false);
    expect(checkNik.problems.map((problem: { code: string }) => problem.code)).toContain(code);
  });

  it('keeps numbers beyond 2^53 exactly', async () => {
    const { checkNik } = await ask('{ checkNik(nik: "9401015708450001") { number serial } }');
    expect(checkNik).toEqual({ number: '9401015708450001', serial: '0001' });
  });

  it('refuses a megabyte of text, and does not send it back', async () => {
    const { status, text, json } = await client.query(
      'query ($nik: String!) { checkNik(nik: $nik) { valid } }',
      {
        nik: '3'.repeat(1_000_000),
      },
    );
    expect(status).toBe(200);
    expect(text.length).toBeLessThan(500);
    expect(json.errors[0]).toMatchObject({
      message: '`nik` has 1000000 characters; at most 1000 are allowed.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('checkKtp', () => {
  const CARD = {
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
    occupation: 'MENGURUS RUMAH TANGGA',
    nationality: 'WNI',
    expiryDate: 'SEUMUR HIDUP',
  };
  const CHECK = `query ($input: KtpFieldsInput!) { checkKtp(input: $input) {
    inconsistencies { code severity fields message expected found }
    card {
      name birthPlace birthDate age(on: "2026-11-22") gender bloodType religion maritalStatus occupation occupationCode
      citizenship nationality nik { number }
      validity { lifetime until expired } issue { place }
      address { street rt rw village { code name district { name } } district { code } regency { code kind } province { code } }
      raw { idNumber city placeOfBirth }
      fields(names: [RELIGION, NIK]) { name raw normalised confidence boundingBox { x } }
    }
  } }`;

  it('takes what only an engine knows, and refuses what cannot be', async () => {
    const query = `query ($input: KtpFieldsInput!, $seen: KtpSeenInput) { checkKtp(input: $input, seen: $seen) {
      card { fields(names: [NAME, BIRTH_PLACE]) { name raw confidence visibility hiddenBy completed } nik { runnerUp } issue { place } }
      inconsistencies { code fields } } }`;
    const input = { idNumber: CARD.idNumber, name: 'BUD', birthPlaceBirthday: 'SEMARANG, 17-08-1945' };
    const name = { name: 'NAME', confidence: 0.4, visibility: 'PARTLY_HIDDEN', hiddenBy: 'GLARE' };
    const place = {
      name: 'BIRTH_PLACE',
      text: 'SEMARANG',
      confidence: 0.9,
      visibility: 'WHOLE',
      completed: true,
    };
    const seen = { fields: [name, place], issuePlace: 'SEMARANG', damaged: true };
    const { checkKtp } = await ask(query, { input, seen });
    expect(checkKtp.card).toEqual({
      fields: [
        { ...name, raw: 'BUD', completed: false },
        {
          name: 'BIRTH_PLACE',
          raw: 'SEMARANG',
          confidence: 0.9,
          visibility: 'WHOLE',
          hiddenBy: null,
          completed: true,
        },
      ],
      nik: { runnerUp: null },
      issue: { place: 'SEMARANG' },
    });
    const codes = checkKtp.inconsistencies.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['VALUE_HIDDEN', 'PICTURE_DAMAGED']));
    const without = await ask(query, { input });
    const known = without.checkKtp.inconsistencies.map(({ code }: { code: string }) => code);
    expect(known).not.toEqual(expect.arrayContaining(['VALUE_HIDDEN']));
    const refused = [[{ ...name, confidence: 1.5 }], Array.from({ length: 20 }, () => name), [name, name]];
    for (const fields of refused) {
      const { json } = await client.query(query, { input, seen: { fields } });
      expect(json.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('shows no text as sure that is not the one it checked', async () => {
    const query = `query ($input: KtpFieldsInput!, $seen: KtpSeenInput) { checkKtp(input: $input, seen: $seen) {
      card { fields(names: [NIK, NAME, BIRTH_DATE, RELIGION]) { name raw normalised confidence } } } }`;
    const { idNumber, name, birthPlaceBirthday } = CARD;
    const claims = { NIK: '3374015708450002', NAME: name, BIRTH_DATE: '18-08-1945', RELIGION: 'ISLAM' };
    const fields = Object.entries(claims).map(([field, text]) => ({ name: field, text, confidence: 1 }));
    const { checkKtp } = await ask(query, {
      input: { idNumber, name, birthPlaceBirthday },
      seen: { fields },
    });
    const told = checkKtp.card.fields.map((field: Record<string, unknown>) => Object.values(field));
    expect(told).toEqual([
      ['NIK', idNumber, idNumber, null],
      ['NAME', name, name, 1],
      ['BIRTH_DATE', birthPlaceBirthday, '1945-08-17', null],
      ['RELIGION', null, null, null],
    ]);
  });

  it('normalises a card whose fields agree', async () => {
    const { checkKtp } = await ask(CHECK, { input: CARD });
    expect(checkKtp).toEqual({
      inconsistencies: [],
      card: {
        name: 'SITI AMINAH',
        birthPlace: 'SEMARANG',
        birthDate: '1945-08-17',
        age: 81,
        gender: 'FEMALE',
        bloodType: 'O',
        religion: 'ISLAM',
        maritalStatus: 'MARRIED',
        occupation: 'MENGURUS RUMAH TANGGA',
        occupationCode: 2,
        citizenship: 'INDONESIAN',
        nationality: 'WNI',
        nik: { number: '3374015708450001' },
        validity: { lifetime: true, until: null, expired: false },
        issue: null,
        address: {
          street: 'JL. MELATI NO. 5',
          rt: '011',
          rw: '002',
          village: { code: '3374011001', name: 'Miroto', district: { name: 'Semarang Tengah' } },
          district: { code: '337401' },
          regency: { code: '3374', kind: 'CITY' },
          province: { code: '33' },
        },
        raw: { idNumber: '3374015708450001', city: 'KOTA SEMARANG', placeOfBirth: null },
        fields: [
          {
            name: 'NIK',
            raw: '3374015708450001',
            normalised: '3374015708450001',
            confidence: null,
            boundingBox: null,
          },
          { name: 'RELIGION', raw: 'ISLAM', normalised: 'ISLAM', confidence: null, boundingBox: null },
        ],
      },
    });
  });

  it('says what does not fit, with what was expected and found, and hides what is less severe than asked', async () => {
    const input = {
      ...CARD,
      gender: 'LAKI-LAKI',
      birthPlaceBirthday: 'SEMARANG, 18-08-1945',
      religion: 'XYZZY',
    };
    const { checkKtp } = await ask(CHECK, { input });
    expect(checkKtp.inconsistencies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'NIK_BIRTHDATE_MISMATCH',
          severity: 'WARNING',
          expected: '1945-08-17',
          found: '1945-08-18',
        }),
        expect.objectContaining({ code: 'NIK_GENDER_MISMATCH', severity: 'WARNING' }),
        expect.objectContaining({ code: 'VALUE_UNKNOWN', fields: ['RELIGION'], found: 'XYZZY' }),
      ]),
    );
    expect(checkKtp.card).toMatchObject({ gender: 'MALE', religion: null });
    const severe = await ask(
      'query ($input: KtpFieldsInput!) { checkKtp(input: $input) { inconsistencies(minSeverity: ERROR) { code } } }',
      { input },
    );
    expect(severe.checkKtp.inconsistencies).toEqual([]);
  });

  it('tells the inconsistencies in Indonesian as well', async () => {
    const { checkKtp } = await ask(
      'query ($input: KtpFieldsInput!) { checkKtp(input: $input) { inconsistencies { en: message id: message(language: ID) } } }',
      { input: { ...CARD, gender: 'LAKI-LAKI' } },
    );
    const [{ en, id }] = checkKtp.inconsistencies;
    expect(en).toMatch(/gender/);
    expect(id).toMatch(/kelamin/);
  });

  it('never calls an Indonesian card expired, and a foreign one on the day after its date', async () => {
    const query = `query ($input: KtpFieldsInput!) { checkKtp(input: $input) { card { validity {
      until before: expired(on: "2018-08-17") after: expired(on: "2018-08-18") } } } }`;
    const dated = { ...CARD, expiryDate: '17-08-2018' };
    const citizen = await ask(query, { input: dated });
    expect(citizen.checkKtp.card.validity).toEqual({ until: '2018-08-17', before: false, after: false });
    const foreigner = await ask(query, { input: { ...dated, nationality: 'BELANDA' } });
    expect(foreigner.checkKtp.card.validity).toEqual({ until: '2018-08-17', before: false, after: true });
  });

  it('is content with no field at all', async () => {
    const { checkKtp } = await ask(CHECK, { input: {} });
    expect(checkKtp.card).toMatchObject({ name: null, nik: null, address: { street: null, province: null } });
  });

  it('refuses a day that the calendar does not have', async () => {
    const { json } = await client.query('{ checkKtp(input: {}) { card { age(on: "2026-02-30") } } }');
    expect(json.errors[0].message).toContain('A Date must be a day of the calendar written YYYY-MM-DD.');
  });
});

describe('regions', () => {
  it('are found by code, dotted or not, in force or retired', async () => {
    const data = await ask(`{
      village: region(code: "33.74.01.1001") { __typename code name ... on Village { district { code regency { code province { code } } } } }
      retired: region(code: "9101") { name retired successor { code name } }
      none: region(code: "99") { name }
      text: region(code: "Semarang") { name }
    }`);
    expect(data).toEqual({
      village: {
        __typename: 'Village',
        code: '3374011001',
        name: 'Miroto',
        district: { code: '337401', regency: { code: '3374', province: { code: '33' } } },
      },
      retired: {
        name: 'Kabupaten Merauke',
        retired: true,
        successor: { code: '9301', name: 'Kabupaten Merauke' },
      },
      none: null,
      text: null,
    });
  });

  it('are walked down one step at a time', async () => {
    const data = await ask(`{
      provinces: regions { code }
      cities: regions(within: "33.74") { code name }
      nowhere: regions(within: "99") { code }
    }`);
    expect(data.provinces).toHaveLength(38);
    expect(data.provinces[0]).toEqual({ code: '11' });
    expect(data.cities).toHaveLength(16);
    expect(data.nowhere).toEqual([]);
  });

  it('are searched by a misspelt name', async () => {
    const { searchRegions } = await ask(
      '{ searchRegions(name: "kota semarng", level: REGENCY, first: 2) { score region { code name } } }',
    );
    expect(searchRegions[0].region).toEqual({ code: '3374', name: 'Kota Semarang' });
    expect(searchRegions[0].score).toBeLessThan(1);
    expect(searchRegions).toHaveLength(2);
  });

  it.each([0, 51, -1])('are not searched for %i results', async (first) => {
    const { json } = await client.query(`{ searchRegions(name: "x", first: ${first}) { score } }`);
    expect(json.errors[0].message).toBe(`\`first\` is ${first}; it must be 1 to 50.`);
  });
});

describe('service', () => {
  it('tells what a client must know before it sends a picture', async () => {
    const { service } = await ask(
      '{ service { engines regionsAsOf limits { maxBatchImages acceptedTypes image { maxBytes minSide maxSide } } } }',
    );
    expect(service).toEqual({
      engines: ['EMBEDDED'],
      regionsAsOf: expect.stringMatching(/^2025-\d\d-\d\d$/),
      limits: {
        maxBatchImages: 8,
        acceptedTypes: ['image/jpeg', 'image/png'],
        image: { maxBytes: 2_097_152, minSide: 256, maxSide: 4096 },
      },
    });
  });
});

describe('a document', () => {
  it('that is too long is refused before it is parsed', async () => {
    const { status, json } = await client.query(`{ service { ${'version '.repeat(10_000)} } }`);
    expect(status).toBe(400);
    expect(json.errors[0].extensions.code).toBe('DOCUMENT_TOO_LONG');
  });
});
