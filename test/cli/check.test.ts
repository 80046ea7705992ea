import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandProcess, ROOT, run, temporary } from './support.js';

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
});
afterEach(() => folder.remove());

describe('ktp-gateway nik', () => {
  it('tells what a number says, and ends with 0 where it is valid', async () => {
    const { code, out, err } = await new CommandProcess(['nik', '33.74.01 570845-0001']).end();
    expect(JSON.parse(out)).toMatchObject({ number: '3374015708450001', valid: true, gender: 'FEMALE' });
    expect([code, err]).toEqual([0, '']);
  });

  it('takes it from standard input, and ends with 2 where it is not valid', async () => {
    const command = new CommandProcess(['nik', '-']);
    command.child.stdin?.end('3374013202450001\n');
    const { code, out } = await command.end();
    expect(JSON.parse(out)).toMatchObject({ number: '3374013202450001', valid: false });
    expect(code).toBe(2);
  });

  it('repeats nothing of a command line that it does not understand', async () => {
    const { code, out, err } = await run(['nik', '3374015708450001', '3374015708450002']);
    expect(err).toMatch(/^nik takes one argument: the number, or - for standard input; there are 2\.\n/);
    expect(err).not.toContain('33740');
    expect([code, out]).toEqual([1, '']);
  });
});

it.each([['nik', '3374015708450001'], ['check', '{}'], ['schema'], ['--help']])(
  'ktp-gateway %s says that its output was closed',
  async (...args) => {
    const command = new CommandProcess(args);
    command.child.stdout?.destroy();
    const { code, err } = await command.end();
    expect([code, err]).toEqual([3, 'The output was closed: EPIPE.\n']);
  },
);

describe('ktp-gateway check', () => {
  it('ends with 2 where fields of a file do not fit together', async () => {
    writeFileSync(folder.path('card.json'), '{"idNumber":"3374015708450001","gender":"LAKI-LAKI"}');
    const { code, out } = await new CommandProcess(['check', folder.path('card.json')]).end();
    const { card, inconsistencies } = JSON.parse(out);
    expect(card).toMatchObject({ gender: 'MALE', nik: { number: '3374015708450001' } });
    expect(inconsistencies.map((each: { code: string }) => each.code)).toContain('NIK_GENDER_MISMATCH');
    expect(code).toBe(2);
  });

  it.each([
    ['{"idNumber":"3374015708450001",}', /^The input is not JSON; it must be an object such as/],
    [
      '{"nik":"3374015708450001"}',
      /^Variable "\$input" got an invalid value.*\nThe fields are address, .*, idNumber, .*\.\n$/,
    ],
    [
      'nowhere.json',
      /^The input is neither a JSON object such as .* nor a file that can be read: ENOENT\.\n$/,
    ],
  ])('says what it cannot check, and repeats no value: %s', async (input, message) => {
    const { code, out, err } = await run(['check', input]);
    expect(err).toMatch(message);
    expect(err).not.toContain('33740');
    expect([code, out]).toEqual([1, '']);
  });
});

it('ktp-gateway schema prints the contract', async () => {
  const { code, out } = await new CommandProcess(['schema']).end();
  expect(out).toBe(readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8'));
  expect(code).toBe(0);
});

it('a service names a file of settings that is not there, and takes no files', async () => {
  const missing = await new CommandProcess(['serve', '--env-file', 'nowhere.env']).end();
  // Node takes the option for its own wherever it stands, and ends with 9.
  expect([1, 9]).toContain(missing.code);
  expect(missing.err).toMatch(/^--env-file cannot be read: ENOENT\.\n$|nowhere\.env: not found/);
  const optional = await new CommandProcess(['serve', '--env-file-if-exists', 'nowhere.env'], {
    environment: { PORT: 'none' },
  }).end();
  expect(optional.code).toBe(1);
  expect(optional.err).toContain('PORT must be a whole number');
  const more = await run(['serve', 'a.jpg']);
  expect([more.code, more.err]).toEqual([1, 'serve takes only options.\nSee ktp-gateway --help.\n']);
});
