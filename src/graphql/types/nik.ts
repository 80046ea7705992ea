import type { Nik } from '../../ktp/nik/nik.js';
import { readNik } from '../../ktp/nik/nik.js';
import { shortText } from '../arguments.js';
import { builder } from '../builder.js';
import { COST } from '../use-complexity-limit.js';
import { GenderEnum } from './enums.js';
import { InconsistencyRef } from './inconsistency.js';
import { DistrictRef, ProvinceRef, RegencyRef } from './region.js';

export const NikRef = builder.objectRef<Nik>('Nik').implement({
  description: 'A Nomor Induk Kependudukan (NIK), taken apart.',
  fields: (t) => ({
    number: t.exposeString('number', {
      description:
        'The number without spaces, dots and dashes. If `repaired`, misread digits were corrected.',
    }),
    valid: t.exposeBoolean('valid', {
      description:
        'Whether the structure is valid: 16 digits, a known province, a real date, a serial above 0000. It does not say that the number was ever issued.',
    }),
    repaired: t.exposeBoolean('repaired', {
      description:
        'Whether letters were read as digits (O as 0, B as 8) to make it valid. `raw.idNumber` has the number as it was read.',
    }),
    runnerUp: t.exposeString('runnerUp', {
      nullable: true,
      description: 'The second most likely number, if a digit in the picture is in doubt.',
    }),
    problems: t.field({
      type: [InconsistencyRef],
      description: 'What is wrong or unusual about the number itself.',
      resolve: ({ problems }) => [...problems],
    }),
    province: t.expose('province', {
      type: ProvinceRef,
      nullable: true,
      description:
        'The region of first registration. It does not change when the holder moves, so it may differ from the address.',
    }),
    regency: t.expose('regency', { type: RegencyRef, nullable: true }),
    district: t.expose('district', { type: DistrictRef, nullable: true }),
    birthDate: t.expose('birthDate', {
      type: 'Date',
      nullable: true,
      description:
        'The date, in the century in which the holder of a card is 17 to 110 years old. Null if no century fits, or both.',
    }),
    birthDateCandidates: t.field({
      type: ['Date'],
      description: 'All dates that the two-digit year can mean, the most likely first.',
      resolve: ({ birthDateCandidates }) => [...birthDateCandidates],
    }),
    gender: t.expose('gender', { type: GenderEnum, nullable: true }),
    serial: t.exposeString('serial', { nullable: true, description: 'The last four digits.' }),
  }),
});

builder.queryField('checkNik', (t) =>
  t.field({
    type: NikRef,
    description:
      'Takes a 16-digit NIK apart and checks its structure. A malformed number is not an error: the result says what is wrong.',
    args: {
      nik: t.arg.string({
        required: true,
        description: 'The number as written; spaces, dots and dashes are ignored.',
      }),
    },
    complexity: { field: COST.checkNik },
    resolve: (_, { nik }, { services }) =>
      readNik(shortText('nik', nik), { regions: services.regions, today: services.today() }),
  }),
);
