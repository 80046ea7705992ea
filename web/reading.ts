import type { ReadForPageMutation } from './generated/graphql.js';

/** What a picture came to, as the page asks for it. */
export type Result = ReadForPageMutation['ocrKtp'];
export type Success = Extract<Result, { readonly __typename: 'OcrKtpSuccess' }>;
export type Failure = Exclude<Result, Success>;
export type Card = Success['card'];
export type Field = Card['fields'][number];
export type Finding = Success['inconsistencies'][number];
