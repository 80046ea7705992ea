import { isDoubted } from '@ktp-gateway/client';
import { useState } from 'react';
import type { KtpFieldName, ReadForFormMutation } from './gql/graphql.ts';

type Success = Extract<ReadForFormMutation['ocrKtp'], { __typename: 'OcrKtpSuccess' }>;

const LABELS = {
  NIK: 'NIK',
  NAME: 'Name',
  BIRTH_PLACE: 'Place of birth',
  BIRTH_DATE: 'Date of birth',
  STREET: 'Street',
  RT_RW: 'RT/RW',
  VILLAGE: 'Village',
  DISTRICT: 'District',
  REGENCY: 'Regency or city',
  PROVINCE: 'Province',
} satisfies Partial<Record<KtpFieldName, string>>;

/** The form, filled from the card. What is doubted, the person must correct or confirm before it can be sent. */
export function CardForm({ card, inconsistencies }: Success) {
  const doubts = new Map<string, string>();
  for (const field of card.fields) if (isDoubted(field)) doubts.set(field.name, 'This may be misread.');
  // The worst come first.
  for (const { fields, message } of inconsistencies.toReversed())
    for (const name of fields) doubts.set(name, message);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(doubts.keys()));
  const [sent, setSent] = useState<FormData | null>(null);
  const settle = (name: string, settled: boolean) => {
    setOpen((before) => {
      const after = new Set(before);
      if (settled) after.delete(name);
      else after.add(name);
      return after;
    });
  };
  const asked = card.fields.filter(({ name }) => name in LABELS);
  const left = asked.filter(({ name }) => open.has(name)).length;
  if (sent) return <p role="status">Thank you, {String(sent.get('NAME'))}.</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setSent(new FormData(event.currentTarget));
      }}
    >
      {asked.map(({ name, normalised, raw }) => (
        <div key={name} className={open.has(name) ? 'doubted' : ''}>
          <label htmlFor={name}>{LABELS[name as keyof typeof LABELS]}</label>
          <input
            id={name}
            name={name}
            required
            defaultValue={normalised ?? raw ?? ''}
            aria-describedby={doubts.has(name) ? `${name}-doubt` : undefined}
            onChange={() => settle(name, true)}
          />
          {doubts.has(name) && (
            <p id={`${name}-doubt`}>
              {doubts.get(name)}{' '}
              <label>
                <input
                  type="checkbox"
                  checked={!open.has(name)}
                  onChange={({ target }) => settle(name, target.checked)}
                />
                It is as on my card
              </label>
            </p>
          )}
        </div>
      ))}
      <button type="submit" disabled={left > 0}>
        {left === 0 ? 'Continue' : `Compare ${left} ${left === 1 ? 'field' : 'fields'} with your card`}
      </button>
    </form>
  );
}
