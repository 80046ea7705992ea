import { OcrKtpError } from '../../engine/errors.js';
import { createFitter } from '../../engine/fitting/fitter.js';
import { type CardImage, probe } from '../../engine/image/probe.js';
import { ENGINE_LIMITS, FITTED_INTAKE } from '../../image-limits.js';
import { PictureError } from '../failure.js';
import type { Reader } from '../reader.js';
import type { Answer } from '../record.js';

/** Nobody stops one picture: the command ends with those that it began. */
const NEVER = new AbortController().signal;

/** The reader, given pictures as every gateway accepts them: large ones are made smaller here, and travel so. */
export function withFitting(reader: Reader): Reader {
  const fitter = createFitter();

  async function imageOf(picture: Buffer): Promise<CardImage | null> {
    try {
      return await fitter.fit(await probe({ bytes: picture, cut: isCut(picture) }, FITTED_INTAKE), NEVER);
    } catch (error) {
      if (!(error instanceof OcrKtpError)) throw error;
      // The gateway says what is wrong with a picture that it can be sent.
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

/** As much of a file is loaded as a picture may have. */
function isCut(picture: Buffer): boolean {
  return picture.length >= FITTED_INTAKE.limits.maxBytes;
}

/** The gateway speaks of the picture that it got. */
function asSent(answer: Answer, { bytes, mimeType, width, height }: NonNullable<CardImage['sent']>): Answer {
  if (!('imageQuality' in answer) || !answer.imageQuality) return answer;
  return { ...answer, imageQuality: { ...answer.imageQuality, bytes, mimeType, width, height } };
}
