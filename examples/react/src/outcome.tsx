import { CardForm } from './card-form.tsx';
import type { ReadForFormMutation } from './gql/graphql.ts';

type Result = ReadForFormMutation['ocrKtp'];

/** What a reading came to: the form, or what to tell the person. */
export function Outcome({ result }: { readonly result: Result }) {
  if (result.__typename === 'OcrKtpSuccess') return <CardForm {...result} />;
  return (
    <div role="alert">
      <p>{result.userMessage}</p>
      <Details error={result} />
    </div>
  );
}

/** What else there is to say of an error. The compiler names each member that has no case here. */
function Details({ error }: { readonly error: Exclude<Result, { __typename: 'OcrKtpSuccess' }> }) {
  switch (error.__typename) {
    case 'OcrNoResultError':
      return (
        <ul>
          {error.imageQuality?.hints.map(({ code, advice }) => (
            <li key={code}>{advice}</li>
          ))}
        </ul>
      );
    case 'ImageInvalidFormatError':
      return <p>Accepted: {error.acceptedTypes.join(', ')}.</p>;
    case 'ServiceBusyError':
      return error.retryAfterSeconds === null ? null : <p>Wait {error.retryAfterSeconds} s.</p>;
    case 'ImageInvalidSizeError':
      return null;
    case 'AccessDeniedError':
    case 'InsufficientBalanceError':
    case 'InvalidParameterError':
    case 'QuotaExceededError':
    case 'UpstreamError':
      return (
        <p>
          Reference {error.transactionId}
          {error.mayBeCharged && '. This reading may have been paid; it is not paid again if you try again'}.
        </p>
      );
    default:
      // A newer gateway may have members that this page does not know.
      error satisfies never;
      return null;
  }
}
