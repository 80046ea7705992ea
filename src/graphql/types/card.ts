import type { Evidence } from '../../engine/engine.js';
import type { Address, Card, Issue } from '../../ktp/card.js';
import type { CheckContext, Validity } from '../../ktp/card-text.js';
import { BLOOD_TYPES, type Citizenship } from '../../ktp/closed-lists.js';
import { ageOn, type CalendarDate } from '../../ktp/date.js';
import { FIELD_NAMES, type FieldName } from '../../ktp/field.js';
import { isExpired } from '../../ktp/validity.js';
import { withTheirLines } from '../../reading/selection.js';
import { builder } from '../builder.js';
import { needs } from '../needs.js';
import { FieldNameEnum, GenderEnum } from './enums.js';
import { FieldRef, fieldsOf } from './field.js';
import { NikRef } from './nik.js';
import { RawFieldsRef } from './raw.js';
import { DistrictRef, ProvinceRef, RegencyRef, VillageRef } from './region.js';

/** A card with what it was checked against and, where a picture was read, what was seen of each field. */
export interface CardView {
  readonly card: Card;
  readonly checkContext: CheckContext;
  readonly evidence: Readonly<Partial<Record<FieldName, Evidence>>>;
}

const BloodTypeEnum = builder.enumType('BloodType', { values: BLOOD_TYPES });

const ReligionEnum = builder.enumType('Religion', {
  values: {
    ISLAM: {},
    PROTESTANT: { description: 'KRISTEN' },
    CATHOLIC: { description: 'KATOLIK or KATHOLIK' },
    HINDU: {},
    BUDDHIST: { description: 'BUDDHA or BUDHA' },
    CONFUCIAN: { description: 'KHONGHUCU or KONGHUCU' },
    INDIGENOUS_FAITH: { description: 'KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA' },
  } as const,
});

const MaritalStatusEnum = builder.enumType('MaritalStatus', {
  values: {
    SINGLE: { description: 'BELUM KAWIN' },
    MARRIED: { description: 'KAWIN' },
    DIVORCED: { description: 'CERAI HIDUP' },
    WIDOWED: { description: 'CERAI MATI' },
  } as const,
});

const CitizenshipEnum = builder.enumType('Citizenship', {
  values: {
    INDONESIAN: { description: 'WNI, warga negara Indonesia' },
    FOREIGN: { description: 'WNA, warga negara asing' },
  } as const,
});

const AddressRef = builder.objectRef<Address>('KtpAddress').implement({
  fields: (t) => ({
    street: t.exposeString('street', {
      ...needs(withTheirLines('STREET')),
      nullable: true,
      description: 'Street line without RT/RW and regions.',
    }),
    rt: t.exposeString('rt', {
      ...needs(withTheirLines('RT_RW')),
      nullable: true,
      description: 'Rukun tetangga, three digits.',
    }),
    rw: t.exposeString('rw', {
      ...needs(withTheirLines('RT_RW')),
      nullable: true,
      description: 'Rukun warga, three digits.',
    }),
    village: t.expose('village', {
      ...needs(withTheirLines('VILLAGE')),
      type: VillageRef,
      nullable: true,
      description: "The region that the card's own lines name. Null if no region fits well enough.",
    }),
    district: t.expose('district', {
      ...needs(withTheirLines('DISTRICT')),
      type: DistrictRef,
      nullable: true,
    }),
    regency: t.expose('regency', { ...needs(withTheirLines('REGENCY')), type: RegencyRef, nullable: true }),
    province: t.expose('province', {
      ...needs(withTheirLines('PROVINCE')),
      type: ProvinceRef,
      nullable: true,
    }),
  }),
});

interface ValidityView extends Validity {
  readonly citizenship: Citizenship | null;
  readonly today: CalendarDate;
}

const ValidityRef = builder.objectRef<ValidityView>('KtpValidity').implement({
  fields: (t) => ({
    lifetime: t.exposeBoolean('lifetime', { description: 'True for `SEUMUR HIDUP`.' }),
    until: t.expose('until', {
      type: 'Date',
      nullable: true,
      description: 'The printed date; null for lifetime cards.',
    }),
    expired: t.boolean({
      ...needs(withTheirLines('CITIZENSHIP')),
      description:
        'Whether the card has expired on the given day, by default today in Jakarta. Never true for Indonesian citizens: their cards are valid for life, whatever date is printed (Law 24 of 2013, articles 64 and 101).',
      args: { on: t.arg({ type: 'Date' }) },
      resolve: (validity, { on }) => isExpired(validity, validity.citizenship, on ?? validity.today),
    }),
  }),
});

const IssueRef = builder.objectRef<Issue>('KtpIssue').implement({
  description: 'Where and when the card was issued.',
  fields: (t) => ({
    place: t.exposeString('place', { nullable: true }),
    date: t.expose('date', { type: 'Date', nullable: true }),
  }),
});

/** What is told of a field whether or not it was read. */
const NOT_READ: ReadonlySet<string> = new Set(['__typename', 'name']);

