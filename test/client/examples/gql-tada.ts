import { Client, fetchExchange } from '@urql/core';
import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../generated/tada.js';

const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { ID: string; Date: string; Upload: Blob };
}>();

const ReadNik = graphql(`
  mutation ReadNik($image: Upload!) {
    ocrKtp(image: $image) {
      __typename
      ... on OcrKtpSuccess { card { nik { number valid } } }
      ... on OcrKtpError { message }
    }
  }
`);

export async function readNik(url: string, image: Blob) {
  const client = new Client({
    url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers: { 'GraphQL-Preflight': '1' } },
  });
  const { data, error } = await client.mutation(ReadNik, { image }).toPromise();
  if (!data) throw error;
  if (data.ocrKtp.__typename !== 'OcrKtpSuccess') throw new Error(data.ocrKtp.message);
  return data.ocrKtp.card.nik;
}
