import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { RAW_FIELD_NAMES } from '../../src/ktp/raw.js';
import { oneUpload } from '../../test/support/client.js';

export const TASKS = ['upload', 'checkNik'] as const;
export type Task = (typeof TASKS)[number];

/** A request to be sent over and over. */
export interface Shot {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Where 16 hexadecimal digits lie that no two requests may share: the gateway reads the same picture once for two who ask for it at once. */
  readonly serialAt: number | null;
  /** A part of the right answer. */
  readonly expected: string;
}

const SPECIMEN = new URL('../../test/fixtures/cards/mild.jpg', import.meta.url);
const SERIAL_DIGITS = 16;

const READ = `mutation ($image: Upload!) {
  ocrKtp(image: $image) {
    ... on OcrKtpSuccess { transactionId card { raw { ${RAW_FIELD_NAMES.join(' ')} } } }
  }
}`;

const CHECK = `query ($nik: String!) {
  checkNik(nik: $nik) {
    number valid birthDate gender serial
    province { code name } regency { code name } district { code name }
  }
}`;

/** An invented number. */
const NIK = '3374016106890002';

export async function shotOf(task: Task, key: string): Promise<Shot> {
  return task === 'upload' ? upload(await picture(), key) : query(key);
}

/** The specimen as a phone would take it: 2000 pixels wide, some hundred kilobytes, with room for a serial in a comment. */
export async function picture(): Promise<Buffer> {
  const jpeg = await sharp(readFileSync(SPECIMEN)).resize({ width: 2000 }).jpeg({ quality: 90 }).toBuffer();
  const comment = Buffer.from([0xff, 0xfe, 0, 2 + SERIAL_DIGITS, ...Buffer.alloc(SERIAL_DIGITS, '0')]);
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}

function upload(bytes: Buffer, key: string): Shot {
  const form = oneUpload(READ, bytes);
  const body = form.body();
  return {
    headers: { ...form.headers(), authorization: `Bearer ${key}` },
    body,
    serialAt: body.indexOf('0'.repeat(SERIAL_DIGITS)),
    expected: '"birthday":"1989/06/01"',
  };
}

function query(key: string): Shot {
  const body = Buffer.from(JSON.stringify({ query: CHECK, variables: { nik: NIK } }));
  return {
    headers: {
      'content-type': 'application/json',
      'content-length': `${body.length}`,
      authorization: `Bearer ${key}`,
    },
    body,
    serialAt: null,
    expected: '"birthDate":"1989-06-21"',
  };
}
