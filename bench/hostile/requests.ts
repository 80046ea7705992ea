import { OCR_PATH, TOKEN_PATH } from '../../test/rest/support.js';
import { Form, PREFLIGHT } from '../../test/support/client.js';

export interface HostileRequest {
  readonly name: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const QUERY =
  'query ($n: String!, $i: KtpFieldsInput!, $l: RegionLevel, $f: [KtpFieldName!]) { checkNik(nik: $n) { valid } checkKtp(input: $i) { card { fields(names: $f) { name } } } searchRegions(name: "a", level: $l) { score } }';
const UPLOAD = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
const LARGE = 1_900_000;

const keys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i] as const));
const list = <T>(count: number, item: T) => Array.from({ length: count }, () => item);

function text(name: string, body: string, path = '/graphql'): HostileRequest {
  return { name, path, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
}
const json = (name: string, body: unknown) => text(name, JSON.stringify(body));
const variables = (name: string, more: object) =>
  json(name, { query: QUERY, variables: { n: 'a', i: {}, ...more } });
const document = (name: string, query: string) => json(name, { query });
function form(name: string, parts: Form, path = '/graphql'): HostileRequest {
  return { name, path, headers: { ...parts.headers(), ...PREFLIGHT }, body: parts.body() };
}
const operations = { query: UPLOAD, variables: { image: null } };

/** Requests under 2 MiB that cost a careless server seconds, or its life. */
export const HOSTILE_REQUESTS: readonly HostileRequest[] = [
  variables('20,000 unknown keys', { i: keys(20_000) }),
  variables('1.9 MB of text among 3,000 unknown keys', { i: { ...keys(3_000), name: 'a'.repeat(LARGE) } }),
  variables('6,000 unknown keys', { i: keys(6_000) }),
  variables('50,000 wrong items', { f: list(50_000, { a: 1 }) }),
  variables('20,000 wrong enum values', { f: list(20_000, 'WRONG') }),
  variables('250,000 names', { f: list(250_000, 'NIK') }),
  variables('a text of 1.9 MB', { n: 'a'.repeat(LARGE) }),
  variables('escapes of 1.9 MB', { n: '\u0001'.repeat(LARGE / 6) }),
  variables('a list 900,000 deep', { n: '@' }),
  variables('120,000 variables that nobody declared', keys(120_000)),
  json('120,000 unknown parameters', keys(120_000)),
  json('an operation name of 1.9 MB', { query: '{ service { version } }', operationName: 'a'.repeat(LARGE) }),
  json('a document id of 1.9 MB', { documentId: 'a'.repeat(LARGE) }),
  json('extensions of 120,000 keys', { query: '{ service { version } }', extensions: keys(120_000) }),
  text('brackets of 1.9 MB', '['.repeat(LARGE)),
  text('no JSON, 1.9 MB', `{"query":"${'a'.repeat(LARGE)}`),
  json('a list of 100,000 requests', list(100_000, { query: '{a}' })),
  document('a document of 1.9 MB', '{ a }'.repeat(LARGE / 5)),
  document('49 kB of blanks and commas', `{${' ,'.repeat(24_000)} service { version } }`),
  document('490 aliases', `{ ${Array.from({ length: 490 }, (_, i) => `a${i}:a `).join('')} }`),
  document('900 unknown fields', `{ ${Array.from({ length: 900 }, (_, i) => `f${i} `).join('')} }`),
  document('900 wrong literals', `{ checkNik(nik: [${list(900, '1').join(' ')}]) { valid } }`),
  document('a literal of 49 kB', `{ checkNik(nik: "${'a'.repeat(49_000)}") { valid } }`),
  document('escapes of 49 kB', `{ checkNik(nik: "${'\\u0041'.repeat(8_100)}") { valid } }`),
  document('a literal 400 deep', `{ checkNik(nik: ${'['.repeat(400)}1${']'.repeat(400)}) { valid } }`),
  document('fields 450 deep', `${'{a'.repeat(450)}${'}'.repeat(450)}`),
  document('120 fragments that spread each other', fragments(120)),
  document(
    '50 fields with fragments in fragments',
    `{ region(code: "1") { ${list(50, 'successor { successor { code ...H } ...G }').join(' ')} } }
      fragment G on Region { ${list(49, 'successor { code }').join(' ')} } fragment H on Region { ${list(49, 'code').join(' ')} }`,
  ),
  document('a field 90 times', `{ ${list(90, 'a:checkNik(nik:"1"){valid}').join(' ')} }`),
  document('300 directives', `{ service ${list(300, '@skip').join(' ')} { version } }`),
  document('240 variables of unknown types', `query (${numbered(240, '$v:T').join(' ')}) { a }`),
  form('a map of 20,000 files', new Form().field('operations', operations).field('map', keys(20_000))),
  form('a map of 256 kB', new Form().field('operations', operations).field('map', 'a'.repeat(256 * 1024))),
  form('operations of 1.9 MB', new Form().field('operations', 'a'.repeat(LARGE)).field('map', {})),
  form(
    'operations of 20,000 unknown keys',
    new Form().field('operations', { query: QUERY, variables: { n: 'a', i: keys(20_000) } }).field('map', {}),
  ),
  form('20,000 parts', parts(20_000)),
  form(
    'a part with 1.9 MB of headers',
    new Form().file('0', Buffer.alloc(0), 'a', `image/jpeg\r\nx: ${'a'.repeat(LARGE)}`),
  ),
  form('a path 40,000 deep', deepPath()),
  text('REST: token, brackets of 16 kB', '['.repeat(16_000), TOKEN_PATH),
  text('REST: token, 1.9 MB', `{"accessKey":"${'a'.repeat(LARGE)}"}`, TOKEN_PATH),
  form('REST: 20,000 parts', parts(20_000), OCR_PATH),
].map((each) =>
  each.name === 'a list 900,000 deep'
    ? {
        ...each,
        body: Buffer.from(each.body.toString().replace('"@"', '['.repeat(900_000) + ']'.repeat(900_000))),
      }
    : each,
);

function numbered(count: number, text: string): string[] {
  return Array.from({ length: count }, (_, i) => text.replace(':', `${i}:`));
}

function fragments(count: number): string {
  const spreads = (i: number) => `...F${i + 1} ...F${i + 2}`;
  const all = Array.from({ length: count }, (_, i) => `fragment F${i} on Query { ${spreads(i)} }`);
  return `{ ...F0 } ${all.join(' ')} fragment F${count} on Query { a } fragment F${count + 1} on Query { a }`;
}

function parts(count: number): Form {
  const whole = new Form();
  for (let i = 0; i < count; i += 1) whole.field('a', '');
  return whole;
}

function deepPath(): Form {
  return new Form()
    .field('operations', { query: UPLOAD, variables: { image: null } })
    .field('map', { 0: [`variables${'.image'.repeat(40_000)}`] });
}
