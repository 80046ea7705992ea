import type { CutImage, CutOrder } from '../engine/cutting/message.js';
import type { CardOutline, Reading } from '../engine/engine.js';
import { OcrKtpError } from '../engine/errors.js';
import type { Picture } from '../engine/image/probe.js';
import type { FieldName } from '../ktp/field.js';
import { timed } from '../observability/timed.js';
import { type CardReading, type ReadingOptions, type ReadingServices, readable } from './read-card.js';

/** What can be cut from a card that was read. */
export type CardPart = 'CARD' | 'PORTRAIT' | 'SIGNATURE';

/** How a picture is wished for. */
export interface ImageWish extends Pick<CutOrder, 'maxWidth' | 'format' | 'quality'> {
  readonly part: CardPart;
  /** Fields that are covered, wherever the card tells them, and whether the portrait and the signature are. */
  readonly redact: readonly FieldName[];
  readonly redactPortrait: boolean;
  readonly redactSignature: boolean;
}

/** In shares of the card's sides. */
const WHOLE_CARD = { x: 0, y: 0, width: 1, height: 1 } as const;

/**
 * Pictures cut from one that was read: of the bytes that were sent, on this machine, whichever read them. Nothing of them is kept.
 * @returns a picture for each wish, in their order; null where the engine did not say where the card lies
 * @throws OcrKtpError where there is too much to do, or the signal's reason
 */
export async function cutImages(
  picture: Picture,
  { reading, transactionId }: Pick<CardReading, 'reading' | 'transactionId'>,
  wishes: readonly ImageWish[],
  { signal, caller }: Pick<ReadingOptions, 'signal' | 'caller'>,
  services: ReadingServices,
): Promise<readonly CutImage[] | null> {
  const { cutter } = services;
  const found = placeOf(reading);
  if (cutter === undefined || found === null) return null;
  try {
    const image = await readable(picture, signal, caller, services);
    const orders = wishes.map((wish) => orderOf(wish, found.outline));
    return await timed('cut', () => cutter.cut({ image, ...found }, orders, signal, caller));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof OcrKtpError && error.cause !== undefined)
      services.onFault(error.cause, transactionId);
    throw error;
  }
}

/** Where a card lies in its picture; null where the engine did not say. */
export function placeOf({ outline, turnedDegrees }: Reading) {
  return outline ? { outline, turnedDegrees: turnedDegrees ?? 0 } : null;
}

function orderOf(
  { part, redact, redactPortrait, redactSignature, maxWidth, format, quality }: ImageWish,
  { print, portrait, signature }: CardOutline,
): CutOrder {
  const area = { CARD: WHOLE_CARD, PORTRAIT: portrait.shown, SIGNATURE: signature.shown }[part];
  const covered = [
    ...redact.flatMap((name) => print[name]),
    ...(redactPortrait ? [portrait.most] : []),
    ...(redactSignature ? [signature.most] : []),
  ];
  return { area, covered, maxWidth, format, quality };
}
