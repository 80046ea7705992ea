import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import readExcelFile from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COLUMNS, columnNamed, twoDigits } from '../../src/cli/output/columns.js';
import { csvFormat } from '../../src/cli/output/csv.js';
import { openFileOutput } from '../../src/cli/output/file.js';
import { openWorkbookOutput } from '../../src/cli/output/workbook.js';
import type { CardRecord } from '../../src/cli/record.js';
import { card } from '../support/cards.js';
import { until } from '../support/process.js';
import { CARDS, CommandProcess, csvFile, jsonFile, run, temporary } from './support.js';

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
  mkdirSync(folder.path('in'));
});
afterEach(() => folder.remove());

const put = (name: string, to: string) => {
  copyFileSync(join(CARDS, `${name}.jpg`), folder.path('in', to));
  return folder.path('in', to);
};
type Value = string | number | boolean | Date | null;
/** The rows by the names of their columns. */
async function rowsOf(path: string): Promise<Record<string, Value>[]> {
  const sheets = await readExcelFile(path);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['KTP']);
  const [names = [], ...rows] = (sheets[0] as (typeof sheets)[number]).data as Value[][];
  return rows.map((row) => Object.fromEntries(names.map((name, n) => [String(name), row[n] ?? null])));
}
const filesOf = (rows: Record<string, unknown>[]) => rows.map(({ file }) => String(file).split('/').at(-1));
/** A part of the workbook as it is. */
const xml = (path: string, part: string) =>
  strFromU8(unzipSync(readFileSync(path))[part] ?? new Uint8Array());
/** What a cell such as E2 looks like: the pieces of its style. */
function styleOf(path: string, cell: string): { format: string | undefined; fill: string | undefined } {
  const style = Number(
    new RegExp(`<c r="${cell}"[^>]*? s="(\\d+)"`).exec(xml(path, 'xl/worksheets/sheet1.xml'))?.[1],
  );
  const styles = xml(path, 'xl/styles.xml');
  const xf =
    [...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*>/g)][style]?.[0] ?? '';
  const at = (name: string) => /="(\d+)"/.exec(new RegExp(`${name}="\\d+"`).exec(xf)?.[0] ?? '')?.[1];
  const fills = [...styles.matchAll(/<fill>.*?<\/fill>/gs)].map(([fill]) => fill);
  return {
    format:
      new RegExp(`numFmtId="${at('numFmtId')}" formatCode="([^"]+)"`).exec(styles)?.[1] ?? at('numFmtId'),
    fill: /rgb="(?:FF)?(\w{6})"/i.exec(fills[Number(at('fillId') ?? 0)] ?? '')?.[1],
  };
}

