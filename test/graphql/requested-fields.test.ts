import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wanted } from '../../src/engine/engine.js';
import { FIELD_NAMES } from '../../src/ktp/field.js';
import { SPECIMEN } from '../ktp/specimen.js';
import { card } from '../support/cards.js';
import { Connection, manyUploads, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { ObedientEngine } from '../support/obedient-engine.js';

const NUMBER = ['NIK', 'BIRTH_PLACE', 'BIRTH_DATE', 'GENDER'] as const;
/** A word of a closed list is taken for a name only where its own field has a value: see `src/reading/selection.ts`. */
const NAMED = ['NAME', 'GENDER', 'RELIGION', 'MARITAL_STATUS', 'CITIZENSHIP', 'VALID_UNTIL'] as const;

/** What is selected of `ocrKtp`, the variables, and the fields that the engine is asked for. */
type Case = [selection: string, wanted: readonly Wanted[], variables?: object];
const CASES: readonly Case[] = [
  ['__typename', []],
  [
    '... on OcrKtpSuccess { engine pricing transactionId imageQuality { hints { code } } }',
    ['IMAGE_QUALITY'],
  ],
  ['... on OcrKtpError { code message }', []],
  ['... on OcrKtpSuccess { card { __typename address { __typename } raw { __typename } } }', []],
  ['... on OcrKtpSuccess { card { nik { number } } }', NUMBER],
  ['... on OcrKtpSuccess { card { nik { problems { code } district { regency { name } } } } }', NUMBER],
  ['... on KtpReading { card { name } }', NAMED],
  ['... on KtpReading { ... on OcrKtpSuccess { card { ... { name } } } }', NAMED],
  ['... on KtpReading { ... on KtpCheck { card { religion } } card { name } }', NAMED],
  ['... on OcrKtpSuccess { it: card { religion: name name: gender } }', NAMED],
  ['... on OcrKtpSuccess { card { name } card { gender } ...Faith }', NAMED],
  ['... on OcrKtpSuccess { card { name religion @skip(if: true) bloodType @include(if: false) } }', NAMED],
  [
    '... on OcrKtpSuccess { card { name religion @include(if: $yes) bloodType @skip(if: $yes) } ...Faith @include(if: $no) }',
    [...NAMED, 'BLOOD_TYPE'],
    { yes: false, no: false },
  ],
  ['... on OcrKtpSuccess @include(if: $yes) { ...Faith }', ['RELIGION'], { yes: true }],
  ['... on OcrKtpSuccess @skip(if: $yes) { ...Faith }', [], { yes: true }],
  ['... on OcrKtpSuccess { card { age } }', [...NUMBER, 'RELIGION']],
  ['... on OcrKtpSuccess { card { bloodType } }', ['BLOOD_TYPE', 'GENDER']],
  ['... on OcrKtpSuccess { card { address { rt } } }', ['RT_RW', 'STREET']],
  ['... on OcrKtpSuccess { card { address { street } } }', ['STREET', 'RELIGION']],
  ['... on OcrKtpSuccess { card { address { province { code } } } }', ['PROVINCE', ...NUMBER]],
  [
    '... on OcrKtpSuccess { card { address { village { code } } } }',
    ['PROVINCE', 'REGENCY', 'DISTRICT', 'VILLAGE', ...NUMBER],
  ],
  ['... on OcrKtpSuccess { card { validity { until } } }', ['VALID_UNTIL']],
  ['... on OcrKtpSuccess { card { validity { expired } } }', ['VALID_UNTIL', 'CITIZENSHIP']],
  ['... on OcrKtpSuccess { card { issue { date } } }', ['ISSUE_PLACE', 'ISSUE_DATE']],
  ['... on OcrKtpSuccess { card { raw { rtrw occupation } } }', ['RT_RW', 'OCCUPATION']],
  ['... on OcrKtpSuccess { card { fields { name } } }', []],
  ['... on OcrKtpSuccess { card { fields { raw } } }', FIELD_NAMES],
  ['... on OcrKtpSuccess { card { fields(names: [NAME, RT_RW]) { confidence } } }', ['NAME', 'RT_RW']],
  ['... on OcrKtpSuccess { card { fields(names: [RT_RW]) { normalised } } }', ['RT_RW', 'STREET']],
  ['... on OcrKtpSuccess { card { fields(names: $names) { raw } } }', ['NAME'], { names: ['NAME'] }],
  ['... on OcrKtpSuccess { card { fields(names: $names) { raw } } }', FIELD_NAMES],
  ['... on OcrKtpSuccess { card { fields(names: []) { raw } } }', []],
  [
    '... on OcrKtpSuccess { card { a: fields(names: [NAME]) { raw } b: fields(names: [OCCUPATION]) { raw } } }',
    ['NAME', 'OCCUPATION'],
  ],
  ['... on OcrKtpSuccess { inconsistencies(minSeverity: ERROR) { code } }', FIELD_NAMES],
  ['... on OcrKtpSuccess { confidence }', FIELD_NAMES],
];
const DECLARED: Record<string, string> = { yes: 'Boolean!', no: 'Boolean!', names: '[KtpFieldName!]' };
const FAITH = 'fragment Faith on OcrKtpSuccess { card { religion } }';

/** Declares the variables that a selection uses, and the fragment where it is spread. */
function declared(selection: string) {
  const used = Object.entries(DECLARED).filter(([name]) => selection.includes(`$${name}`));
  return {
    variables: used.map(([name, type]) => `, $${name}: ${type}`).join(''),
    fragment: selection.includes('...Faith') ? FAITH : '',
  };
}

describe('the engine is asked for what is selected', () => {
  let gateway: RunningGateway;
  let client: Connection;
  let picture: Buffer;
  const engine = new ObedientEngine(() => ({ raw: SPECIMEN }));
  beforeAll(async () => {
    gateway = await startGateway({}, [engine]);
    client = new Connection(gateway);
    const create = { width: 300, height: 300, channels: 3 as const, background: '#8a9' };
    picture = await sharp({ create }).png().toBuffer();
  });
  afterAll(async () => {
    client.close();
    await gateway.close();
  });

  it.each<Case>([...CASES])('%s: %j', async (selection, wanted, more = {}) => {
    engine.wanted.length = 0;
    const { variables, fragment } = declared(selection);
    const query = `mutation ($image: Upload!${variables}) { result: ocrKtp(image: $image) { ${selection} } } ${fragment}`;
    const form = oneUpload(query, picture, undefined, { variables: { image: null, ...more } });
    expect((await client.upload(form)).json.errors).toBeUndefined();
    expect(engine.wanted.map(sorted)).toEqual([[...wanted].sort()]);
  });

  it('for each picture of a batch', async () => {
    engine.wanted.length = 0;
    const query = `mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) {
      succeeded items { index result { ... on OcrKtpSuccess { card { name } } } } other: items { result { ...Faith } }
    } } ${FAITH}`;
    // The same picture twice would be read once.
    const other = await sharp(picture).negate().png().toBuffer();
    const files = [picture, other].map((bytes, n) => [`${n}.png`, bytes] as const);
    expect((await client.upload(manyUploads(query, files))).json.data.ocrKtpBatch.succeeded).toBe(2);
    expect(engine.wanted.map(sorted)).toEqual([sorted(new Set(NAMED)), sorted(new Set(NAMED))]);
  });

  it('of a batch that is only counted nothing', async () => {
    engine.wanted.length = 0;
    const query = 'mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { succeeded failed } }';
    await client.upload(manyUploads(query, [['0.png', picture]]));
    expect(engine.wanted.map(sorted)).toEqual([[]]);
  });
});

const sorted = (wanted: ReadonlySet<Wanted>) => [...wanted].sort();

describe('the embedded engine', () => {
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

  const NIK = 'nik { number valid repaired runnerUp birthDate serial district { code } problems { code } }';
  const PLACES = 'address { rt village { code } district { code } regency { code } province { code } }';
  const FINDINGS = 'inconsistencies { code fields expected found }';

  async function read(bytes: Buffer, selection: string) {
    const query = `mutation ($image: Upload!) { ocrKtp(image: $image) { ... on OcrKtpSuccess { ${selection} } } }`;
    const { json } = await client.upload(oneUpload(query, bytes));
    expect(json.errors).toBeUndefined();
    return json.data.ocrKtp;
  }

  it.each(['clean-man', 'contradictions', 'mild', 'hard', 'turned'])(
    'reads of %s alone what it reads of it among all others',
    async (name) => {
      const { picture } = card(name);
      const whole = await read(picture, `card { ${NIK} ${PLACES} name religion occupation } ${FINDINGS}`);
      expect(await read(picture, `card { ${NIK} }`)).toEqual({ card: { nik: whole.card.nik } });
      expect(await read(picture, `card { ${PLACES} }`)).toEqual({ card: { address: whole.card.address } });
      expect(await read(picture, 'card { name }')).toEqual({ card: { name: whole.card.name } });
      expect(await read(picture, FINDINGS)).toEqual({ inconsistencies: whole.inconsistencies });
      expect(whole.card.nik.number).toMatch(/^\d{16}$/);
    },
  );
});
