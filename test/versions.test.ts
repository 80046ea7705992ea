import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLField, isEnumType, isInterfaceType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';

const text = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const { version, engines } = JSON.parse(text('package.json'));

describe('the version', () => {
  it('is the newest of the changes, with a day, and that of the lock file and the manifests', () => {
    const [, newest, day] = /^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$/m.exec(text('CHANGELOG.md')) ?? [];
    expect(newest).toBe(version);
    expect(Number.isNaN(Date.parse(day ?? ''))).toBe(false);
    const { version: locked, packages } = JSON.parse(text('package-lock.json'));
    expect([locked, packages[''].version]).toEqual([version, version]);
    expect(/newTag: (\S+)/.exec(text('deploy/kubernetes/kustomization.yaml'))?.[1]).toBe(version);
  });
});

describe('docs/versions.md', () => {
  it('names the versions of Node that the tests run on, that of the image, and that of engines', () => {
    const table = text('docs/versions.md').split('## Node')[1] ?? '';
    const named = [...table.matchAll(/^\| ([\d., and later]+) \|/gm)].flatMap(
      ([, cell]) => cell?.match(/\d+(?:\.\d+)?(?! \|)/g) ?? [],
    );
    const tested = /for version in ([\d ]+);/.exec(text('.ci/run'))?.[1]?.split(' ') ?? [];
    expect(tested.filter((each) => !named.includes(each))).toEqual([]);
    expect(engines.node).toBe('>=20.19');
    expect(named).toContain('20.19');
    const image = /ARG NODE_VERSION=(\d+)/.exec(text('Dockerfile'))?.[1];
    expect(table).toMatch(new RegExp(`The\\s+image is on ${image}\\.`));
  });

  it('is what the schema does: what is deprecated says what to use and the first version without it', () => {
    const schema = buildSchema(text('schema/schema.graphql'));
    const reasons = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (isEnumType(type)) return type.getValues().map(({ deprecationReason }) => deprecationReason);
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      return Object.values(type.getFields()).flatMap((field: GraphQLField<unknown, unknown>) => [
        field.deprecationReason,
        ...field.args.map(({ deprecationReason }) => deprecationReason),
      ]);
    });
    const given = reasons.filter((reason) => typeof reason === 'string');
    expect(given.filter((reason) => !/^Use `.+`.* from \d+\.\d+ on\./.test(reason))).toEqual([]);
    const none = text('docs/versions.md').includes('Nothing is deprecated today.');
    expect(none).toBe(given.length === 0);
  });
});
