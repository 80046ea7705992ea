import { languageOf, messageOf, type Progress } from '@ktp-gateway/client';
import { useKtpReader } from '@ktp-gateway/client/react';
import { ReadForForm } from './document.ts';
import { Outcome } from './outcome.tsx';

const URL = import.meta.env.VITE_GATEWAY_URL ?? 'http://127.0.0.1:4000/graphql';

export function App() {
  const language = languageOf(navigator.language);
  const { reading, read, again, cancel } = useKtpReader({ url: URL, document: ReadForForm, language });
  return (
    <>
      <h1>Open an account</h1>
      <label>
        Picture of your identity card (KTP)
        <input
          type="file"
          accept="image/*"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file) read(file);
          }}
        />
      </label>
      {reading.status === 'reading' && (
        <p role="status">
          {step(reading.progress)}{' '}
          <button type="button" onClick={cancel}>
            Cancel
          </button>
        </p>
      )}
      {reading.status === 'failed' && <p role="alert">{messageOf(reading.error, language)}</p>}
      {reading.status === 'done' && <Outcome result={reading.result} />}
      {again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </>
  );
}

function step(progress: Progress | null): string {
  switch (progress?.phase) {
    case undefined:
    case 'preparing':
      return 'Preparing the picture …';
    case 'sending':
      return `Sending the picture … ${progress.share === null ? '' : `${Math.round(progress.share * 100)} %`}`;
    case 'reading':
      return 'Reading the card …';
    case 'waiting':
      return `The service is busy. Trying again in ${Math.ceil(progress.seconds)} s …`;
  }
}
