import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import * as apollo from './examples/apollo.js';
import * as fetching from './examples/fetch.js';
import * as tada from './examples/gql-tada.js';
import * as graphqlRequest from './examples/graphql-request.js';
import * as kit from './examples/kit.js';
import * as persisted from './examples/persisted.js';
import * as urql from './examples/urql.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCUMENT = readFileSync(`${ROOT}docs/clients.md`, 'utf8');
const EXAMPLES = {
  apollo,
  fetch: fetching,
  'gql-tada': tada,
  'graphql-request': graphqlRequest,
  kit,
  persisted,
  urql,
};

const nik = { number: '3505135409780016', valid: true };
const picture = new Blob([readFileSync(`${ROOT}web/specimen.jpg`)], { type: 'image/jpeg' });
const text = new Blob(['not a picture'], { type: 'image/jpeg' });

let gateway: RunningGateway;
beforeAll(async () => {
  const manifest = `${ROOT}test/client/generated/persisted-documents.json`;
  gateway = await startGateway({ PERSISTED_DOCUMENTS: manifest });
});
afterAll(() => gateway.close());

describe.each(Object.entries(EXAMPLES))('the client %s', (name, { readNik }) => {
  it('reads a card', async () => {
    expect(await readNik(`${gateway.url}/graphql`, picture)).toMatchObject(nik);
  });

  it('takes a member of the interface for an error', async () => {
    await expect(readNik(`${gateway.url}/graphql`, text)).rejects.toThrow(
      'must be one of image/jpeg, image/png',
    );
  });

  it('stands in docs/clients.md as it is run here', () => {
    const source = readFileSync(`${ROOT}test/client/examples/${name}.ts`, 'utf8');
    expect(DOCUMENT).toContain(`\`\`\`ts\n${source.replaceAll('../generated/', './generated/')}\`\`\``);
  });
});

describe('docs/clients.md', () => {
  const commands = [...DOCUMENT.matchAll(/```sh\n(curl [^`]*)```/g)].map(([, command]) => command as string);

  it('has the example of every client', () => {
    const files = readdirSync(`${ROOT}test/client/examples`).map((file) => file.replace('.ts', ''));
    expect(files.sort()).toEqual(Object.keys(EXAMPLES).sort());
    expect(commands).toHaveLength(2);
  });

  it.each(commands)('has a command that reads a card: %s', async (command) => {
    const local = command.replaceAll('http://127.0.0.1:4000', gateway.url);
    const { stdout } = await promisify(execFile)('sh', ['-c', local], { cwd: ROOT });
    expect(JSON.parse(stdout).data.ocrKtp.card.nik).toEqual(nik);
  });

  it('has the configuration of the code generator as the example has it', () => {
    expect(DOCUMENT).toContain(`\`\`\`ts\n${readFileSync(`${ROOT}examples/react/codegen.ts`, 'utf8')}\`\`\``);
  });

  it('lists every operation', () => {
    const files = readdirSync(`${ROOT}schema/operations`);
    const operations = files.flatMap((file) =>
      [
        ...readFileSync(`${ROOT}schema/operations/${file}`, 'utf8').matchAll(/^(?:query|mutation) (\w+)/gm),
      ].map(([, name]) => name),
    );
    expect(operations.filter((name) => !DOCUMENT.includes(`| \`${name}\` |`))).toEqual([]);
  });
});
