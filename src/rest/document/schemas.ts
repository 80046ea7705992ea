import { STATUS_CODES } from 'node:http';
import { MESSAGES } from '../messages.js';
import { NAMES } from '../ocr-data.js';
import { ANSWERS, type Answered, CLIENT_ERRORS } from './answers.js';

export type Schema = Readonly<Record<string, unknown>>;

const TRANSACTION_ID: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 64,
  description: 'Quote it when you ask for help. It is the upstream’s id if the upstream read the picture.',
};

const NO_DATA: Schema = { type: 'null' };

const TOKEN_DATA: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['token', 'expiredTime'],
  properties: {
    token: { type: 'string', minLength: 1, description: 'Send it as `X-ACCESS-TOKEN`.' },
    expiredTime: { type: 'integer', description: 'When the token expires, in milliseconds since 1970.' },
  },
};

const CARD_DATA: Schema = {
  type: 'object',
  description: 'Texts as read. A field that was not read is the text `"null"`.',
  additionalProperties: false,
  required: NAMES,
  properties: Object.fromEntries(NAMES.map((name) => [name, { type: 'string', minLength: 1 }])),
};

/** What the server answers for itself where a request never came whole. */
const NOT_WHOLE: Schema = {
  type: 'object',
  required: ['errors'],
  properties: {
    errors: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['message', 'extensions'],
        properties: {
          message: { type: 'string' },
          extensions: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
        },
      },
    },
  },
};

/** What every answer of the upstream's format looks like. */
function envelope(
  code: Schema,
  message: Schema,
  data: Schema,
  pricing: readonly string[],
  extra: Schema = { type: 'null' },
): Schema {
  const properties = {
    code,
    message,
    data,
    extra,
    transactionId: TRANSACTION_ID,
    pricingStrategy: { enum: pricing },
  };
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

/** The schema of a code's answers: `IMAGE_INVALID_SIZE` is `ImageInvalidSize`. */
export function schemaName(code: string): string {
  return code.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** One of these, told apart by `code`. */
export function oneOf(success: string, codes: readonly Answered[]): Schema {
  const names = { SUCCESS: success, ...Object.fromEntries(codes.map((code) => [code, schemaName(code)])) };
  const mapping = Object.fromEntries(
    Object.entries(names).map(([code, name]) => [code, `#/components/schemas/${name}`]),
  );
  return {
    oneOf: Object.values(mapping).map(($ref) => ({ $ref })),
    discriminator: { propertyName: 'code', mapping },
  };
}

/** All that answers are made of. */
export function answerSchemas(): Readonly<Record<string, Schema>> {
  const failures = Object.entries(ANSWERS).map(([code, { when, messages, pricing }]) => [
    schemaName(code),
    {
      description: when,
      ...envelope({ const: code }, { enum: [...new Set(Object.values(messages))] }, NO_DATA, pricing),
    },
  ]);
  const statuses = Object.keys(CLIENT_ERRORS).map((status) => `HTTP ${status} - ${STATUS_CODES[status]}`);
  return {
    Token: envelope({ const: 'SUCCESS' }, { const: MESSAGES.SUCCESS }, TOKEN_DATA, ['FREE']),
    Card: envelope({ const: 'SUCCESS' }, { const: MESSAGES.SUCCESS }, CARD_DATA, ['FREE', 'PAY']),
    ...Object.fromEntries(failures),
    ClientError: envelope({ const: 'CLIENT_ERROR' }, { enum: statuses }, NO_DATA, ['FREE'], {
      type: ['string', 'null'],
      description: 'The reason, if the message does not say it.',
    }),
    NotWhole: NOT_WHOLE,
  };
}
