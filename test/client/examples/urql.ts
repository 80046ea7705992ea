import { Client, fetchExchange } from '@urql/core';
import { ReadNikDocument } from '../generated/graphql.js';

export async function readNik(url: string, image: Blob) {
  const client = new Client({
    url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers: { 'GraphQL-Preflight': '1' } },
  });
  const { data, error } = await client.mutation(ReadNikDocument, { image }).toPromise();
  if (!data) throw error;
  if (data.ocrKtp.__typename !== 'OcrKtpSuccess') throw new Error(data.ocrKtp.message);
  return data.ocrKtp.card.nik;
}
