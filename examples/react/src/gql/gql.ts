/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation ReadForForm($image: Upload!, $language: Language!) {\n    ocrKtp(image: $image) {\n      __typename\n      ... on OcrKtpSuccess {\n        card {\n          fields(names: [NIK, NAME, BIRTH_PLACE, BIRTH_DATE, STREET, RT_RW, VILLAGE, DISTRICT, REGENCY, PROVINCE]) {\n            name\n            raw\n            normalised\n            confidence\n            visibility\n            completed\n          }\n        }\n        inconsistencies {\n          code\n          fields\n          message(language: $language)\n        }\n      }\n      ... on OcrKtpError {\n        code\n        retryable\n        mayBeCharged\n        transactionId\n        userMessage(language: $language)\n      }\n      ... on ImageInvalidFormatError {\n        acceptedTypes\n      }\n      ... on OcrNoResultError {\n        imageQuality {\n          hints {\n            code\n            advice(language: $language)\n          }\n        }\n      }\n      ... on ServiceBusyError {\n        retryAfterSeconds\n      }\n    }\n  }\n": typeof types.ReadForFormDocument,
};
const documents: Documents = {
    "\n  mutation ReadForForm($image: Upload!, $language: Language!) {\n    ocrKtp(image: $image) {\n      __typename\n      ... on OcrKtpSuccess {\n        card {\n          fields(names: [NIK, NAME, BIRTH_PLACE, BIRTH_DATE, STREET, RT_RW, VILLAGE, DISTRICT, REGENCY, PROVINCE]) {\n            name\n            raw\n            normalised\n            confidence\n            visibility\n            completed\n          }\n        }\n        inconsistencies {\n          code\n          fields\n          message(language: $language)\n        }\n      }\n      ... on OcrKtpError {\n        code\n        retryable\n        mayBeCharged\n        transactionId\n        userMessage(language: $language)\n      }\n      ... on ImageInvalidFormatError {\n        acceptedTypes\n      }\n      ... on OcrNoResultError {\n        imageQuality {\n          hints {\n            code\n            advice(language: $language)\n          }\n        }\n      }\n      ... on ServiceBusyError {\n        retryAfterSeconds\n      }\n    }\n  }\n": types.ReadForFormDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReadForForm($image: Upload!, $language: Language!) {\n    ocrKtp(image: $image) {\n      __typename\n      ... on OcrKtpSuccess {\n        card {\n          fields(names: [NIK, NAME, BIRTH_PLACE, BIRTH_DATE, STREET, RT_RW, VILLAGE, DISTRICT, REGENCY, PROVINCE]) {\n            name\n            raw\n            normalised\n            confidence\n            visibility\n            completed\n          }\n        }\n        inconsistencies {\n          code\n          fields\n          message(language: $language)\n        }\n      }\n      ... on OcrKtpError {\n        code\n        retryable\n        mayBeCharged\n        transactionId\n        userMessage(language: $language)\n      }\n      ... on ImageInvalidFormatError {\n        acceptedTypes\n      }\n      ... on OcrNoResultError {\n        imageQuality {\n          hints {\n            code\n            advice(language: $language)\n          }\n        }\n      }\n      ... on ServiceBusyError {\n        retryAfterSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReadForForm($image: Upload!, $language: Language!) {\n    ocrKtp(image: $image) {\n      __typename\n      ... on OcrKtpSuccess {\n        card {\n          fields(names: [NIK, NAME, BIRTH_PLACE, BIRTH_DATE, STREET, RT_RW, VILLAGE, DISTRICT, REGENCY, PROVINCE]) {\n            name\n            raw\n            normalised\n            confidence\n            visibility\n            completed\n          }\n        }\n        inconsistencies {\n          code\n          fields\n          message(language: $language)\n        }\n      }\n      ... on OcrKtpError {\n        code\n        retryable\n        mayBeCharged\n        transactionId\n        userMessage(language: $language)\n      }\n      ... on ImageInvalidFormatError {\n        acceptedTypes\n      }\n      ... on OcrNoResultError {\n        imageQuality {\n          hints {\n            code\n            advice(language: $language)\n          }\n        }\n      }\n      ... on ServiceBusyError {\n        retryAfterSeconds\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;