/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type BloodType =
  | 'A'
  | 'AB'
  | 'AB_NEGATIVE'
  | 'AB_POSITIVE'
  | 'A_NEGATIVE'
  | 'A_POSITIVE'
  | 'B'
  | 'B_NEGATIVE'
  | 'B_POSITIVE'
  | 'O'
  | 'O_NEGATIVE'
  | 'O_POSITIVE';

export type Citizenship =
  /** WNA, warga negara asing */
  | 'FOREIGN'
  /** WNI, warga negara Indonesia */
  | 'INDONESIAN';

export type Gender =
  /** PEREMPUAN */
  | 'FEMALE'
  /** LAKI-LAKI */
  | 'MALE';

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

export type ImageSizeReason =
  | 'SIDE_TOO_LONG'
  | 'SIDE_TOO_SHORT'
  | 'TOO_MANY_BYTES';

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

/** Card fields as text, under the upstream's names. Leave out fields that you do not have. */
export type KtpFieldsInput = {
  address?: string | null | undefined;
  birthPlaceBirthday?: string | null | undefined;
  bloodType?: string | null | undefined;
  city?: string | null | undefined;
  district?: string | null | undefined;
  expiryDate?: string | null | undefined;
  gender?: string | null | undefined;
  idNumber?: string | null | undefined;
  maritalStatus?: string | null | undefined;
  name?: string | null | undefined;
  nationality?: string | null | undefined;
  occupation?: string | null | undefined;
  province?: string | null | undefined;
  religion?: string | null | undefined;
  rtrw?: string | null | undefined;
  village?: string | null | undefined;
};

/** What hides print: reflected light, darkness, an object on the card, or the edge of the picture. */
export type KtpHider =
  | 'EDGE'
  | 'GLARE'
  | 'OBJECT'
  | 'SHADOW';

/** What an engine saw of one field, as `KtpField` has it. */
export type KtpSeenFieldInput = {
  completed?: boolean | null | undefined;
  /** 0 to 1. */
  confidence?: number | null | undefined;
  hiddenBy?: KtpHider | null | undefined;
  name: KtpFieldName;
  /** The field’s own text, if `input` has it in one line with another. */
  text?: string | null | undefined;
  visibility?: KtpVisibility | null | undefined;
};

/** What only an engine that saw the card knows. A client claims it: the server cannot check it. */
export type KtpSeenInput = {
  /** Whether some of the picture’s file was missing or broken. */
  damaged?: boolean | null | undefined;
  fields?: Array<KtpSeenFieldInput> | null | undefined;
  /** As printed. */
  issueDate?: string | null | undefined;
  issuePlace?: string | null | undefined;
  /** The NIK as it reads character by character, if `idNumber` is another, likelier number. */
  nikAsRead?: string | null | undefined;
  /** The next likeliest NIK, if a digit was in doubt. */
  nikRunnerUp?: string | null | undefined;
};

/** How much of a field's print could be seen. */
export type KtpVisibility =
  | 'HIDDEN'
  | 'PARTLY_HIDDEN'
  | 'WHOLE';

export type MaritalStatus =
  /** CERAI HIDUP */
  | 'DIVORCED'
  /** KAWIN */
  | 'MARRIED'
  /** BELUM KAWIN */
  | 'SINGLE'
  /** CERAI MATI */
  | 'WIDOWED';

export type OcrEngine =
  | 'ADVANCE_AI'
  | 'AUTO'
  | 'EMBEDDED';

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

export type PricingStrategy =
  | 'FREE'
  | 'PAY';

export type RegencyKind =
  | 'CITY'
  | 'REGENCY';

export type Religion =
  /** BUDDHA or BUDHA */
  | 'BUDDHIST'
  /** KATOLIK or KATHOLIK */
  | 'CATHOLIC'
  /** KHONGHUCU or KONGHUCU */
  | 'CONFUCIAN'
  | 'HINDU'
  /** KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA */
  | 'INDIGENOUS_FAITH'
  | 'ISLAM'
  /** KRISTEN */
  | 'PROTESTANT';

