import { STATUS_CODES } from 'node:http';
import { ENGINE_INTAKE, type Intake } from '../../image-limits.js';
import { KEY_PATTERN } from '../../reading/idempotency/key.js';
import { clientError, type Envelope, failure, success } from '../envelope.js';
import { MAX_JSON_BYTES } from '../json-body.js';
import { PERIOD } from '../messages.js';
import { maxBodyBytes, PART } from '../ocr-image.js';
import { declaredTypes } from '../ocr-ktp-check.js';
import { OCR_PATH, TOKEN_PATH } from '../paths.js';
import { ANSWERS, answersOf, CLIENT_ERRORS, type Endpoint, OCR_ANSWERS, TOKEN_ANSWERS } from './answers.js';
import { CARD_EXAMPLE, EXAMPLE_ID, TOKEN_EXAMPLE } from './examples.js';
import { answerSchemas, oneOf, type Schema } from './schemas.js';

const JSON_TYPE = 'application/json';
const header = (name: string) => ({ $ref: `#/components/headers/${name}` });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** In every answer to a request that came whole. */
const ALWAYS = Object.fromEntries(
  ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'].map((name) => [name, header(name)]),
);

const HEADERS = {
  'X-Request-Id': {
    description:
      'The id of the request in the log. It is the client’s own id if the client sent a well-formed one.',
    required: true,
    schema: { type: 'string', pattern: '^[\\w.:-]{1,64}$' },
  },
  'RateLimit-Policy': {
    description:
      'The limits for which the request was counted: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers-10). Missing if there are no limits.',
    schema: { type: 'string', pattern: '^"\\w+";q=\\d+;w=\\d+(?:, "\\w+";q=\\d+;w=\\d+)*$' },
    example: '"address";q=600;w=60, "key";q=600;w=60',
  },
  RateLimit: {
    description: 'What is left: `r` requests. In `t` seconds all are available again.',
    schema: { type: 'string', pattern: '^"\\w+";r=\\d+;t=\\d+(?:, "\\w+";r=\\d+;t=\\d+)*$' },
    example: '"address";r=581;t=42, "key";r=588;t=42',
  },
  'Retry-After': {
    description:
      'For `SERVICE_BUSY` and `RETRY_LATER`, in the form of the upstream’s document: seconds and an `s`.',
    schema: { type: 'string', pattern: '^\\d+s$' },
    example: '10s',
  },
} as const;

/** What this server says in its REST format, in OpenAPI 3.1, made of the tables that the server itself goes by. */
export function openapiDocument(version: string, intake: Intake = ENGINE_INTAKE): Schema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'KTP Gateway: OCR (All Fields)',
      version,
      summary: 'Two endpoints in the format of ADVANCE.AI’s “OCR (All Fields)”.',
      description:
        'A client gets a token with its access key, then sends pictures of Indonesian identity cards. The HTTP status is 200 for every `code` except `CLIENT_ERROR`, which has the status that its message names, such as 404 for another path under `/openapi/` and 405 for another method than POST. The GraphQL API of this gateway says more about a card.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The gateway that served this document.' }],
    paths: { [TOKEN_PATH]: { post: tokenOperation() }, [OCR_PATH]: { post: ocrOperation(intake) } },
    components: {
      schemas: answerSchemas(),
      headers: HEADERS,
      securitySchemes: {
        accessToken: {
          type: 'apiKey',
          in: 'header',
          name: 'X-ACCESS-TOKEN',
          description: 'From the first endpoint.',
        },
      },
    },
  };
}

