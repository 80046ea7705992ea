import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventPerson } from '../../specimens/person.js';
import { Random } from '../../specimens/random.js';
import { schema } from '../../src/graphql/schema.js';
import { FIELD_NAMES } from '../../src/ktp/field.js';
import type { RawFields } from '../../src/ktp/raw.js';
import '../../src/graphql/needs.js';
import { loadRegions } from '../../src/regions/store.js';
import { SPECIMEN } from '../ktp/specimen.js';
import { Connection, manyUploads } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { ObedientEngine, type Text } from '../support/obedient-engine.js';

const type = (name: string) => schema.getType(name) as GraphQLObjectType;

/** The leaves that neither say what they need nor stand inside a field that does. */
function unsaid(parent: GraphQLObjectType): string[] {
  return Object.values(parent.getFields()).flatMap((field) => {
    if (field.extensions.needs !== undefined) return [];
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [`${parent.name}.${field.name}`];
    return unsaid(isObjectType(named) ? named : type('OcrKtpSuccess'));
  });
}

/** A selection for every leaf of a card, each by itself; of a region its code is enough. */
function leaves(output: GraphQLOutputType): string[] {
  const named = getNamedType(output);
  if (!isObjectType(named) && !isInterfaceType(named)) return [''];
  if (named.name === 'Inconsistency') return ['{ code found expected }'];
  if ('successor' in named.getFields()) return ['{ code }'];
  return [
    '{ __typename }',
    ...Object.values(named.getFields()).flatMap((field) =>
      leaves(field.type).map((inner) => `{ ${field.name} ${inner} }`),
    ),
  ];
}

const listed = (name: string) =>
  `{ fields(names: [${name}]) { raw normalised confidence boundingBox { x } } }`;

const regions = loadRegions();
const people: Text[] = Array.from({ length: 24 }, (_, n) => {
  const { fields, issue } = inventPerson(new Random(`needs:${n}`), regions);
  return { raw: fields, issue };
});
const odd = (fields: Partial<RawFields>): Text => ({ raw: { ...SPECIMEN, ...fields } });
const ODD: readonly Text[] = [
  odd({ city: 'SEMARANG' }),
  odd({ city: 'SEMARANG', idNumber: null }),
  odd({ city: 'SEMARANG', district: 'UNGARAN BARAT', village: 'LEREP' }),
  odd({ city: null, province: null }),
  odd({ district: 'SEMARANG TENGAH', village: 'KAUMAN', idNumber: null }),
  odd({ district: 'SEMARANG TENGAX', village: 'MIROTOO', province: 'JAWA TIMUR' }),
  odd({ rtrw: null, address: 'JL. CONTOH NO. 1 RT 011 RW 002' }),
  odd({ bloodType: null, gender: 'LAKI-LAKI GOL. DARAH : AB' }),
  odd({ birthPlaceBirthday: 'BANDUNG, 17-08-45' }),
  odd({ birthPlaceBirthday: 'BANDUNG, 17-08-45', idNumber: null }),
  odd({ birthPlaceBirthday: 'BANDUNG' }),
  odd({ birthPlaceBirthday: 'PEREMPUAN' }),
  odd({ birthPlaceBirthday: 'BANDUNG, 17-08-2015', idNumber: '3374011708150001' }),
  odd({ birthPlaceBirthday: 'BANDUNG, 17-08-1915', idNumber: '3374011708150001' }),
  odd({ idNumber: '33740I1708450OO1' }),
  odd({ idNumber: '3374011708Z50001', birthPlaceBirthday: 'BANDUNG, 17-08-1975' }),
  odd({ nationality: 'JEPANG', expiryDate: '17-08-2020', gender: 'MALE' }),
  odd({ expiryDate: '17-08-2017' }),
  odd({ religion: 'KAWIN', maritalStatus: 'ISLAM', occupation: 'WNI', name: 'PEREMPUAN' }),
  odd({ name: 'C****H', district: 'SEMARANG******', rtrw: '***/***' }),
];
const TEXTS = [...people, ...ODD];
const NARROWEST = 256;

let gateway: RunningGateway;
let client: Connection;
let pictures: (readonly [string, Buffer])[];
beforeAll(async () => {
  const engine = new ObedientEngine((width) => TEXTS[width - NARROWEST] as Text);
  gateway = await startGateway({ MAX_BATCH_IMAGES: `${TEXTS.length}` }, [engine]);
  client = new Connection(gateway);
  pictures = await Promise.all(
    TEXTS.map(async (_, index) => {
      const create = { width: NARROWEST + index, height: 256, channels: 3 as const, background: '#8a9' };
      return [`${index}.png`, await sharp({ create }).png().toBuffer()] as const;
    }),
  );
});
afterAll(async () => {
  client.close();
  await gateway.close();
});

/** What each text comes to. */
async function read(selection: string): Promise<object[]> {
  const query = `mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { items { result { ... on OcrKtpSuccess ${selection} } } } }`;
  const { json } = await client.upload(manyUploads(query, pictures));
  expect(json.errors).toBeUndefined();
  return json.data.ocrKtpBatch.items.map(({ result }: { result: object }) => result);
}

describe('what must be read', () => {
  it('is said for every part of a reading', () => {
    expect(unsaid(type('OcrKtpSuccess'))).toEqual([]);
    expect(unsaid(type('OcrKtpBatch'))).toEqual([]);
  });

  it.each([...leaves(type('KtpCard')), ...FIELD_NAMES.map(listed)])(
    'reads enough for card %s: its values are those of the whole card',
    async (leaf) => {
      const alone = await read(`{ card ${leaf} }`);
      const beside = await read(`{ card ${leaf} inconsistencies { __typename } }`);
      expect(alone.map((item) => ({ ...item, inconsistencies: [] }))).toEqual(
        beside.map((item) => ({ ...item, inconsistencies: [] })),
      );
    },
  );
});