/** `ERROR`: impossible, nearly always a misreading. `WARNING`: a person should check it. `INFO`: common on genuine cards, for example after a move. No finding alone means that a card is false. */
export type Severity =
  | 'ERROR'
  | 'INFO'
  | 'WARNING';

export type CheckReadingQueryVariables = Exact<{
  input: KtpFieldsInput;
  seen: KtpSeenInput;
}>;


export type CheckReadingQuery = { checkKtp: { card: { fields: Array<{ name: KtpFieldName, raw: string | null, normalised: string | null, confidence: number | null, visibility: KtpVisibility | null, hiddenBy: KtpHider | null, completed: boolean, boundingBox: { x: number, y: number, width: number, height: number } | null, corners: Array<{ x: number, y: number }> | null }>, nik: { number: string, valid: boolean, repaired: boolean, runnerUp: string | null, birthDate: string | null, birthDateCandidates: Array<string>, gender: Gender | null, serial: string | null, province: { code: string, name: string } | null, regency: { code: string, name: string, retired: boolean } | null, district: { code: string, name: string, retired: boolean } | null, problems: Array<{ code: InconsistencyCode, severity: Severity, fields: Array<KtpFieldName>, message: string, expected: string | null, found: string | null, pesan: string }> } | null }, inconsistencies: Array<{ code: InconsistencyCode, severity: Severity, fields: Array<KtpFieldName>, message: string, expected: string | null, found: string | null, pesan: string }> } };

export type ReadForPageMutationVariables = Exact<{
  image: Blob;
}>;


export type ReadForPageMutation = { ocrKtp:
    | { __typename: 'AccessDeniedError', transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy }
    | { __typename: 'ImageInvalidFormatError', transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy, detectedType: string | null, acceptedTypes: Array<string> }
    | { __typename: 'ImageInvalidSizeError', transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy, reason: ImageSizeReason, width: number | null, height: number | null, limits: { maxBytes: number, minSide: number, maxSide: number } }
    | { __typename: 'InsufficientBalanceError', transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy }
    | { __typename: 'InvalidParameterError', transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy }
    | { __typename: 'OcrKtpSuccess', transactionId: string, engine: OcrEngine, confidence: number | null, turnedDegrees: number | null, card: { fields: Array<{ name: KtpFieldName, raw: string | null, normalised: string | null, confidence: number | null, visibility: KtpVisibility | null, hiddenBy: KtpHider | null, completed: boolean, boundingBox: { x: number, y: number, width: number, height: number } | null, corners: Array<{ x: number, y: number }> | null }>, nik: { number: string, valid: boolean, repaired: boolean, runnerUp: string | null, birthDate: string | null, birthDateCandidates: Array<string>, gender: Gender | null, serial: string | null, province: { code: string, name: string } | null, regency: { code: string, name: string, retired: boolean } | null, district: { code: string, name: string, retired: boolean } | null, problems: Array<{ code: InconsistencyCode, severity: Severity, fields: Array<KtpFieldName>, message: string, expected: string | null, found: string | null, pesan: string }> } | null }, inconsistencies: Array<{ code: InconsistencyCode, severity: Severity, fields: Array<KtpFieldName>, message: string, expected: string | null, found: string | null, pesan: string }>, imageQuality: { width: number, height: number, mimeType: string, bytes: number, sharpness: number, brightness: number, contrast: number, glare: number, skewDegrees: number | null, hints: Array<{ code: ImageQualityCode, advice: string, adviceInEnglish: string }> } | null }
    | { __typename: 'OcrNoResultError', transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy, imageQuality: { width: number, height: number, mimeType: string, bytes: number, sharpness: number, brightness: number, contrast: number, glare: number, skewDegrees: number | null, hints: Array<{ code: ImageQualityCode, advice: string, adviceInEnglish: string }> } | null }
    | { __typename: 'QuotaExceededError', transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy }
    | { __typename: 'ServiceBusyError', transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy, retryAfterSeconds: number }
    | { __typename: 'UpstreamError', transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy }
   };