function tokenOperation(): Schema {
  const text = (description: string, more: Schema = {}) => ({
    type: 'string',
    minLength: 1,
    description,
    ...more,
  });
  return {
    operationId: 'generateToken',
    summary: 'An access token',
    security: [],
    requestBody: {
      required: true,
      description: `At most ${MAX_JSON_BYTES} bytes.`,
      content: {
        [JSON_TYPE]: {
          schema: {
            type: 'object',
            required: ['accessKey', 'timestamp', 'signature'],
            properties: {
              accessKey: text('The client’s access key.'),
              timestamp: {
                description:
                  'Milliseconds since 1970, 13 digits, as a number or a text; at most 300 seconds from now.',
                anyOf: [{ type: 'string', pattern: '^\\d{13}$' }, { type: 'integer' }],
              },
              signature: text(
                'SHA-256 of access key, secret key and timestamp, joined in this order, in hexadecimal.',
                {
                  pattern: '^[0-9A-Fa-f]{64}$',
                },
              ),
              periodSecond: {
                description: `How many seconds the token is valid, as a number or a text: ${PERIOD.least} to ${PERIOD.most}.`,
                default: PERIOD.usual,
                anyOf: [
                  { type: 'integer', minimum: PERIOD.least, maximum: PERIOD.most },
                  { type: 'string', pattern: '^\\d{2,5}$' },
                ],
              },
            },
          },
          example: {
            accessKey: 'sampleaccesskey',
            signature: '02209bbeaf0d0a3dd587f6a1ba22f84c98d142e3b545e77db7e4906ca56349f5',
            timestamp: 1665993522952,
            periodSecond: 120,
          },
        },
      },
    },
    responses: responses('Token', TOKEN_EXAMPLE, TOKEN_ANSWERS, [400, 413, 415]),
  };
}

function ocrOperation(intake: Intake): Schema {
  const { minSide, maxSide, maxBytes } = intake.limits;
  const formats = intake.types.map((type) => type.slice('image/'.length).toUpperCase());
  return {
    operationId: 'ocrKtpCheck',
    summary: 'The fields of one picture',
    security: [{ accessToken: [] }],
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        description:
          'A key that the client makes for this reading, such as a UUID (draft-ietf-httpapi-idempotency-key-header-07). The same picture with the same key is read and paid once, and gets the same answer for a day.',
        schema: { type: 'string', pattern: KEY_PATTERN },
        example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
      },
    ],
    requestBody: {
      required: true,
      description: `At most ${maxBodyBytes(intake.limits)} bytes.`,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: [PART],
            properties: {
              [PART]: {
                type: 'string',
                format: 'binary',
                description: `The picture: ${formats.join(' or ')}, less than ${maxBytes} bytes, each side ${minSide} to ${maxSide} pixels.`,
              },
            },
          },
          encoding: { [PART]: { contentType: declaredTypes(intake).join(', ') } },
        },
      },
    },
    responses: responses('Card', CARD_EXAMPLE, OCR_ANSWERS, [400, 413, 415, 422]),
  };
}

function responses(schema: string, data: unknown, endpoint: Endpoint, statuses: readonly number[]): Schema {
  const answers = answersOf(endpoint);
  const failures = answers.flatMap(([code, messages]) =>
    Object.entries(messages).map(([name, message]) => [
      name,
      { summary: ANSWERS[code].when, value: exampleOf(failure(code, message).envelope) },
    ]),
  );
  const read = { summary: 'What was asked for.', value: exampleOf(success(data, 'FREE').envelope) };
  const ok = {
    description: 'The result, or the reason why there is none: `code` says which.',
    headers: { ...ALWAYS, 'Retry-After': header('Retry-After') },
    content: {
      [JSON_TYPE]: {
        schema: oneOf(
          schema,
          answers.map(([code]) => code),
        ),
        examples: { SUCCESS: read, ...Object.fromEntries(failures) },
      },
    },
  };
  const refused = statuses.map((status) => [
    status,
    {
      description: `${STATUS_CODES[status]}. ${CLIENT_ERRORS[status]}`,
      headers: ALWAYS,
      content: {
        [JSON_TYPE]: { schema: ref('ClientError'), example: exampleOf(clientError(status).envelope) },
      },
    },
  ]);
  return {
    200: ok,
    ...Object.fromEntries(refused),
    default: {
      description:
        'The request did not arrive completely, and was answered before its endpoint was known: 408 it took too long, 431 its headers are too large, 503 there is no memory for it.',
      content: { [JSON_TYPE]: { schema: ref('NotWhole') } },
    },
  };
}

/** The id is another each time; the document is to stay the same. */
function exampleOf(envelope: Envelope): Envelope {
  return { ...envelope, transactionId: EXAMPLE_ID };
}
