import { FIELD_NAMES, type FieldName } from '../../../../src/ktp/field.js';
import { rawNameOf } from '../../../../src/ktp/raw.js';
import type { CheckInput } from '../../../../src/library/check-input.js';
import { type JoinableReading, type SeenField, seenField } from './seen-field.js';

/** The variables of `checkKtp` for all that pictures of one card show together. */
export function joinedInput(readings: readonly JoinableReading[]): CheckInput {
  const all = new Map(FIELD_NAMES.map((name) => [name, seenField(name, readings)]));
  const textOf = (name: FieldName) => all.get(name)!.best.raw;
  const input: Record<string, string> = {};
  for (const name of FIELD_NAMES) {
    const [raw, text] = [rawNameOf(name), textOf(name)];
    if (raw !== null && text !== null) input[raw] = text;
  }
  const birth = birthLine(textOf('BIRTH_PLACE'), textOf('BIRTH_DATE'), readings);
  if (birth !== null) input.birthPlaceBirthday = birth;
  return {
    input,
    seen: {
      fields: [...all.values()].flatMap(({ best, from }) => {
        const { name, raw: text, confidence, visibility, hiddenBy, completed } = best;
        const isSeen = from?.checkInput.seen.fields.some((field) => field.name === name);
        return isSeen ? [{ name, text, confidence, visibility, hiddenBy, completed }] : [];
      }),
      issuePlace: textOf('ISSUE_PLACE'),
      issueDate: textOf('ISSUE_DATE'),
      ...nikDoubts(all.get('NIK')!),
      damaged: readings.some(({ checkInput }) => checkInput.seen.damaged),
    },
  };
}

/** Place and date as a picture shows them in one line; each alone, or as they are printed as a rule, where none shows both. */
function birthLine(
  place: string | null,
  date: string | null,
  readings: readonly JoinableReading[],
): string | null {
  if (place === null || date === null) return place ?? date;
  const lines = readings.flatMap(({ checkInput }) => checkInput.input.birthPlaceBirthday ?? []);
  const whole = lines.find((line) => line.startsWith(place) && line.endsWith(date));
  return whole ?? `${place}, ${date}`;
}

/** Of the picture whose NIK it is; where another surely shows another number, that is the next likeliest. */
function nikDoubts({ best, from, rival }: SeenField): Pick<CheckInput['seen'], 'nikAsRead' | 'nikRunnerUp'> {
  const { nikAsRead = null, nikRunnerUp = null } = from?.checkInput.seen ?? {};
  const next = rival?.raw ?? nikRunnerUp;
  return { nikAsRead, nikRunnerUp: next === best.raw ? null : next };
}