export type CardFieldsFragment = { name: string | null, birthPlace: string | null, birthDate: string | null, age: number | null, gender: Gender | null, bloodType: BloodType | null, religion: Religion | null, maritalStatus: MaritalStatus | null, occupation: string | null, occupationCode: number | null, citizenship: Citizenship | null, nationality: string | null, nik: { number: string, valid: boolean, repaired: boolean } | null, address: { street: string | null, rt: string | null, rw: string | null, village: { code: string, name: string } | null, district: { code: string, name: string } | null, regency: { code: string, name: string, kind: RegencyKind } | null, province: { code: string, name: string } | null }, validity: { lifetime: boolean, until: string | null, expired: boolean } | null, issue: { place: string | null, date: string | null } | null };

export type EvidenceFieldsFragment = { name: KtpFieldName, raw: string | null, normalised: string | null, confidence: number | null, visibility: KtpVisibility | null, hiddenBy: KtpHider | null, completed: boolean, boundingBox: { x: number, y: number, width: number, height: number } | null, corners: Array<{ x: number, y: number }> | null };

export type ImageFieldsFragment = { dataUrl: string, width: number, height: number };

export type InconsistencyFieldsFragment = { code: InconsistencyCode, severity: Severity, fields: Array<KtpFieldName>, message: string, expected: string | null, found: string | null, pesan: string };

export type NikFieldsFragment = { number: string, valid: boolean, repaired: boolean, runnerUp: string | null, birthDate: string | null, birthDateCandidates: Array<string>, gender: Gender | null, serial: string | null, province: { code: string, name: string } | null, regency: { code: string, name: string, retired: boolean } | null, district: { code: string, name: string, retired: boolean } | null, problems: Array<{ code: InconsistencyCode, severity: Severity, fields: Array<KtpFieldName>, message: string, expected: string | null, found: string | null, pesan: string }> };

export type QualityFieldsFragment = { width: number, height: number, mimeType: string, bytes: number, sharpness: number, brightness: number, contrast: number, glare: number, skewDegrees: number | null, hints: Array<{ code: ImageQualityCode, advice: string, adviceInEnglish: string }> };

type ErrorFields_AccessDeniedError_Fragment = { transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy };

type ErrorFields_ImageInvalidFormatError_Fragment = { transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy, detectedType: string | null, acceptedTypes: Array<string> };

type ErrorFields_ImageInvalidSizeError_Fragment = { transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy, reason: ImageSizeReason, width: number | null, height: number | null, limits: { maxBytes: number, minSide: number, maxSide: number } };

type ErrorFields_InsufficientBalanceError_Fragment = { transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy };

type ErrorFields_InvalidParameterError_Fragment = { transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy };

type ErrorFields_OcrNoResultError_Fragment = { transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy, imageQuality: { width: number, height: number, mimeType: string, bytes: number, sharpness: number, brightness: number, contrast: number, glare: number, skewDegrees: number | null, hints: Array<{ code: ImageQualityCode, advice: string, adviceInEnglish: string }> } | null };

type ErrorFields_QuotaExceededError_Fragment = { transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy };

type ErrorFields_ServiceBusyError_Fragment = { transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy, retryAfterSeconds: number };

type ErrorFields_UpstreamError_Fragment = { transactionId: string, code: OcrStatusCode, message: string, retryable: boolean, pricing: PricingStrategy };