describe('a workbook', () => {
  it('has the pictures in the order in which they were named, as a person reads them', async () => {
    const files = [
      put('contradictions', 'c.jpg'),
      put('clean-woman', 'b.jpg'),
      put('newspaper', 'a.jpg'),
      put('clean-woman', 'd.jpg'),
      put('clean-man', 'e.jpg'),
    ];
    const out = folder.path('cards.xlsx');
    const command = new CommandProcess(['read', ...files, '-o', out, '-c', '3'], {
      environment: { OCR_THREADS: '2' },
    });
    const { code, err } = await command.end();
    expect(code).toBe(2);
    expect(err).toMatch(/^5 pictures: 4 read, 1 not read \(1 OCR_NO_RESULT\), \d+\.\d s\n$/);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.path())).toEqual(['cards.xlsx', 'in']);
    const rows = await rowsOf(out);
    expect(rows.map(({ file }) => file)).toEqual(files);
    const [contradictions, woman, newspaper, again] = rows;
    const { printed } = card('clean-woman');
    // Texts, which keep their digits and their zeros; a date; numbers of two digits.
    expect(woman).toMatchObject({
      code: 'SUCCESS',
      nik: printed.idNumber,
      rt: printed.rtrw?.split('/')[0],
      rw: printed.rtrw?.split('/')[1],
      birth_date: new Date('1978-08-20'),
      findings: null,
      duplicate_of: null,
    });
    expect([woman?.nik, woman?.rt].map((value) => typeof value)).toEqual(['string', 'string']);
    for (const name of ['confidence', 'confidence_nik']) {
      const value = woman?.[name] as number;
      expect(value).toBe(Math.round(value * 100) / 100);
      expect(value).toBeGreaterThan(0.9);
    }
    expect(contradictions?.findings).toContain(
      'The NIK and the gender disagree; compare both with the card: expected MALE, found FEMALE.\n',
    );
    expect(newspaper).toMatchObject({
      code: 'OCR_NO_RESULT',
      message: 'No KTP was found in the picture.',
      nik: null,
    });
    expect(again?.duplicate_of).toBe(files[1]);
    // Of the columns file, code, message, duplicate_of, nik.
    expect(Object.keys(rows[0] ?? {}).slice(0, 5)).toEqual([
      'file',
      'code',
      'message',
      'duplicate_of',
      'nik',
    ]);
    expect(['E2', 'E3', 'E5', 'D5', 'B4', 'B3'].map((cell) => styleOf(out, cell).fill)).toEqual([
      undefined,
      'FFE699',
      'FFE699',
      'FFE699',
      'F8CBAD',
      undefined,
    ]);
    expect(styleOf(out, 'E3').format).toBe('@');
  });

  it('has the columns that are chosen, in their order', async () => {
    const out = folder.path('cards.xlsx');
    const args = ['read', put('clean-woman', 'a.jpg'), '-o', out, '--columns', 'nik, name,temuan,nik_valid'];
    expect((await run(args)).code).toBe(0);
    const { printed } = card('clean-woman');
    expect(await rowsOf(out)).toEqual([
      { nik: printed.idNumber, name: printed.name, temuan: null, nik_valid: true },
    ]);
  });

  it('takes no text for a formula, whatever it begins with, and no sign that breaks it', async () => {
    const out = folder.path('cards.xlsx');
    const files = ['=cmd.jpg', '@sum.jpg', '<&">.jpg', 'bell\u0007.jpg'];
    const output = await openWorkbookOutput({ path: out, files, retry: [] });
    for (const file of files) await output.write({ file, code: 'ERROR', message: '=1+1', retryable: false });
    await output.finish();
    await output.close();
    const rows = await rowsOf(out);
    expect(filesOf(rows)).toEqual(['=cmd.jpg', '@sum.jpg', '<&">.jpg', 'bell.jpg']);
    expect(rows[0]?.message).toBe('=1+1');
    expect(xml(out, 'xl/worksheets/sheet1.xml')).not.toContain('<f>');
  });

  it('of more pictures than a workbook is made for is refused, with what to do', async () => {
    const files = Array.from({ length: 100_001 }, (_, n) => `${n}.jpg`);
    const path = folder.path('cards.xlsx');
    await expect(openWorkbookOutput({ path, files, retry: [] })).rejects.toThrow(
      'can have 100000 rows, and there are 100001 pictures. Choose a name that ends with .csv or .jsonl.',
    );
    expect(existsSync(`${path}.part`)).toBe(false);
  });
});

