import { graphql } from './gql/index.ts';

/** What the form needs of a card, and what there is to say of a picture that was not read. */
export const ReadForForm = graphql(`
  mutation ReadForForm($image: Upload!, $language: Language!) {
    ocrKtp(image: $image) {
      __typename
      ... on OcrKtpSuccess {
        card {
          fields(names: [NIK, NAME, BIRTH_PLACE, BIRTH_DATE, STREET, RT_RW, VILLAGE, DISTRICT, REGENCY, PROVINCE]) {
            name
            raw
            normalised
            confidence
            visibility
            completed
          }
        }
        inconsistencies {
          code
          fields
          message(language: $language)
        }
      }
      ... on OcrKtpError {
        code
        retryable
        mayBeCharged
        transactionId
        userMessage(language: $language)
      }
      ... on ImageInvalidFormatError {
        acceptedTypes
      }
      ... on OcrNoResultError {
        imageQuality {
          hints {
            code
            advice(language: $language)
          }
        }
      }
      ... on ServiceBusyError {
        retryAfterSeconds
      }
    }
  }
`);
