import { graphql, HttpResponse } from 'msw';
import type { KtpFieldName, ReadForFormMutation, ReadForFormMutationVariables } from '../gql/graphql.ts';

type Result = ReadForFormMutation['ocrKtp'];
type Name = Result['__typename'];

const ERROR = {
  code: 'ERROR',
  retryable: false,
  mayBeCharged: false,
  transactionId: '0123456789abcdef',
  userMessage: 'It failed. Try again.',
} as const;

const field = (name: KtpFieldName, normalised: string, confidence = 0.99) => ({
  name,
  raw: normalised,
  normalised,
  confidence,
  visibility: 'WHOLE' as const,
  completed: false,
});

/** One of each member; the compiler asks for those that are missing. */
export const RESULTS: { readonly [Member in Name]: Extract<Result, { __typename: Member }> } = {
  OcrKtpSuccess: {
    __typename: 'OcrKtpSuccess',
    card: {
      fields: [
        field('NIK', '3374011708450001'),
        field('NAME', 'CONTOH SPESIMEN', 0.6),
        field('BIRTH_DATE', '1945-08-17'),
      ],
    },
    inconsistencies: [],
  },
  OcrNoResultError: {
    __typename: 'OcrNoResultError',
    ...ERROR,
    code: 'OCR_NO_RESULT',
    imageQuality: { hints: [{ code: 'BLURRED', advice: 'Hold the camera still.' }] },
  },
  ImageInvalidFormatError: {
    __typename: 'ImageInvalidFormatError',
    ...ERROR,
    code: 'IMAGE_INVALID_FORMAT',
    acceptedTypes: ['image/jpeg', 'image/png'],
  },
  ImageInvalidSizeError: { __typename: 'ImageInvalidSizeError', ...ERROR, code: 'IMAGE_INVALID_SIZE' },
  ServiceBusyError: {
    __typename: 'ServiceBusyError',
    ...ERROR,
    code: 'SERVICE_BUSY',
    retryable: true,
    // Longer than `readCard` waits by itself.
    retryAfterSeconds: 60,
  },
  UpstreamError: { __typename: 'UpstreamError', ...ERROR, mayBeCharged: true },
  AccessDeniedError: { __typename: 'AccessDeniedError', ...ERROR, code: 'IAM_FAILED' },
  InsufficientBalanceError: {
    __typename: 'InsufficientBalanceError',
    ...ERROR,
    code: 'INSUFFICIENT_BALANCE',
  },
  InvalidParameterError: { __typename: 'InvalidParameterError', ...ERROR, code: 'PARAMETER_ERROR' },
  QuotaExceededError: { __typename: 'QuotaExceededError', ...ERROR, code: 'OVER_QUERY_LIMIT' },
};

/** Answers every picture with that member. */
export function answering(name: Name) {
  return graphql.mutation<ReadForFormMutation, ReadForFormMutationVariables>('ReadForForm', () =>
    HttpResponse.json({ data: { ocrKtp: RESULTS[name] } }),
  );
}
