import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card } from '../support/cards.js';
import { compiled } from '../support/compiled.js';
import { CARDS, CommandProcess, csvFile, jsonFile, jsonRows, ROOT, run, temporary } from './support.js';

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
});
afterEach(() => folder.remove());

const put = (name: string, to: string) => {
  const path = folder.path(to);
  mkdirSync(join(path, '..'), { recursive: true });
  copyFileSync(join(CARDS, `${name}.jpg`), path);
  return path;
};

describe('reading files and folders', () => {
  it('writes a row of JSON for each picture, on standard output where nothing else is said', async () => {
    put('clean-woman', 'cards/a.jpg');
    put('contradictions', 'cards/within/deep/B.JPEG');
    put('clean-man', 'cards/.hidden.jpg');
    const named = put('dated', 'named.picture');
    writeFileSync(folder.path('cards/notes.txt'), 'no picture');
    const command = new CommandProcess(['read', 'cards', 'named.picture', './cards/a.jpg'], {
      cwd: folder.path(),
    });
    const { code, out, err } = await command.end();
    const rows = jsonRows(out).toSorted((a, b) => (a.file < b.file ? -1 : 1));
    expect(rows.map(({ file }) => file)).toEqual([
      'cards/a.jpg',
      'cards/within/deep/B.JPEG',
      'named.picture',
    ]);
    expect(statSync(named).isFile()).toBe(true);
    const [woman, contradictions] = rows;
    const { printed } = card('clean-woman');
    expect(woman).toMatchObject({
      code: 'SUCCESS',
      engine: 'EMBEDDED',
      pricing: 'FREE',
      card: {
        nik: { number: printed.idNumber, valid: true },
        name: printed.name,
        gender: 'FEMALE',
        raw: { idNumber: printed.idNumber, address: printed.address },
      },
      imageQuality: { bytes: card('clean-woman').picture.length, mimeType: 'image/jpeg' },
    });
    expect(woman?.confidence).toBeGreaterThan(0.9);
    expect(
      woman?.card.fields.find(({ name }: { name: string }) => name === 'NAME').boundingBox.width,
    ).toBeGreaterThan(0);
    expect(contradictions?.inconsistencies.map((each: { code: string }) => each.code)).toContain(
      'NIK_GENDER_MISMATCH',
    );
    expect(code).toBe(0);
    expect(err).toMatch(
      /^3 pictures: 3 read, 0 not read, \d+\.\d s\n2 passed over: \.hidden\.jpg, notes\.txt\n$/,
    );
  });

  it('gives a picture that is not read a row with its code, goes on, and ends with 2', async () => {
    put('clean-woman', 'in/e.jpg');
    copyFileSync(join(CARDS, 'newspaper.jpg'), folder.path('in/a.jpg'));
    writeFileSync(folder.path('in/b.png'), 'this is text');
    writeFileSync(folder.path('in/c.jpg'), Buffer.concat([card('dated').picture, Buffer.alloc(21_000_000)]));
    symlinkSync('nowhere', folder.path('in/d.jpg'));
    const out = folder.path('rows.jsonl');
    const { code, err } = await run(['read', folder.path('in'), '-o', out]);
    const rows = new Map(jsonFile(out).map((row) => [row.file.at(-5), row]));
    expect(rows.get('a')).toMatchObject({
      code: 'OCR_NO_RESULT',
      retryable: false,
      imageQuality: { hints: [{ code: 'NOT_A_CARD' }] },
    });
    expect(rows.get('b')).toMatchObject({
      code: 'IMAGE_INVALID_FORMAT',
      acceptedTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'],
    });
    expect(rows.get('c')).toMatchObject({ code: 'IMAGE_INVALID_SIZE', reason: 'TOO_MANY_BYTES' });
    expect(rows.get('d')).toEqual({
      file: folder.path('in/d.jpg'),
      code: 'FILE_UNREADABLE',
      message: 'The file cannot be read: there is no such file or folder.',
      retryable: true,
    });
    expect(rows.get('e')?.code).toBe('SUCCESS');
    expect(code).toBe(2);
    expect(err).toContain('5 pictures: 1 read, 4 not read (');
    expect(err).toContain('1 IMAGE_INVALID_SIZE');
  });

  it('keeps the output from everybody but its owner', async () => {
    const out = folder.path('rows.csv');
    await new CommandProcess(['read', put('clean-woman', 'a.jpg'), '-o', out]).end();
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  it('says nothing but its rows where it is told to be quiet', async () => {
    const { err } = await run(['read', put('clean-woman', 'a.jpg'), '--quiet']);
    expect(err).toBe('');
  });
});

describe('CSV', () => {
  it('has what JSON has, one line a picture', async () => {
    const files = ['contradictions', 'foreigner'].map((name) => put(name, `${name}.jpg`));
    files.push(folder.path('newspaper.jpg'));
    copyFileSync(join(CARDS, 'newspaper.jpg'), files[2] as string);
    const [csv, jsonl] = [folder.path('rows.csv'), folder.path('rows.jsonl')];
    await run(['read', ...files, '--out', csv]);
    await run(['read', ...files, '--out', jsonl]);
    const text = readFileSync(csv, 'utf8');
    expect(text.split('\r\n')).toHaveLength(5);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const rows = new Map(csvFile(csv).map((row) => [row.file, row]));
    for (const json of jsonFile(jsonl)) {
      const row = rows.get(json.file) ?? {};
      expect(row.code).toBe(json.code);
      if (json.code !== 'SUCCESS') {
        expect(row).toMatchObject({
          message: json.message,
          retryable: 'false',
          nik: '',
          quality_hints: 'NOT_A_CARD',
        });
        continue;
      }
      const { card: read, inconsistencies } = json;
      expect(row).toMatchObject({
        message: '',
        retryable: '',
        confidence: String(json.confidence),
        nik: read.nik.number,
        nik_valid: String(read.nik.valid),
        name: read.name,
        birth_date: read.birthDate,
        age: String(read.age),
        street: read.address.street,
        rt: read.address.rt,
        village_code: read.address.village?.code ?? '',
        province: read.address.province?.name ?? '',
        occupation_code: read.occupationCode === null ? '' : String(read.occupationCode),
        raw_id_number: read.raw.idNumber,
        raw_birth_place_birthday: read.raw.birthPlaceBirthday,
        inconsistencies: inconsistencies.map((each: { code: string }) => each.code).join(' '),
        worst_severity: inconsistencies[0]?.severity ?? '',
      });
      const nik = read.fields.find(({ name }: { name: string }) => name === 'NIK');
      expect(row.confidence_nik).toBe(String(nik.confidence));
    }
  });

  it('lets no spreadsheet take a text for a formula, and knows its files again', async () => {
    const names = ['=cmd.jpg', '@sum.jpg', '+1.jpg', '-2.jpg', 'a "b", c.jpg', 'two\nlines.jpg'];
    for (const name of names) writeFileSync(folder.path(name), 'no picture');
    const args = ['read', ...names.map((name) => `./${name}`), '--out', 'rows.csv'];
    expect((await run(args, { cwd: folder.path() })).code).toBe(2);
    expect(
      csvFile(folder.path('rows.csv'))
        .map(({ file }) => file)
        .toSorted(),
    ).toEqual(["'=cmd.jpg", "'@sum.jpg", "'+1.jpg", "'-2.jpg", 'a "b", c.jpg', 'two lines.jpg'].toSorted());
    const { code, err } = await run(args, { cwd: folder.path() });
    expect(err).toContain('6 pictures: 0 read, 0 not read, 6 done before (6 of them not read)');
    expect(code).toBe(2);
  });

  it('leaves a dash that is printed on a card, and a number below zero', async () => {
    const out = folder.path('rows.csv');
    await run(['read', put('clean-woman', 'a.jpg'), put('clean-man', 'b.jpg'), '-o', out]);
    const rows = csvFile(out);
    expect(rows.map(({ skew_degrees }) => Number(skew_degrees)).every(Number.isFinite)).toBe(true);
    expect(rows.some(({ skew_degrees }) => skew_degrees?.startsWith('-'))).toBe(true);
  });
});

describe('at a terminal', () => {
  it.skipIf(process.platform !== 'linux')('shows how far it is', async () => {
    const picture = put('clean-woman', 'a.jpg');
    const command = [process.execPath, compiled('src/cli.ts'), 'read', picture, '-o', folder.path('a.jsonl')];
    // A pseudo-terminal of util-linux.
    const { stdout } = await promisify(execFile)('script', ['-qec', command.join(' '), '/dev/null'], {
      cwd: ROOT,
    });
    expect(stdout).toContain('0/1, 0 not read');
    expect(stdout).toContain('1/1, 0 not read');
    expect(stdout).toContain('1 picture: 1 read, 0 not read');
  });
});
