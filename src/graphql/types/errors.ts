import {
  AccessDeniedError,
  ImageInvalidFormatError,
  ImageInvalidSizeError,
  InsufficientBalanceError,
  InvalidParameterError,
  type OcrKtpError,
  OcrNoResultError,
  QuotaExceededError,
  ServiceBusyError,
  UpstreamError,
} from '../../engine/errors.js';
import { type Failure, userMessage, userText } from '../../engine/user-messages.js';
import { intakeOf } from '../../reading/read-card.js';
import { builder } from '../builder.js';
import { PricingStrategyEnum, StatusCodeEnum, TEXT_ARGS } from './enums.js';
import { QualityRef } from './quality.js';
import { ImageLimitsRef } from './service.js';

const OcrKtpErrorRef = builder.interfaceRef<OcrKtpError>('OcrKtpError').implement({
  description: 'What every error of `OcrKtpResult` has.',
  fields: (t) => ({
    code: t.expose('code', {
      type: StatusCodeEnum,
      description: 'The status code of the upstream. The embedded engine uses the same codes.',
    }),
    message: t.exposeString('message', {
      description: 'For developers, in English. Do not show it to card holders. It never contains card data.',
    }),
    userMessage: t.string({
      description:
        'For the person with the card: what happened and what to do, in whole sentences. It never contains card data.',
      args: TEXT_ARGS,
      resolve: (error, { language }) => userText(userMessage(failureOf(error), language)),
    }),
    retryable: t.exposeBoolean('retryable', {
      description:
        'Whether the same request may succeed later, and costs nothing until it does. False if `mayBeCharged`.',
    }),
    mayBeCharged: t.exposeBoolean('mayBeCharged', {
      description:
        'Whether this was charged, or may have been charged because the answer of the upstream was lost. The same request could then be charged again. Programs should not repeat it; a person may decide to.',
    }),
    pricing: t.expose('pricing', { type: PricingStrategyEnum }),
    transactionId: t.id({
      resolve: ({ transactionId }) => {
        if (transactionId === null) throw new Error('An error left the reading without an id.');
        return transactionId;
      },
    }),
  }),
});

/** The error members of `OcrKtpResult`, in the order of the union. */
export const OCR_KTP_ERRORS = [
  ImageInvalidFormatError,
  ImageInvalidSizeError,
  OcrNoResultError,
  ServiceBusyError,
  QuotaExceededError,
  InsufficientBalanceError,
  AccessDeniedError,
  InvalidParameterError,
  UpstreamError,
] as const;

/** Names are the schema's: a class is called as its member of the union. No `instanceof`, for the plug-in hands over proxies. */
function failureOf(error: OcrKtpError & Partial<ImageInvalidSizeError & ImageInvalidFormatError>): Failure {
  return { __typename: error.name, reason: error.reason, detectedType: error.detectedType };
}

const SizeReasonEnum = builder.enumType('ImageSizeReason', {
  values: ['TOO_MANY_BYTES', 'SIDE_TOO_SHORT', 'SIDE_TOO_LONG'] as const,
});

builder.objectType(ImageInvalidFormatError, {
  name: 'ImageInvalidFormatError',
  description: '`IMAGE_INVALID_FORMAT`: the file is not of an accepted type, or it is broken.',
  interfaces: [OcrKtpErrorRef],
  fields: (t) => ({
    detectedType: t.exposeString('detectedType', {
      nullable: true,
      description: 'The type that the first bytes show, such as `image/webp`. Null if they do not show it.',
    }),
    acceptedTypes: t.stringList({ resolve: (_, __, { services }) => [...intakeOf(services).types] }),
  }),
});

builder.objectType(ImageInvalidSizeError, {
  name: 'ImageInvalidSizeError',
  description: '`IMAGE_INVALID_SIZE`: too many bytes, or a side too short or too long.',
  interfaces: [OcrKtpErrorRef],
  fields: (t) => ({
    reason: t.expose('reason', { type: SizeReasonEnum }),
    width: t.exposeInt('width', {
      nullable: true,
      description: 'Pixels. Null if the file was cut off before they could be read.',
    }),
    height: t.exposeInt('height', { nullable: true }),
    limits: t.field({ type: ImageLimitsRef, resolve: (_, __, { services }) => intakeOf(services).limits }),
  }),
});

builder.objectType(OcrNoResultError, {
  name: 'OcrNoResultError',
  description: '`OCR_NO_RESULT`: no KTP field was found in the picture. The upstream charges for it.',
  interfaces: [OcrKtpErrorRef],
  fields: (t) => ({
    imageQuality: t.expose('quality', {
      type: QualityRef,
      nullable: true,
      description: 'Why the picture may be unreadable.',
    }),
  }),
});

builder.objectType(ServiceBusyError, {
  name: 'ServiceBusyError',
  description: '`SERVICE_BUSY` or `RETRY_LATER`: try again after a while.',
  interfaces: [OcrKtpErrorRef],
  fields: (t) => ({ retryAfterSeconds: t.exposeInt('retryAfterSeconds') }),
});

builder.objectType(QuotaExceededError, {
  name: 'QuotaExceededError',
  description: '`OVER_QUERY_LIMIT`: the quota of free queries is used up.',
  interfaces: [OcrKtpErrorRef],
});

builder.objectType(InsufficientBalanceError, {
  name: 'InsufficientBalanceError',
  description: '`INSUFFICIENT_BALANCE`: the operator of this server must top up the upstream account.',
  interfaces: [OcrKtpErrorRef],
});

builder.objectType(AccessDeniedError, {
  name: 'AccessDeniedError',
  description: "`IAM_FAILED` or `ACCOUNT_DISABLED`: the upstream refuses this server's credentials.",
  interfaces: [OcrKtpErrorRef],
});

builder.objectType(InvalidParameterError, {
  name: 'InvalidParameterError',
  description:
    '`PARAMETER_ERROR`, `EMPTY_PARAMETER_ERROR` or `CLIENT_ERROR`: the upstream did not accept the request.',
  interfaces: [OcrKtpErrorRef],
});

builder.objectType(UpstreamError, {
  name: 'UpstreamError',
  description: '`ERROR`: the upstream failed, did not answer in time, or gave an unknown answer.',
  interfaces: [OcrKtpErrorRef],
});
