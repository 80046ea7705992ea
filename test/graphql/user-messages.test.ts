import { readFileSync } from 'node:fs';
import { type GraphQLUnionType, isObjectType, printType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSandbox, SANDBOX_NAMES, withSandbox } from '../../src/engine/sandbox/engine.js';
import { userMessage } from '../../src/engine/user-messages.js';
import { schema } from '../../src/graphql/schema.js';
import { LANGUAGES } from '../../src/language.js';
import { Connection, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

const ERRORS = (schema.getType('OcrKtpResult') as GraphQLUnionType)
  .getTypes()
  .map(({ name }) => name)
  .filter((name) => name !== 'OcrKtpSuccess');

describe('texts for people', () => {
  it('are in one language wherever none is asked for', () => {
    const defaults = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => [...printType(type).matchAll(/language: Language!?(?: = (\w+))?/g)])
      .map(([, language]) => language);
    expect(defaults.length).toBeGreaterThan(10);
    expect(new Set(defaults)).toEqual(new Set(['EN']));
  });

  it('has words of its own for each error, in each language', () => {
    const unknown = userMessage({ __typename: 'NewerError' }, 'EN');
    for (const language of LANGUAGES) {
      const titles = ERRORS.map((__typename) => userMessage({ __typename }, language).title);
      expect(new Set(titles).size).toBe(ERRORS.length);
      expect(titles).not.toContain(unknown.title);
    }
    for (const __typename of ERRORS) {
      expect(userMessage({ __typename }, 'EN')).not.toEqual(userMessage({ __typename }, 'ID'));
    }
    expect(userMessage({ __typename: 'toString' }, 'EN')).toEqual(unknown);
  });

  it.each([
    ['image/heic', 'Most Compatible'],
    ['image/png', 'damaged'],
    ['application/pdf', 'PDF'],
    ['text/html', 'JPEG or PNG'],
    [null, 'JPEG or PNG'],
  ])('goes by what a file is: %s', (detectedType, words) => {
    const { title, advice } = userMessage({ __typename: 'ImageInvalidFormatError', detectedType }, 'EN');
    expect(`${title}. ${advice}`).toContain(words);
  });
});

describe('OcrKtpError.userMessage', () => {
  let gateway: RunningGateway;
  const engine = {
    name: 'EMBEDDED' as const,
    state: () => ({ able: true, waiting: 0, reading: 0, workers: null }),
    ready: async () => {},
    close: async () => {},
    read: () => Promise.reject(new Error('Every picture here is the sandbox’s.')),
  };
  beforeAll(async () => {
    gateway = await startGateway({ SANDBOX: 'true' }, [withSandbox(engine, loadSandbox())]);
  });
  afterAll(() => gateway.close());

  it('says of every error what the table says, in the language asked for', async () => {
    const client = new Connection(gateway);
    const query = `mutation ($image: Upload!) { ocrKtp(image: $image) { __typename ... on OcrKtpError {
      userMessage pesan: userMessage(language: ID) } ... on ImageInvalidSizeError { reason }
      ... on ImageInvalidFormatError { detectedType } } }`;
    const errors = SANDBOX_NAMES.filter((name) => !name.startsWith('hint-'));
    expect(errors.length).toBeGreaterThan(10);
    for (const name of errors) {
      const picture = readFileSync(new URL(`../../web/sandbox/${name}.jpg`, import.meta.url));
      const { json } = await client.upload(oneUpload(query, picture), {});
      const { userMessage: english, pesan, ...failure } = json.data.ocrKtp;
      const [en, id] = [userMessage(failure, 'EN'), userMessage(failure, 'ID')];
      expect([name, english]).toEqual([name, `${en.title}. ${en.advice}`]);
      expect([name, pesan]).toEqual([name, `${id.title}. ${id.advice}`]);
    }
    client.close();
  });
});
