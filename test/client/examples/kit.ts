import { readCard } from '@ktp-gateway/client';
import { ReadNikDocument } from '../generated/graphql.js';

export async function readNik(url: string, image: Blob) {
  const result = await readCard(image, { url, document: ReadNikDocument });
  if (result.__typename !== 'OcrKtpSuccess') throw new Error(result.message);
  return result.card.nik;
}
