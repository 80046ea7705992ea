import { OcrKtpError } from '../../engine/errors.js';
import { createFitter } from '../../engine/fitting/fitter.js';
import { type CardImage, probe } from '../../engine/image/probe.js';
import { ENGINE_LIMITS, FITTED_INTAKE } from '../../image-limits.js';
import { PictureError } from '../failure.js';
import type { Reader } from '../reader.js';
import type { Answer } from '../record.js';

/** Never fires: a picture that was begun is not stopped. */
const NEVER = new AbortController().signal;

/** A reader that makes large pictures smaller and passes them to another reader, so that every gateway accepts them. */
export function withFitting(reader: Reader): Reader {
  const fitter = createFitter();

  async function imageOf(picture: Buffer): Promise<CardImage | null> {
    try {
      return await fitter.fit(await probe({ bytes: picture, cut: isCut(picture) }, FITTED_INTAKE), NEVER);
    } catch (error) {
      if (!(error instanceof OcrKtpError)) throw error;
      // The picture is small enough to be sent: the gateway says what is wrong with it.
      if (picture.length < ENGINE_LIMITS.maxBytes) return null;
      throw new PictureError(error.code, error.message, error.retryable);
    }
  }

  return {
    lanes: reader.lanes,
    ready: () => reader.ready(),
    async read(picture, stop) {
      const image = await imageOf(picture);
      const answer = await reader.read(image?.sent === undefined ? picture : image.bytes, stop);
      return image?.sent === undefined ? answer : asSent(answer, image.sent);
    },
    async close() {
      await Promise.all([reader.close(), fitter.close()]);
    },
  };
}

/** Whether the file may have more bytes: no more are loaded than a picture may have. */
function isCut(picture: Buffer): boolean {
  return picture.length >= FITTED_INTAKE.limits.maxBytes;
}

/** The answer with the size and type of the original picture. The gateway knows only the smaller one. */
function asSent(answer: Answer, { bytes, mimeType, width, height }: NonNullable<CardImage['sent']>): Answer {
  if (!('imageQuality' in answer) || !answer.imageQuality) return answer;
  return { ...answer, imageQuality: { ...answer.imageQuality, bytes, mimeType, width, height } };
}
