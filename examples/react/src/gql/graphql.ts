/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type ImageQualityCode =
  | 'BLURRED'
  | 'CARD_CUT_OFF'
  /** Part of the file is missing or was changed. */
  | 'DAMAGED'
  | 'GLARE'
  /** A photocopy or a picture without colour. */
  | 'GRAYSCALE'
  | 'LOW_CONTRAST'
  /** The picture is mirrored, as front cameras show it. It was read anyway. */
  | 'MIRRORED'
  | 'NOT_A_CARD'
  | 'SKEWED'
  | 'TOO_BRIGHT'
  | 'TOO_DARK'
  | 'TOO_SMALL';

/** What does not fit together. New codes may be added. */
export type InconsistencyCode =
  | 'AGE_OVER_110'
  | 'AGE_UNDER_17'
  | 'BIRTHDATE_FUTURE'
  | 'BIRTHDATE_IMPOSSIBLE'
  | 'BLOOD_FORM'
  | 'DISTRICT_HIERARCHY'
  | 'EXPIRY_AFTER_LIFETIME_RULE'
  | 'EXPIRY_NOT_BIRTHDAY'
  | 'EXPIRY_PAST'
  | 'FIELD_MISSING'
  | 'FIELD_SHIFT'
  | 'HEADER_HIERARCHY'
  | 'MARITAL_AGE'
  | 'MASKED_VALUE'
  | 'NAME_DIGIT'
  | 'NAME_LONG'
  | 'NATIONALITY_EXPIRY'
  | 'NATIONALITY_LANGUAGE'
  | 'NIK_BIRTHDATE_MISMATCH'
  | 'NIK_DATE_IMPOSSIBLE'
  | 'NIK_DAY'
  | 'NIK_DISTRICT_UNKNOWN'
  | 'NIK_GENDER_MISMATCH'
  | 'NIK_LENGTH'
  | 'NIK_MONTH'
  | 'NIK_NON_DIGIT'
  | 'NIK_OCR_REPAIRED'
  | 'NIK_PROVINCE_UNKNOWN'
  | 'NIK_REGENCY_UNKNOWN'
  | 'NIK_REGION_ADDRESS_PROVINCE'
  | 'NIK_REGION_ADDRESS_REGENCY'
  | 'NIK_REGION_RETIRED'
  | 'NIK_SERIAL_ZERO'
  | 'OCCUPATION_UNKNOWN'
  | 'PICTURE_DAMAGED'
  | 'REGENCY_KIND'
  | 'RTRW_FORM'
  | 'UPSTREAM_SPLIT_MISMATCH'
  | 'VALUE_HIDDEN'
  | 'VALUE_UNKNOWN'
  | 'VILLAGE_HIERARCHY';

export type KtpFieldName =
  | 'BIRTH_DATE'
  | 'BIRTH_PLACE'
  | 'BLOOD_TYPE'
  | 'CITIZENSHIP'
  | 'DISTRICT'
  | 'GENDER'
  | 'ISSUE_DATE'
  | 'ISSUE_PLACE'
  | 'MARITAL_STATUS'
  | 'NAME'
  | 'NIK'
  | 'OCCUPATION'
  | 'PROVINCE'
  | 'REGENCY'
  | 'RELIGION'
  | 'RT_RW'
  | 'STREET'
  | 'VALID_UNTIL'
  | 'VILLAGE';

/** How much of a field's print could be seen. */
export type KtpVisibility =
  | 'HIDDEN'
  | 'PARTLY_HIDDEN'
  | 'WHOLE';

export type Language =
  /** English */
  | 'EN'
  /** Bahasa Indonesia */
  | 'ID';

/** Every status code of the upstream's documentation. */
export type OcrStatusCode =
  | 'ACCOUNT_DISABLED'
  | 'CLIENT_ERROR'
  | 'EMPTY_PARAMETER_ERROR'
  | 'ERROR'
  | 'IAM_FAILED'
  | 'IMAGE_INVALID_FORMAT'
  | 'IMAGE_INVALID_SIZE'
  | 'INSUFFICIENT_BALANCE'
  | 'OCR_NO_RESULT'
  | 'OVER_QUERY_LIMIT'
  | 'PARAMETER_ERROR'
  | 'RETRY_LATER'
  | 'SERVICE_BUSY'
  | 'SUCCESS';

export type ReadForFormMutationVariables = Exact<{
  image: Blob;
  language: Language;
}>;


export type ReadForFormMutation = { ocrKtp:
    | { __typename: 'AccessDeniedError', code: OcrStatusCode, retryable: boolean, mayBeCharged: boolean, transactionId: string, userMessage: string }
    | { __typename: 'ImageInvalidFormatError', code: OcrStatusCode, retryable: boolean, mayBeCharged: boolean, transactionId: string, userMessage: string, acceptedTypes: Array<string> }
    | { __typename: 'ImageInvalidSizeError', code: OcrStatusCode, retryable: boolean, mayBeCharged: boolean, transactionId: string, userMessage: string }
    | { __typename: 'InsufficientBalanceError', code: OcrStatusCode, retryable: boolean, mayBeCharged: boolean, transactionId: string, userMessage: string }
    | { __typename: 'InvalidParameterError', code: OcrStatusCode, retryable: boolean, mayBeCharged: boolean, transactionId: string, userMessage: string }
    | { __typename: 'OcrKtpSuccess', card: { fields: Array<{ name: KtpFieldName, raw: string | null, normalised: string | null, confidence: number | null, visibility: KtpVisibility | null, completed: boolean }> }, inconsistencies: Array<{ code: InconsistencyCode, fields: Array<KtpFieldName>, message: string }> }
    | { __typename: 'OcrNoResultError', code: OcrStatusCode, retryable: boolean, mayBeCharged: boolean, transactionId: string, userMessage: string, imageQuality: { hints: Array<{ code: ImageQualityCode, advice: string }> } | null }
    | { __typename: 'QuotaExceededError', code: OcrStatusCode, retryable: boolean, mayBeCharged: boolean, transactionId: string, userMessage: string }
    | { __typename: 'ServiceBusyError', code: OcrStatusCode, retryable: boolean, mayBeCharged: boolean, transactionId: string, userMessage: string, retryAfterSeconds: number }
    | { __typename: 'UpstreamError', code: OcrStatusCode, retryable: boolean, mayBeCharged: boolean, transactionId: string, userMessage: string }
   };


export const ReadForFormDocument = {"__meta__":{"hash":"sha256:fe0d8b2127efa3605437daad7fa838f7061cacd950d3f190b23b0b8029bc5e83"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReadForForm"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"image"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Upload"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"language"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Language"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ocrKtp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"image"},"value":{"kind":"Variable","name":{"kind":"Name","value":"image"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OcrKtpSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"card"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"names"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"NIK"},{"kind":"EnumValue","value":"NAME"},{"kind":"EnumValue","value":"BIRTH_PLACE"},{"kind":"EnumValue","value":"BIRTH_DATE"},{"kind":"EnumValue","value":"STREET"},{"kind":"EnumValue","value":"RT_RW"},{"kind":"EnumValue","value":"VILLAGE"},{"kind":"EnumValue","value":"DISTRICT"},{"kind":"EnumValue","value":"REGENCY"},{"kind":"EnumValue","value":"PROVINCE"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"normalised"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"inconsistencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OcrKtpError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"mayBeCharged"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"userMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageInvalidFormatError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptedTypes"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OcrNoResultError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imageQuality"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"advice"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceBusyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<ReadForFormMutation, ReadForFormMutationVariables>;