import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config/gateway.js';
import { MAX_HELD_BYTES, MAX_SCANS } from '../src/engine/image/probe.js';
import { MAX_PARTS } from '../src/engine/image/structure.js';
import { MAX_CHARACTERS } from '../src/graphql/arguments.js';
import { MAX_DEPTH as MAX_JSON_DEPTH, MAX_MEMBERS } from '../src/graphql/bounded-json.js';
import { MAX_ALIASES } from '../src/graphql/document-rules.js';
import { MAX_DEFERRED } from '../src/graphql/incremental-rules.js';
import { MAX_JSON_BYTES } from '../src/graphql/json-body.js';
import { MAX_FIELD_BYTES, uploadLimits } from '../src/graphql/multipart/read-multipart.js';
import { QUALITIES, WIDTHS } from '../src/graphql/types/images.js';
import {
  costOfImage,
  FIELDS_PER_PICTURE,
  FIELDS_WITHOUT_PICTURES,
  MAX_DEPTH,
} from '../src/graphql/use-complexity-limit.js';
import { MAX_DOCUMENT_CHARACTERS, MAX_TOKENS } from '../src/graphql/use-document-limits.js';
import { MAX_VALUES } from '../src/graphql/variables.js';
import { PREFLIGHT_HEADERS } from '../src/http/request-headers.js';
import {
  ENGINE_LIMITS,
  ENGINE_TYPES,
  FITTED_LIMITS,
  FITTED_TYPES,
  type SentMimeType,
} from '../src/image-limits.js';
import { REFUSALS } from '../src/refusals.js';
import { MAX_JSON_BYTES as MAX_TOKEN_BYTES } from '../src/rest/json-body.js';
import { MAX_FORM_PARTS, OTHER_BYTES } from '../src/rest/ocr-image.js';

const page = readFileSync(new URL('../docs/limits.md', import.meta.url), 'utf8');
const rows = new Map(
  page
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, what = '', ...cells]) => [what, cells.slice(0, -1)]),
);

const KIB = 1024;
const MIB = 1024 * KIB;
/** As the page writes numbers: a comma from 10,000 on. */
const number = (n: number) => (n < 10_000 ? String(n) : n.toLocaleString('en'));
const NAMES = { 'image/jpeg': 'JPEG', 'image/png': 'PNG', 'image/webp': 'WebP', 'image/avif': 'AVIF' };
const formats = (types: readonly SentMimeType[]) => types.map((type) => NAMES[type]).join(', ');