export type ErrorFieldsFragment =
  | ErrorFields_AccessDeniedError_Fragment
  | ErrorFields_ImageInvalidFormatError_Fragment
  | ErrorFields_ImageInvalidSizeError_Fragment
  | ErrorFields_InsufficientBalanceError_Fragment
  | ErrorFields_InvalidParameterError_Fragment
  | ErrorFields_OcrNoResultError_Fragment
  | ErrorFields_QuotaExceededError_Fragment
  | ErrorFields_ServiceBusyError_Fragment
  | ErrorFields_UpstreamError_Fragment
;

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CardFieldsFragmentDoc = new TypedDocumentString(`
    fragment CardFields on KtpCard {
  nik {
    number
    valid
    repaired
  }
  name
  birthPlace
  birthDate
  age
  gender
  bloodType
  address {
    street
    rt
    rw
    village {
      code
      name
    }
    district {
      code
      name
    }
    regency {
      code
      name
      kind
    }
    province {
      code
      name
    }
  }
  religion
  maritalStatus
  occupation
  occupationCode
  citizenship
  nationality
  validity {
    lifetime
    until
    expired
  }
  issue {
    place
    date
  }
}
    `, {"fragmentName":"CardFields"}) as unknown as TypedDocumentString<CardFieldsFragment, unknown>;
export const EvidenceFieldsFragmentDoc = new TypedDocumentString(`
    fragment EvidenceFields on KtpField {
  name
  raw
  normalised
  confidence
  boundingBox {
    x
    y
    width
    height
  }
  corners {
    x
    y
  }
  visibility
  hiddenBy
  completed
}
    `, {"fragmentName":"EvidenceFields"}) as unknown as TypedDocumentString<EvidenceFieldsFragment, unknown>;
export const ImageFieldsFragmentDoc = new TypedDocumentString(`
    fragment ImageFields on KtpImage {
  dataUrl
  width
  height
}
    `, {"fragmentName":"ImageFields"}) as unknown as TypedDocumentString<ImageFieldsFragment, unknown>;
export const InconsistencyFieldsFragmentDoc = new TypedDocumentString(`
    fragment InconsistencyFields on Inconsistency {
  code
  severity
  fields
  message
  pesan: message(language: ID)
  expected
  found
}
    `, {"fragmentName":"InconsistencyFields"}) as unknown as TypedDocumentString<InconsistencyFieldsFragment, unknown>;
export const NikFieldsFragmentDoc = new TypedDocumentString(`
    fragment NikFields on Nik {
  number
  valid
  repaired
  runnerUp
  birthDate
  birthDateCandidates
  gender
  serial
  province {
    code
    name
  }
  regency {
    code
    name
    retired
  }
  district {
    code
    name
    retired
  }
  problems {
    ...InconsistencyFields
  }
}
    fragment InconsistencyFields on Inconsistency {
  code
  severity
  fields
  message
  pesan: message(language: ID)
  expected
  found
}`, {"fragmentName":"NikFields"}) as unknown as TypedDocumentString<NikFieldsFragment, unknown>;
export const QualityFieldsFragmentDoc = new TypedDocumentString(`
    fragment QualityFields on ImageQuality {
  width
  height
  mimeType
  bytes
  sharpness
  brightness
  contrast
  glare
  skewDegrees
  hints {
    code
    advice(language: ID)
    adviceInEnglish: advice(language: EN)
  }
}
    `, {"fragmentName":"QualityFields"}) as unknown as TypedDocumentString<QualityFieldsFragment, unknown>;