export const CardRef = builder.objectRef<CardView>('KtpCard').implement({
  description:
    'One card in three views: normalised (here), as printed (`raw`), and as evidence (`fields`). A field is null if the card does not show it, or if it could not be understood. `inconsistencies` says which.',
  fields: (t) => ({
    nik: t.field({
      ...needs(withTheirLines('NIK')),
      type: NikRef,
      nullable: true,
      resolve: ({ card }) => card.nik,
    }),
    name: t.string({ ...needs(withTheirLines('NAME')), nullable: true, resolve: ({ card }) => card.name }),
    birthPlace: t.string({
      ...needs(withTheirLines('BIRTH_PLACE')),
      nullable: true,
      resolve: ({ card }) => card.birthPlace,
    }),
    birthDate: t.field({
      ...needs(withTheirLines('BIRTH_DATE')),
      type: 'Date',
      nullable: true,
      resolve: ({ card }) => card.birthDate,
    }),
    age: t.int({
      ...needs(withTheirLines('BIRTH_DATE')),
      nullable: true,
      description: 'Whole years on the given day, by default today in Jakarta.',
      args: { on: t.arg({ type: 'Date' }) },
      resolve: ({ card: { birthDate }, checkContext }, { on }) =>
        ageSinceBirth(birthDate, on ?? checkContext.today),
    }),
    gender: t.field({
      ...needs(withTheirLines('GENDER')),
      type: GenderEnum,
      nullable: true,
      resolve: ({ card }) => card.gender,
    }),
    bloodType: t.field({
      ...needs(withTheirLines('BLOOD_TYPE')),
      type: BloodTypeEnum,
      nullable: true,
      resolve: ({ card }) => card.bloodType,
    }),
    address: t.field({ type: AddressRef, resolve: ({ card }) => card.address }),
    religion: t.field({
      ...needs(withTheirLines('RELIGION')),
      type: ReligionEnum,
      nullable: true,
      resolve: ({ card }) => card.religion,
    }),
    maritalStatus: t.field({
      ...needs(withTheirLines('MARITAL_STATUS')),
      type: MaritalStatusEnum,
      nullable: true,
      resolve: ({ card }) => card.maritalStatus,
    }),
    occupation: t.string({
      ...needs(withTheirLines('OCCUPATION')),
      nullable: true,
      description: 'The official spelling if the value is in the official list, otherwise as printed.',
      resolve: ({ card }) => card.occupation,
    }),
    occupationCode: t.int({
      ...needs(withTheirLines('OCCUPATION')),
      nullable: true,
      description:
        'Number in the official list of 99 occupations (Permendagri 109/2019, form F-1.01). Null for other occupations.',
      resolve: ({ card }) => card.occupationCode,
    }),
    citizenship: t.field({
      ...needs(withTheirLines('CITIZENSHIP')),
      type: CitizenshipEnum,
      nullable: true,
      resolve: ({ card }) => card.citizenship,
    }),
    nationality: t.string({
      ...needs(withTheirLines('CITIZENSHIP')),
      nullable: true,
      description: 'As printed: WNI, or the country of a foreigner.',
      resolve: ({ card }) => card.nationality,
    }),
    nationalityCode: t.string({
      ...needs(withTheirLines('CITIZENSHIP')),
      nullable: true,
      description:
        "The country of the nationality as a two-letter code (ISO 3166-1). ID for citizens. Null if a foreigner's country is not known.",
      resolve: ({ card }) => card.nationalityCode,
    }),
    validity: t.field({
      ...needs(withTheirLines('VALID_UNTIL')),
      type: ValidityRef,
      nullable: true,
      resolve: ({ card, checkContext }) =>
        card.validity && {
          ...card.validity,
          citizenship: card.citizenship,
          today: checkContext.today,
        },
    }),
    issue: t.field({
      ...needs(withTheirLines('ISSUE_PLACE', 'ISSUE_DATE')),
      type: IssueRef,
      nullable: true,
      description:
        'Place and date of issue, printed under the photo. Null if the engine does not report them (the upstream never does).',
      resolve: ({ card }) => card.issue,
    }),
    raw: t.field({
      type: RawFieldsRef,
      description: "Every field as the engine read it, under the upstream's names.",
      resolve: ({ card }) => card.text.raw,
    }),
    fields: t.field({
      ...needs(({ names }, selected) => {
        const listed = (names as readonly FieldName[] | null | undefined) ?? FIELD_NAMES;
        if (selected.has('normalised')) return withTheirLines(...listed);
        return [...selected].every((name) => NOT_READ.has(name)) ? [] : listed;
      }),
      type: [FieldRef],
      description: 'Where each value came from.',
      args: {
        names: t.arg({ type: [FieldNameEnum], description: 'Only these; all of them by default.' }),
      },
      complexity: ({ names }) => ({
        multiplier: Math.min(names?.length ?? FIELD_NAMES.length, FIELD_NAMES.length),
      }),
      resolve: ({ card, evidence }, { names }) =>
        fieldsOf(card, evidence, card.text.sights ?? {}, names ?? null),
    }),
  }),
});

function ageSinceBirth(birthDate: CalendarDate | null, on: CalendarDate): number | null {
  return birthDate === null || on < birthDate ? null : ageOn(birthDate, on);
}