describe('docs/limits.md', () => {
  it.each([
    ['format, by content (not by file name)', formats(ENGINE_TYPES), formats(FITTED_TYPES)],
    [
      'size',
      `less than ${ENGINE_LIMITS.maxBytes / MIB} MiB`,
      `less than ${FITTED_LIMITS.maxBytes / MIB} MiB (\`MAX_IMAGE_MEBIBYTES\`)`,
    ],
    ['shorter side', `at least ${ENGINE_LIMITS.minSide} pixels`, `at least ${FITTED_LIMITS.minSide} pixels`],
    [
      'longer side',
      `at most ${number(ENGINE_LIMITS.maxSide)} pixels`,
      `at most ${number(FITTED_LIMITS.maxSide)} pixels (\`MAX_IMAGE_SIDE\`)`,
    ],
    ['scans of a progressive JPEG', `at most ${MAX_SCANS}`, `at most ${MAX_SCANS}`],
    ['segments or chunks of the file', `at most ${number(MAX_PARTS)}`, `at most ${number(MAX_PARTS)}`],
    ['memory to decode it', 'any', `at most ${Math.floor(MAX_HELD_BYTES / MIB)} MiB`],
  ])('says of a picture: %s', (what, usual, fitted) => {
    expect(rows.get(what)).toEqual([usual, fitted]);
  });

  it('says how long a picture may be that is made smaller', () => {
    const most = ENGINE_LIMITS.maxSide / ENGINE_LIMITS.minSide;
    expect(rows.get('longer side : shorter side')?.[1]).toMatch(new RegExp(`^at most ${most} : 1,`));
  });

  it.each([
    ['`operations` and `map` of a form', `${MAX_FIELD_BYTES / KIB} KiB each`],
    ['a request without pictures', `${MAX_JSON_BYTES / MIB} MiB of JSON`],
    [
      'JSON of a request, of `operations` and of `map`',
      `${number(MAX_MEMBERS)} members of objects, ${number(MAX_JSON_DEPTH)} levels deep`,
    ],
    ['values in all variables of a request', number(MAX_VALUES)],
    ['`maxWidth` of a [picture of the card](images.md)', `${WIDTHS.least} to ${WIDTHS.most} pixels`],
    ['`quality` of a picture of the card', `${QUALITIES.least} to ${QUALITIES.most}`],
    ['a text in an argument', `${number(MAX_CHARACTERS)} characters`],
    ['length', `${number(MAX_DOCUMENT_CHARACTERS)} characters`],
    ['tokens', number(MAX_TOKENS)],
    ['aliases', number(MAX_ALIASES)],
    ['depth', `${MAX_DEPTH} fields`],
    ['fragments with `@defer`', `${MAX_DEFERRED}, none of them in a list other than \`OcrKtpBatch.items\``],
    [
      'fields of the answer',
      `${number(FIELDS_WITHOUT_PICTURES)}, and ${number(FIELDS_PER_PICTURE)} more for each picture of \`MAX_BATCH_IMAGES\`; fields in lists count once per item`,
    ],
  ])('says of a request: %s', (what, limit) => {
    expect(rows.get(what)?.[0]).toBe(limit);
  });

  it('says what a picture of the card costs', () => {
    const [, pixels = '', fine = '', png = ''] =
      /every ([\d,]+) pixels of `maxWidth` squared\. That times (\d) if its `quality` is above 90, and times (\d) if it is a PNG/.exec(
        page,
      ) ?? [];
    const usual = 1000 ** 2 / Number(pixels.replace(',', ''));
    const cost = (more: object) => costOfImage({ maxWidth: 1000, format: 'JPEG', quality: 80, ...more });
    expect(cost({})).toBe(usual);
    expect(cost({ quality: 90 })).toBe(usual);
    expect(cost({ quality: 91 })).toBe(Number(fine) * usual);
    expect(cost({ format: 'PNG', quality: 100 })).toBe(Number(png) * usual);
  });

  it('says how large a request with pictures may be', () => {
    const limit = (set: Record<string, string>) => uploadLimits(readConfig(set)).maxBodyBytes / MIB;
    expect(rows.get('a request with pictures')?.[0]).toBe(
      '`MAX_BATCH_IMAGES` × `MAX_IMAGE_MEBIBYTES` + 1 MiB, with `FIT_IMAGES=true` at most `MAX_MEBIBYTES_IN_FLIGHT`',
    );
    expect(limit({ MAX_BATCH_IMAGES: '3', MAX_IMAGE_MEBIBYTES: '1' })).toBe(3 * 1 + 1);
    expect(limit({ FIT_IMAGES: 'true', MAX_BATCH_IMAGES: '3', MAX_MEBIBYTES_IN_FLIGHT: '30' })).toBe(30);
  });

  it('says what the REST API takes', () => {
    expect(page).toContain(
      `among the first ${MAX_FORM_PARTS} parts of the form and with at most ${OTHER_BYTES / MIB} MiB of others`,
    );
    expect(page).toContain(`The JSON of a token request has at most ${MAX_TOKEN_BYTES / KIB} KiB`);
  });

  it('names codes and headers that there are', () => {
    const codes = [...rows.values()].flatMap((cells) =>
      [...(cells[1] ?? '').matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, code]) => code as string),
    );
    const known: readonly string[] = [
      ...Object.keys(REFUSALS),
      'BAD_USER_INPUT',
      ...[...page.matchAll(/`((?:MAX|ADMISSION)_\w+)`/g)].map(([, setting]) => setting as string),
    ];
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
    for (const header of PREFLIGHT_HEADERS)
      expect(page.toLowerCase()).toContain(`\`${header.toLowerCase()}\``);
  });
});