describe('a workbook that is not finished', () => {
  it('goes on where a killed run stopped; till then its rows are beside it, for its owner only', async () => {
    const names = ['clean-woman', 'clean-man', 'dated', 'foreigner', 'mild'];
    const files = Array.from({ length: 10 }, (_, n) => put(names[n % 5] as string, `${n}.jpg`));
    const out = folder.path('cards.xlsx');
    const part = `${out}.part`;
    const lines = () => (existsSync(part) ? readFileSync(part, 'utf8').split('\n').length - 1 : 0);
    const killed = new CommandProcess(['read', folder.path('in'), '-o', out]);
    await until(() => lines() >= 3);
    killed.child.kill('SIGKILL');
    await killed.end();
    const done = lines();
    expect(done).toBeLessThan(10);
    expect([existsSync(out), statSync(part).mode & 0o777]).toEqual([false, 0o600]);

    const stopped = new CommandProcess(['read', folder.path('in'), '-o', out]);
    await until(() => lines() > done);
    stopped.child.kill('SIGINT');
    const { code, err } = await stopped.end();
    expect(code).toBe(130);
    expect(err).toContain(`The rows so far are in ${part}; run the command again to continue.\n`);
    expect(existsSync(out)).toBe(false);

    expect((await run(['read', folder.path('in'), '-o', out])).code).toBe(0);
    const rows = await rowsOf(out);
    expect(rows.map(({ file }) => file)).toEqual(files);
    expect(rows.map(({ duplicate_of }) => duplicate_of)).toEqual([
      ...Array.from({ length: 5 }, () => null),
      ...files.slice(0, 5),
    ]);
    expect(existsSync(part)).toBe(false);
  });

  it('is not written to once it is finished, and stays as it is', async () => {
    const out = folder.path('cards.xlsx');
    put('clean-woman', 'a.jpg');
    expect((await run(['read', folder.path('in'), '-o', out])).code).toBe(0);
    const before = readFileSync(out);
    const { code, err } = await run(['read', folder.path('in'), '-o', out]);
    expect(err).toBe(
      `${out} is not written to: it exists already, and a workbook is written only once. Choose another name, or one that ends with .csv or .jsonl, to which rows can be added.\n`,
    );
    expect([code, readFileSync(out)]).toEqual([1, before]);
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it('keeps its rows where some may be read later, and is written again, in order, unless somebody changed it', async () => {
    put('clean-woman', 'b.jpg');
    symlinkSync(folder.path('later.jpg'), folder.path('in/a.jpg'));
    const out = folder.path('cards.xlsx');
    const first = await run(['read', folder.path('in'), '-o', out]);
    expect([first.code, first.err]).toEqual([
      2,
      expect.stringContaining(`1 may be read later: --retry continues from ${out}.part.\n`),
    ]);
    expect((await rowsOf(out)).map(({ code }) => code)).toEqual(['FILE_UNREADABLE', 'SUCCESS']);

    copyFileSync(join(CARDS, 'clean-man.jpg'), folder.path('later.jpg'));
    const { mtime } = statSync(out);
    utimesSync(out, mtime, new Date(Date.now() + 60_000));
    const changed = await run(['read', folder.path('in'), '-o', out, '--retry']);
    expect([changed.code, changed.err]).toEqual([
      1,
      `${out} is not written to: it was changed since the last run. Move it away or choose another name.\n`,
    ]);

    utimesSync(out, mtime, mtime);
    const retried = await run(['read', folder.path('in'), '-o', out, '--retry']);
    expect([retried.code, retried.err]).toEqual([
      0,
      expect.stringContaining('2 pictures: 1 read, 0 not read, 1 done before'),
    ]);
    const rows = await rowsOf(out);
    expect(filesOf(rows)).toEqual(['a.jpg', 'b.jpg']);
    expect(rows.map(({ nik }) => nik)).toEqual([
      card('clean-man').printed.idNumber,
      card('clean-woman').printed.idNumber,
    ]);
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it('that cannot be written says so before anything is read', async () => {
    mkdirSync(folder.path('folder.xlsx'));
    for (const [out, reason] of [
      ['folder.xlsx', 'folder.xlsx cannot be written: it is a folder.'],
      ['no/cards.xlsx', 'no/cards.xlsx.part cannot be written: there is no such folder.'],
    ] as const) {
      const { code, err } = await run(['read', join(CARDS, 'clean-woman.jpg'), '-o', out], {
        cwd: folder.path(),
      });
      expect([code, err]).toEqual([1, `${reason}\n`]);
    }
  });
});

/** A card as the reader answers it, cut down to what the columns of these tests ask for. */
const read = (file: string, number: string | null, more: object = {}) =>
  ({
    file,
    code: 'SUCCESS',
    confidence: 0.9961,
    card: {
      nik: number === null ? null : { number },
      name: 'MEI',
      birthDate: '1978-08-20',
      address: { street: '12/3', rt: '004', rw: '018' },
      raw: { birthday: '1978/08/20' },
      fields: [],
      ...more,
    },
    inconsistencies: [],
  }) as unknown as CardRecord;
const NIK = '3505135409780016';

describe('duplicates of one NIK', () => {
  it.each(['jsonl', 'csv'])('are marked with the first, of earlier runs too: %s', async (ending) => {
    put('clean-woman', 'b.jpg');
    put('clean-man', 'c.jpg');
    const out = folder.path(`rows.${ending}`);
    expect((await run(['read', folder.path('in'), '-o', out])).code).toBe(0);
    put('clean-woman', 'a.jpg');
    put('clean-woman', 'd.jpg');
    expect((await run(['read', folder.path('in'), '-o', out])).code).toBe(0);
    const rows = ending === 'csv' ? csvFile(out) : jsonFile(out);
    expect(filesOf(rows)).toEqual(['b.jpg', 'c.jpg', 'a.jpg', 'd.jpg']);
    const marks = rows.map((row) => (ending === 'csv' ? row.duplicate_of : row.duplicateOf) || null);
    expect(marks).toEqual([null, null, folder.path('in/b.jpg'), folder.path('in/b.jpg')]);
  });
});

describe('CSV for Excel', () => {
  const columns = [
    'file',
    'code',
    'retryable',
    'confidence',
    'nik',
    'rt',
    'street',
    'name',
    'birth_date',
  ].map((name) => columnNamed(name) as (typeof COLUMNS)[number]);
  const format = csvFormat({ excel: true, columns });

  it('has semicolons, a byte order mark, a comma in numbers, and texts that stay texts', () => {
    expect(`${format.header}`).toBe('\uFEFFfile;code;retryable;confidence;nik;rt;street;name;birth_date');
    expect(format.line(read('a;b.jpg', NIK))).toBe(
      `"a;b.jpg";SUCCESS;;0,99;"=""${NIK}""";"=""004""";"=""12/3""";MEI;1978-08-20`,
    );
  });

  it('lets no spreadsheet take what was read for a formula', () => {
    const evil = ['=1+1', '+62', '@SUM(A1)', '-2+3', '\t=1', '3"&HYPERLINK("x")&"'];
    for (const name of evil) {
      const [fields = []] = parse(format.line(read('a.jpg', null, { name })), {
        delimiter: ';',
      }) as string[][];
      expect(fields[7]?.startsWith("'") || /^3/.test(fields[7] ?? '')).toBe(true);
    }
    expect(format.line(read('=a.jpg', null))).toMatch(/^'=a\.jpg;/);
  });

  it('is gone on with by a further run, and by none that writes another kind', async () => {
    put('clean-woman', 'a.jpg');
    const out = folder.path('rows.csv');
    const args = ['read', folder.path('in'), '-o', out, '--excel'];
    expect((await run(args)).code).toBe(0);
    put('clean-woman', 'b.jpg');
    const { code, err } = await run(args);
    expect([code, err]).toEqual([
      0,
      expect.stringContaining('2 pictures: 1 read, 0 not read, 1 done before'),
    ]);
    const rows: Record<string, string>[] = parse(readFileSync(out), {
      columns: true,
      delimiter: ';',
      bom: true,
    });
    expect(rows.map(({ nik }) => nik)).toEqual(Array(2).fill(`="${card('clean-woman').printed.idNumber}"`));
    expect(rows[1]?.duplicate_of).toBe(folder.path('in/a.jpg'));
    const other = await run(['read', folder.path('in'), '-o', out]);
    expect([other.code, other.err]).toEqual([
      1,
      `${out} is not written to: its columns are not those that this run writes. Choose another name.\n`,
    ]);
  });
});

describe('columns', () => {
  it('of CSV are those that are chosen; without those by which a row is known, nothing is added', async () => {
    const path = folder.path('rows.csv');
    const format = csvFormat({ columns: [columnNamed('nik'), columnNamed('name')] as typeof COLUMNS });
    const output = await openFileOutput({ path, format, retry: [] });
    await output.write(read('a.jpg', NIK));
    await output.close();
    expect(readFileSync(path, 'utf8')).toBe(`nik,name\r\n${NIK},MEI\r\n`);
    await expect(openFileOutput({ path, format, retry: [] })).rejects.toThrow(
      `${path} is not written to: to continue, a run needs file, code, retryable, which --columns leaves out. Choose another name.`,
    );
    expect(readFileSync(path, 'utf8')).toBe(`nik,name\r\n${NIK},MEI\r\n`);
  });

  it('with confidences of two digits say no more than is so', () => {
    expect([0.9499, 0.95, 0.29, 0.999, 1, 0].map(twoDigits)).toEqual([0.94, 0.95, 0.29, 0.99, 1, 0]);
  });

  it('are those that the document lists', () => {
    const text = readFileSync(new URL('../../docs/spreadsheets.md', import.meta.url), 'utf8');
    const table = text.slice(text.indexOf('## Columns'));
    const named = [...table.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name as string);
    const listed = new Set(named.filter((name) => columnNamed(name)));
    expect(COLUMNS.map(({ name }) => name).filter((name) => !listed.has(name))).toEqual([]);
    expect(named.filter((name) => !columnNamed(name) && name !== 'all')).toEqual([]);
  });
});

it('writes nothing beside a workbook that is whole', async () => {
  const path = folder.path('cards.xlsx');
  writeFileSync(`${path}.writing`, 'left by a run that was killed');
  const output = await openWorkbookOutput({ path, files: ['a.jpg'], retry: [] });
  await output.write(read('a.jpg', NIK));
  await output.finish();
  expect(await output.close()).toBeNull();
  expect(readdirSync(folder.path())).toEqual(['cards.xlsx', 'in']);
});
