import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config/gateway.js';
import { compiled } from './support/compiled.js';
import type { Help, HelpRequest } from './support/help-process.js';
import { GatewayProcess } from './support/process.js';
import { type Call, ROOT, rehearse } from './support/rehearsal.js';

const DOCUMENTS = [
  'README.md',
  'packages/client/README.md',
  ...readdirSync(join(ROOT, 'docs')).map((file) => `docs/${file}`),
].filter((file) => file.endsWith('.md'));
/** Every document that is read by a person. */
const READ = [
  ...DOCUMENTS,
  'packages/browser/README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...['data', 'models', 'specimens', 'training'].map((folder) => `${folder}/README.md`),
];
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { scripts, devDependencies } = JSON.parse(text('package.json')) as Record<
  string,
  Record<string, string>
> & {
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
};

const withoutCode = (file: string) => text(file).replaceAll(/^```.*?^```/gms, '');

/** What GitHub makes of a document's headings for links. */
const anchors = (file: string) =>
  [...withoutCode(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** What takes too long, or what a machine may not have. How they are called is judged below. */
const STAND_INS = ['npm', 'npx', 'node', 'docker', 'kubectl'] as const;

/** What prose need not repeat of the two commands that share a queue. */
const AGREED = `export REDIS_URL=redis://127.0.0.1:6379 QUEUE_KEY=${'0f'.repeat(32)};`;

interface Script {
  readonly file: string;
  readonly script: string;
}

/** Fenced blocks of shell, and code spans that call one of the programs above. */
const all: readonly Script[] = DOCUMENTS.flatMap((file) => {
  const blocks = [...text(file).matchAll(/^```sh\n(.*?)^```/gms)].map(([, script]) => script as string);
  const spans = [
    ...withoutCode(file).matchAll(/`((?:[A-Z_]+=\S+ )*(?:npm|npx|node|docker|kubectl) [^`]+)`/g),
  ].map(([, script]) => `${AGREED} ${script}`);
  return [...blocks, ...new Set(spans)].map((script) => ({ file, script }));
});

let gateway: GatewayProcess;
let url: string;
beforeAll(async () => {
  gateway = new GatewayProcess({
    SANDBOX: 'true',
    OPENAPI_CLIENTS: 'sampleaccesskey:samplesecretkey',
    PERSISTED_DOCUMENTS: 'test/client/generated/persisted-documents.json',
  });
  url = (await gateway.ready()).url;
});
afterAll(() => gateway.kill());

/** The script as it is run here: against the test's gateway, with a word where the reader is to put one. */
const local = (script: string) =>
  script.replaceAll('http://127.0.0.1:4000', url).replaceAll(/<[a-z][^>\n]*>|…/g, 'placeholder');

describe('a command in a document', () => {
  it.each(all)(
    'works: $file: $script',
    async ({ script }) => {
      const { code, stderr, stdout, calls } = await rehearse(local(script), STAND_INS);
      expect([code, stderr]).toEqual([0, '']);
      if (/^curl .*\/graphql/m.test(script)) expect(JSON.parse(stdout).errors).toBeUndefined();
      if (calls.length === 0) expect(script).toContain('curl');
      for (const call of calls) await judge(call);
    },
    300_000,
  );
});

/** Fails where the real program would not do what the document says. */
async function judge({ program, args: [verb = '', ...rest], env }: Call): Promise<void> {
  switch (`${program} ${verb}`) {
    case 'npm ci':
      // `.ci/run` begins with it, and test/package.test.ts installs so for production.
      return;
    case 'npm init':
      expect(rest).toEqual(['-y']);
      return;
    case 'npm prune':
      expect(rest).toEqual(['--omit=dev']);
      return;
    case 'npm sbom':
      // test/package.test.ts asks it so of an installation.
      expect(rest).toEqual(['--sbom-format', 'cyclonedx']);
      return;
    case 'npm install': {
      // The program that is shown beside it is run in test/operating.test.ts with these; test/package.test.ts installs the package.
      const names = rest
        .map((word) => word.replace(/(?<=.)@.*/, ''))
        .filter((name) => !['ktp-gateway', '--omit=dev'].includes(name));
      expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(names));
      return;
    }
    case 'npm start':
      readConfig(env);
      return;
    case 'npm pack':
      // test/package.test.ts installs what it makes.
      expect(scripts).toHaveProperty('prepack');
      return;
    case 'npm test':
      expect(scripts).toHaveProperty('test');
      return;
    case 'npm run': {
      const [name = '', , ...options] = rest;
      expect(Object.keys(scripts)).toContain(name);
      const file = /tsx (\S+)$/.exec(scripts[name] as string)?.[1];
      if (file && text(file).includes('commandLine(')) await tellsItsOptions(file, options);
      // `npm run check` does these two, and whatever takes no options is only looked up.
      else expect(options.filter((option) => option !== '--check')).toEqual([]);
      if (name === 'worker') readConfig(env);
      return;
    }
    case 'npx ktp-gateway':
      return tellsItsOptions('src/cli.ts', rest);
    case 'npx vitest': {
      const words = rest.join(' ').replace(/--project (?:unit|whole|alone)$|-t \w+$/, '');
      const [files, others] = [true, false].map((there) =>
        words.split(' ').filter((word) => word !== '' && existsSync(join(ROOT, word)) === there),
      );
      expect([others?.join(' '), files?.length]).toBeOneOf([
        ['', 0],
        ['run', 1],
        ['related --run', 1],
      ]);
      return;
    }
    case 'node dist/main.js':
      expect([rest, existsSync(join(ROOT, 'src/main.ts'))]).toEqual([[], true]);
      return;
    case 'node --import':
      // The file is shown beside it, and run in test/operating.test.ts.
      expect([rest[0], rest[1]]).toEqual(['./tracing.mjs', 'dist/main.js']);
      return;
    case 'docker build':
    case 'docker compose':
      // test/docker.test.ts replays their steps.
      expect([existsSync(join(ROOT, 'Dockerfile')), existsSync(join(ROOT, 'compose.yaml'))]).toEqual([
        true,
        true,
      ]);
      return;
    case 'docker run':
      expect(rest.at(-1)).toBe('ktp-gateway');
      readConfig(
        Object.fromEntries(rest.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('=', 2))),
      );
      return;
    case 'kubectl apply':
      expect(rest[0]).toBe('-k');
      expect(existsSync(join(ROOT, rest[1] as string, 'kustomization.yaml'))).toBe(true);
      return;
    default:
      throw new Error(
        `Nothing here judges \`${program} ${verb}\`: run it in a test, or say above how it is checked.`,
      );
  }
}

const judged = new Map<string, Promise<Help>>();
let helper: ChildProcess | undefined;
afterAll(async () => {
  if (helper?.kill()) await once(helper, 'exit');
});

/** Whether a program that takes long understands these options: with `--help` after them it does nothing else. */
async function tellsItsOptions(file: string, options: readonly string[]): Promise<void> {
  const request: HelpRequest = { file: compiled(file), args: [...options, '--help'] };
  const key = JSON.stringify(request);
  const running = judged.get(key) ?? help(request);
  judged.set(key, running);
  expect(await running).toEqual({ code: 0, stdout: expect.stringMatching(/^usage:/i) });
}

async function help(request: HelpRequest): Promise<Help> {
  helper ??= fork(compiled('test/support/help-process.ts'), { cwd: ROOT });
  const answered = Promise.race([
    once(helper, 'message'),
    once(helper, 'exit').then(([code]) => Promise.reject(new Error(`It exited ${code}.`))),
  ]);
  helper.send(request);
  return (await answered)[0];
}

describe('docs/architecture.md', () => {
  it('names every folder of the house, and no other', () => {
    const folders = (root: string) =>
      readdirSync(join(ROOT, root), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
        .filter((path) => !path.includes('generated'));
    const named = [...text('docs/architecture.md').matchAll(/^\| `(src\/[\w/-]+)` \|/gm)].map(
      ([, path]) => path,
    );
    expect(named.sort()).toEqual(folders('src').sort());
  });

  it('names files that exist', () => {
    const files = [...text('docs/architecture.md').matchAll(/`((?:src|test|web|schema|bench)\/[\w./-]+)`/g)];
    expect(files.length).toBeGreaterThan(20);
    expect(files.map(([, path]) => path as string).filter((path) => !existsSync(join(ROOT, path)))).toEqual(
      [],
    );
  });
});

describe('the documents', () => {
  it('have commands, of which these are known', () => {
    expect(all.map(({ script }) => script.trim())).toEqual(
      expect.arrayContaining([
        'export API_KEYS=$(openssl rand -hex 24); echo "$API_KEYS"   # the key that callers send\nHOST=0.0.0.0 npm start',
        `${AGREED} npm run codegen`,
      ]),
    );
  });

  it('point at files that exist, and at headings that they have', () => {
    const links = READ.flatMap((file) =>
      [...withoutCode(file).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(
        ([, target, heading]) => ({ file, target: target ? join(file, '..', target) : file, heading }),
      ),
    );
    expect(links.length).toBeGreaterThan(100);
    const lost = links.filter(
      ({ target, heading }) =>
        !existsSync(join(ROOT, target)) ||
        (heading !== undefined && !(target.endsWith('.md') && anchors(target).includes(heading))),
    );
    expect(lost).toEqual([]);
  });

  it.each(['specimens', 'training'])('name programs that there are: %s/README.md', (folder) => {
    const there = (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).map(
      (path) => `/${path}`,
    );
    const named = [...text(`${folder}/README.md`).matchAll(/`(?:training\/)?([\w/-]+\.(?:ts|py))`/g)]
      .map(([, path]) => path as string)
      .filter((path) => !existsSync(join(ROOT, path)));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !there.some((file) => file.endsWith(`/${path}`)))).toEqual([]);
  });

  it('are all reached from the README', () => {
    const unlinked = DOCUMENTS.filter(
      (file) => file !== 'README.md' && !text('README.md').includes(`](${file}`),
    );
    expect(unlinked).toEqual([]);
  });
});
