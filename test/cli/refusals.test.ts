import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/cli/arguments.js';
import { CARDS, CommandProcess, ROOT, run, temporary } from './support.js';

const CARD = join(CARDS, 'clean-woman.jpg');
let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
});
afterEach(() => folder.remove());

describe('what cannot be done as asked ends with 1 and says why', () => {
  it.each([
    [[], 'No command was given; the commands are serve, worker, read, nik, check, schema.'],
    [
      ['write', 'a.jpg'],
      "There is no command 'write'; the commands are serve, worker, read, nik, check, schema.",
    ],
    [['read'], 'No files or folders to read were given.'],
    [['read', 'a.jpg', '--format', 'csv'], "Unknown option '--format'."],
    [['serve', '--port', '80'], 'settings of serve and worker, such as PORT, are environment variables.'],
    [['read', 'a.jpg', '--out'], "Option '-o, --out <value>' argument missing"],
    [
      ['read', 'a.jpg', '-o', 'rows.ods'],
      "--out is 'rows.ods'; it must end with .jsonl, .ndjson, .csv, .xlsx, or be -",
    ],
    [['read', 'a.jpg', '-o', 'a.xlsx', '--excel'], '--excel is only for an --out that ends with .csv;'],
    [['read', 'a.jpg', '--excel'], '--excel is only for an --out that ends with .csv;'],
    [['read', 'a.jpg', '--columns', 'nik'], '--columns is for an --out that ends with .csv or .xlsx.'],
    [
      ['read', 'a.jpg', '-o', 'a.csv', '--columns', 'nik,colour'],
      "--columns names 'colour'; it must be all, or some of these, separated by commas: file, code, ",
    ],
    [['read', 'a.jpg', '-o', 'a.csv', '--columns', 'nik, file,nik'], '--columns names nik twice.'],
    [
      ['read', 'a.jpg', '--concurrency', '0'],
      "--concurrency is '0'; it must be a whole number from 1 to 64.",
    ],
    [
      ['read', 'a.jpg', '--url', 'localhost:4000'],
      "--url must be a gateway's address such as http://127.0.0.1:4000.",
    ],
    [
      ['read', 'a.jpg', '--url', 'http://u:p@h/'],
      '--url must not contain a password; put a key into KTP_GATEWAY_KEY.',
    ],
    [['read', 'a.jpg', '--retry'], '--retry needs --out, the file that says what to read again.'],
  ])('%j', (args, message) => {
    expect(() => parseCommand(args)).toThrow(message);
  });

  it('a wrong command line', async () => {
    const { code, err, out } = await new CommandProcess(['read', CARD, '--colour']).end();
    expect(err).toMatch(/^Unknown option '--colour'\..*\nSee ktp-gateway --help\.\n$/s);
    expect([code, out]).toEqual([1, '']);
  });

  it('files and folders that are not there, all of them together, before anything is written', async () => {
    mkdirSync(folder.path('empty'));
    const args = ['read', 'no.jpg', CARD, 'empty', 'nowhere/', '--out', 'rows.csv'];
    const { code, err } = await run(args, { cwd: folder.path() });
    expect(err).toBe(
      'no.jpg: there is no such file or folder\n' +
        'empty: no file in this folder ends with .jpg, .jpeg, .jpe, .jfif, .png, .webp, .avif\n' +
        'nowhere/: there is no such file or folder\n',
    );
    expect(code).toBe(1);
    expect(existsSync(folder.path('rows.csv'))).toBe(false);
  });

  it('settings', async () => {
    const { code, err } = await new CommandProcess(['read', CARD], {
      environment: { OCR_THREADS: 'many', HOST: '0.0.0.0', ENGINE: 'none' },
    }).end();
    expect(err).toBe(
      'The configuration has 1 fault(s):\n  OCR_THREADS must be a whole number from 1 to 64.\n',
    );
    expect(code).toBe(1);
  });

  it.each([
    ['no/rows.csv', 'there is no such folder'],
    ['folder.jsonl', 'it is a folder'],
    ['file/rows.csv', 'its folder is a file'],
  ])('an output that cannot be written: %s', async (out, reason) => {
    mkdirSync(folder.path('folder.jsonl'));
    writeFileSync(folder.path('file'), '');
    const { code, err } = await run(['read', CARD, '--out', out], { cwd: folder.path() });
    expect(err).toBe(`${out} cannot be written: ${reason}.\n`);
    expect(code).toBe(1);
  });

  it.each([
    ['rows.csv', 'file,name\r\na.jpg,HESTI\r\n', 'its columns are not those that this run writes'],
    ['rows.csv', 'file,code,me', null],
    ['rows.jsonl', '{"file":"a.jpg","code":"SUCCESS"}\nnot a row\n', 'this command did not write its line 2'],
    ['rows.jsonl', '{"name":"HESTI"}\n', 'this command did not write its line 1'],
    ['rows.jsonl', 'my only notes', 'this command did not write its line 1'],
    ['rows.jsonl', '{"file":"a.jp', null],
  ])(
    'an output that another program wrote, which stays as it is: %s with %j',
    async (out, content, reason) => {
      writeFileSync(folder.path(out), content);
      const { code, err } = await run(['read', CARD, '--out', out], { cwd: folder.path() });
      if (reason === null) {
        // The beginning of its own output, cut off.
        expect(code).toBe(0);
        return;
      }
      expect(err).toBe(`${out} is not written to: ${reason}. Choose another name.\n`);
      expect(code).toBe(1);
      expect(readFileSync(folder.path(out), 'utf8')).toBe(content);
    },
  );

  it('a gateway that is not there', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const { code, err } = await run(['read', CARD, '--url', `http://127.0.0.1:${port}`]);
    expect(err).toContain(
      `No gateway answers at http://127.0.0.1:${port}/graphql: no connection (ECONNREFUSED).`,
    );
    expect(code).toBe(1);
  });
});

describe('what needs no card', () => {
  it('tells its version and how it is used', async () => {
    const { version, bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const told = await new CommandProcess(['--version']).end();
    expect(told).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
    const { code, out } = await new CommandProcess(['read', '--help']).end();
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: ktp-gateway <command>[\s\S]*\nktp-gateway read /);
    expect(bin).toEqual({ 'ktp-gateway': 'dist/cli.js' });
    expect(readFileSync(join(ROOT, 'src/cli.ts'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
