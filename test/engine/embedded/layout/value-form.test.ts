import { describe, expect, it } from 'vitest';
import { isLikeNik, valueForm } from '../../../../src/engine/embedded/layout/value-form.js';
import type { Row } from '../../../../src/engine/embedded/template.js';

describe('isLikeNik', () => {
  it.each([
    ['3374015708450001', true],
    ['33740157084500', true],
    ['337401570845O00l1', true],
    ['3374015708450', false],
    ['8207O561O153OO14', true],
    ['82O7OSGIO1S3OO14', false],
    ['8207O561O153OO14O', false],
    ['JL33740157084500', true],
    ['JLNO33740157084500', false],
  ])('of %s', (text, like) => {
    expect(isLikeNik(text)).toBe(like);
  });
});

describe('valueForm', () => {
  it.each<[Row, string, number]>([
    ['NIK', '3374015708450001', 1.6],
    ['NIK', '33B40S', 0],
    ['NIK', 'LKUSADIWULAN', -0.7],
    ['RT_RW', 'OB1/BO2', 0],
    ['RT_RW', 'KUNINGAN', -0.7],
    ['BIRTH', 'SEMARANG,17-08-1945', 0.7],
    ['RT_RW', '011/002', 0.8],
    ['GENDER', 'PEREMPUANGol.Darah:O', 0.7],
    ['RELIGION', 'KEPERCAYAANTERHADAPTUHANYME', 0.7],
    ['MARITAL_STATUS', 'CERAIMATI', 0.7],
    ['MARITAL_STATUS', 'ISLAM', 0],
    ['VALID_UNTIL', '17-08-2017', 0.7],
    ['VALID_UNTIL', 'SEUMURHIDUP', 0.7],
    // Other occupations than those of the list are printed, and its words stand in other rows too.
    ['OCCUPATION', 'KARYAWANSWASTA', 0],
    ['NAME', 'BUDISANTOSO', 0],
  ])('of %s for %s is %d', (row, value, form) => {
    expect(valueForm(row, value)).toBe(form);
  });
});
