import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Charge } from '../../../src/engine/advance-ai/budget.js';
import { type AdvanceOptions, createAdvanceEngine } from '../../../src/engine/advance-ai/engine.js';
import type { Engine, Reading } from '../../../src/engine/engine.js';
import type { OcrKtpError } from '../../../src/engine/errors.js';
import { type CardImage, probe } from '../../../src/engine/image/probe.js';
import { ALL_FIELDS } from '../../../src/ktp/field.js';
import { CREDENTIALS, type ScriptedUpstream } from './scripted-upstream.js';

const NEVER = new AbortController().signal;
const background = { width: 300, height: 260, channels: 3 as const };

/** A picture that no other call sends. */
export async function newPicture(format: 'jpeg' | 'png' = 'jpeg'): Promise<CardImage> {
  const [r = 0, g = 0, b = 0] = randomBytes(3);
  const bytes = await sharp({ create: { ...background, background: { r, g, b } } })
    .withExif({ IFD0: { ImageDescription: randomBytes(8).toString('hex') } })
    .toFormat(format)
    .toBuffer();
  return probe({ bytes, cut: false });
}

export interface Client {
  readonly engine: Engine;
  /** What each OCR call cost. */
  readonly charges: Charge[];
  read(image?: CardImage, signal?: AbortSignal, caller?: string): Promise<Reading>;
  /** The error a reading comes to. */
  fail(image?: CardImage): Promise<OcrKtpError>;
}

export function clientOf(
  upstream: Pick<ScriptedUpstream, 'url'>,
  options: Partial<AdvanceOptions> = {},
): Client {
  const charges: Charge[] = [];
  const engine = createAdvanceEngine({
    ...CREDENTIALS,
    baseUrl: upstream.url,
    connectTimeoutMs: 2000,
    timeoutMs: 5000,
    queueTimeoutMs: 5000,
    maxCalls: 4,
    maxQueue: 8,
    today: () => '2026-11-22',
    onCharge: (charge) => charges.push(charge),
    ...options,
  });
  const read: Client['read'] = async (image, signal = NEVER, caller) =>
    engine.read(image ?? (await newPicture()), ALL_FIELDS, signal, caller);
  const fail: Client['fail'] = async (image) => {
    try {
      await read(image);
    } catch (error) {
      return error as OcrKtpError;
    }
    throw new Error('The picture was read.');
  };
  return { engine, charges, read, fail };
}
