import type { Engine, Evidence, Reading } from '../../src/engine/engine.js';
import type { CardImage } from '../../src/engine/image/probe.js';
import type { FieldName } from '../../src/ktp/field.js';
import { type RawFieldName, type RawFields, rawFields } from '../../src/ktp/raw.js';

/** A card as an engine would read it: text only. */
export interface Text {
  readonly raw: Partial<RawFields>;
  readonly issue?: Reading['issue'];
}

const FIELD_OF: Readonly<Partial<Record<RawFieldName, FieldName>>> = {
  idNumber: 'NIK',
  name: 'NAME',
  bloodType: 'BLOOD_TYPE',
  religion: 'RELIGION',
  gender: 'GENDER',
  province: 'PROVINCE',
  city: 'REGENCY',
  district: 'DISTRICT',
  village: 'VILLAGE',
  rtrw: 'RT_RW',
  address: 'STREET',
  occupation: 'OCCUPATION',
  expiryDate: 'VALID_UNTIL',
  nationality: 'CITIZENSHIP',
  maritalStatus: 'MARITAL_STATUS',
};

/** An engine that knows what each picture shows by how wide it is, gives what is wanted and not a word more, and keeps what was wanted. */
export class ObedientEngine implements Engine {
  readonly name = 'EMBEDDED';
  readonly wanted: ReadonlySet<FieldName>[] = [];
  readonly #textOf: (width: number) => Text;

  constructor(textOf: (width: number) => Text) {
    this.#textOf = textOf;
  }

  async read({ width }: CardImage, wanted: ReadonlySet<FieldName>): Promise<Reading> {
    this.wanted.push(wanted);
    const { raw, issue } = this.#textOf(width);
    const given = Object.entries(raw).filter(([name]) =>
      wanted.has(FIELD_OF[name as RawFieldName] as FieldName),
    );
    // One line of the card: of half of it nothing is known.
    const birth =
      wanted.has('BIRTH_PLACE') && wanted.has('BIRTH_DATE') ? (raw.birthPlaceBirthday ?? null) : null;
    const [place, date] = birth?.split(', ') ?? [];
    const texts: Partial<Record<FieldName, string | null | undefined>> = {
      ...Object.fromEntries(given.map(([name, text]) => [FIELD_OF[name as RawFieldName], text])),
      BIRTH_PLACE: place,
      BIRTH_DATE: date,
      ISSUE_PLACE: wanted.has('ISSUE_PLACE') ? issue?.place : null,
      ISSUE_DATE: wanted.has('ISSUE_DATE') ? issue?.date : null,
    };
    const evidence = Object.fromEntries(
      Object.entries(texts).flatMap(([name, text]) => (text ? [[name, seen(text)]] : [])),
    );
    return {
      engine: 'EMBEDDED',
      pricing: 'FREE',
      transactionId: null,
      raw: rawFields({ ...Object.fromEntries(given), birthPlaceBirthday: birth }),
      issue: { place: texts.ISSUE_PLACE ?? null, date: texts.ISSUE_DATE ?? null },
      evidence,
      nikRunnerUp: null,
      quality: null,
    };
  }

  async ready() {}
  state() {
    return { able: true, waiting: 0, reading: 0, workers: null };
  }
  async close() {}
}

function seen(text: string): Evidence {
  return { text, confidence: text.length / 100, boundingBox: { x: 0.1, y: 0.2, width: 0.3, height: 0.04 } };
}