export const ErrorFieldsFragmentDoc = new TypedDocumentString(`
    fragment ErrorFields on OcrKtpResult {
  ... on OcrKtpError {
    transactionId
    code
    message
    retryable
    pricing
  }
  ... on ImageInvalidFormatError {
    detectedType
    acceptedTypes
  }
  ... on ImageInvalidSizeError {
    reason
    width
    height
    limits {
      maxBytes
      minSide
      maxSide
    }
  }
  ... on OcrNoResultError {
    imageQuality {
      ...QualityFields
    }
  }
  ... on ServiceBusyError {
    retryAfterSeconds
  }
}
    fragment QualityFields on ImageQuality {
  width
  height
  mimeType
  bytes
  sharpness
  brightness
  contrast
  glare
  skewDegrees
  hints {
    code
    advice(language: ID)
    adviceInEnglish: advice(language: EN)
  }
}`, {"fragmentName":"ErrorFields"}) as unknown as TypedDocumentString<ErrorFieldsFragment, unknown>;
export const CheckReadingDocument = new TypedDocumentString(`
    query CheckReading($input: KtpFieldsInput!, $seen: KtpSeenInput!) {
  checkKtp(input: $input, seen: $seen) {
    card {
      fields {
        ...EvidenceFields
      }
      nik {
        ...NikFields
      }
    }
    inconsistencies {
      ...InconsistencyFields
    }
  }
}
    fragment EvidenceFields on KtpField {
  name
  raw
  normalised
  confidence
  boundingBox {
    x
    y
    width
    height
  }
  corners {
    x
    y
  }
  visibility
  hiddenBy
  completed
}
fragment InconsistencyFields on Inconsistency {
  code
  severity
  fields
  message
  pesan: message(language: ID)
  expected
  found
}
fragment NikFields on Nik {
  number
  valid
  repaired
  runnerUp
  birthDate
  birthDateCandidates
  gender
  serial
  province {
    code
    name
  }
  regency {
    code
    name
    retired
  }
  district {
    code
    name
    retired
  }
  problems {
    ...InconsistencyFields
  }
}`, {"hash":"sha256:ea789449702d168e94bf8745e009a154325a0c75a86fa747aa3eded2f1209fff"}) as unknown as TypedDocumentString<CheckReadingQuery, CheckReadingQueryVariables>;
export const ReadForPageDocument = new TypedDocumentString(`
    mutation ReadForPage($image: Upload!) {
  ocrKtp(image: $image) {
    __typename
    ... on OcrKtpSuccess {
      transactionId
      engine
      confidence
      turnedDegrees
      card {
        fields {
          ...EvidenceFields
        }
        nik {
          ...NikFields
        }
      }
      inconsistencies {
        ...InconsistencyFields
      }
      imageQuality {
        ...QualityFields
      }
    }
    ...ErrorFields
  }
}
    fragment EvidenceFields on KtpField {
  name
  raw
  normalised
  confidence
  boundingBox {
    x
    y
    width
    height
  }
  corners {
    x
    y
  }
  visibility
  hiddenBy
  completed
}
fragment InconsistencyFields on Inconsistency {
  code
  severity
  fields
  message
  pesan: message(language: ID)
  expected
  found
}
fragment NikFields on Nik {
  number
  valid
  repaired
  runnerUp
  birthDate
  birthDateCandidates
  gender
  serial
  province {
    code
    name
  }
  regency {
    code
    name
    retired
  }
  district {
    code
    name
    retired
  }
  problems {
    ...InconsistencyFields
  }
}
fragment QualityFields on ImageQuality {
  width
  height
  mimeType
  bytes
  sharpness
  brightness
  contrast
  glare
  skewDegrees
  hints {
    code
    advice(language: ID)
    adviceInEnglish: advice(language: EN)
  }
}
fragment ErrorFields on OcrKtpResult {
  ... on OcrKtpError {
    transactionId
    code
    message
    retryable
    pricing
  }
  ... on ImageInvalidFormatError {
    detectedType
    acceptedTypes
  }
  ... on ImageInvalidSizeError {
    reason
    width
    height
    limits {
      maxBytes
      minSide
      maxSide
    }
  }
  ... on OcrNoResultError {
    imageQuality {
      ...QualityFields
    }
  }
  ... on ServiceBusyError {
    retryAfterSeconds
  }
}`, {"hash":"sha256:06a15d047d23cf244f7216cf686162c8876c435afebd1a020586661e9cbad67a"}) as unknown as TypedDocumentString<ReadForPageMutation, ReadForPageMutationVariables>;