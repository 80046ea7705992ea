import { print } from 'graphql';
import { ReadNikDocument, type ReadNikMutation } from '../generated/graphql.js';

export async function readNik(url: string, image: Blob) {
  const form = new FormData();
  form.append('operations', JSON.stringify({ query: print(ReadNikDocument), variables: { image: null } }));
  form.append('map', JSON.stringify({ 0: ['variables.image'] }));
  form.append('0', image);
  const headers = { 'GraphQL-Preflight': '1' };
  const response = await fetch(url, { method: 'POST', headers, body: form });
  const { data, errors } = (await response.json()) as {
    data?: ReadNikMutation;
    errors?: { message: string }[];
  };
  if (!data) throw new Error(errors?.[0]?.message);
  if (data.ocrKtp.__typename !== 'OcrKtpSuccess') throw new Error(data.ocrKtp.message);
  return data.ocrKtp.card.nik;
}
