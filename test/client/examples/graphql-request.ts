import { GraphQLClient } from 'graphql-request';
import { ReadNikDocument } from '../generated/graphql.js';

export async function readNik(url: string, image: Blob) {
  const client = new GraphQLClient(url, {
    // graphql-request sends JSON only; here it becomes a form with the file.
    requestMiddleware: ({ body, headers: _, ...request }) => {
      const form = new FormData();
      form.append('operations', JSON.stringify({ ...JSON.parse(String(body)), variables: { image: null } }));
      form.append('map', JSON.stringify({ 0: ['variables.image'] }));
      form.append('0', image);
      return { ...request, body: form, headers: { 'GraphQL-Preflight': '1' } };
    },
  });
  const { ocrKtp } = await client.request(ReadNikDocument, { image });
  if (ocrKtp.__typename !== 'OcrKtpSuccess') throw new Error(ocrKtp.message);
  return ocrKtp.card.nik;
}
