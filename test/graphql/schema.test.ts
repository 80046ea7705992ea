import { readFileSync } from 'node:fs';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.js';

describe('the schema', () => {
  it('is the one that is committed', () => {
    const committed = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
    expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(committed);
  });

  it('lets a client tell every member of the result by the error interface', () => {
    const union = schema.getType('OcrKtpResult');
    const members = schema.getPossibleTypes(union as never).map(({ name }) => name);
    const errors = schema.getImplementations(schema.getType('OcrKtpError') as never).objects;
    expect(members.filter((name) => name !== 'OcrKtpSuccess').sort()).toEqual(
      errors.map(({ name }) => name).sort(),
    );
  });

  it('has no type without a field or value', () => {
    const empty = Object.values(schema.getTypeMap()).filter((type) => {
      if (isEnumType(type)) return type.getValues().length === 0;
      if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
        return Object.keys(type.getFields()).length === 0;
      }
      return false;
    });
    expect(empty).toEqual([]);
  });
});
