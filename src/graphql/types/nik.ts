import type { Nik } from '../../ktp/nik/nik.js';
import { readNik } from '../../ktp/nik/nik.js';
import { shortText } from '../arguments.js';
import { builder } from '../builder.js';
import { COST } from '../use-complexity-limit.js';
import { GenderEnum } from './enums.js';
import { InconsistencyRef } from './inconsistency.js';
import { DistrictRef, ProvinceRef, RegencyRef } from './region.js';

export const NikRef = builder.objectRef<Nik>('Nik').implement({
  description: 'A Nomor Induk Kependudukan, taken apart.',
  fields: (t) => ({
    number: t.exposeString('number', {
      description:
        'The number after spaces, dots and dashes were dropped and, where `repaired`, misread digits were put right.',
    }),
    valid: t.exposeBoolean('valid', {
      description:
        'Whether the structure holds: 16 digits, a known province, a real date, a serial above 0000. It does not say that the number was ever issued.',
    }),
    repaired: t.exposeBoolean('repaired', {
      description:
        "Whether letters were read as digits (O as 0, B as 8) to make it valid. The card's `raw.idNumber` keeps the reading.",
    }),
    runnerUp: t.exposeString('runnerUp', {
      nullable: true,
      description: 'The next likeliest number, where the picture left a doubt about a digit.',
    }),
    problems: t.field({
      type: [InconsistencyRef],
      description: 'What is wrong or odd with the number itself.',
      resolve: ({ problems }) => [...problems],
    }),
    province: t.expose('province', {
      type: ProvinceRef,
      nullable: true,
      description:
        'The region of first registration. It never follows a move, so it may differ from the address.',
    }),
    regency: t.expose('regency', { type: RegencyRef, nullable: true }),
    district: t.expose('district', { type: DistrictRef, nullable: true }),
    birthDate: t.expose('birthDate', {
      type: 'Date',
      nullable: true,
      description:
        'The date, with the century that makes the holder of a card 17 to 110 years old; null where none does or both could.',
    }),
    birthDateCandidates: t.field({
      type: ['Date'],
      description: 'Every possible reading of the two-digit year, the likelier first.',
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
      'Takes a 16-digit NIK apart and checks its structure. Never fails for a malformed number: the verdict is in the result.',
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
