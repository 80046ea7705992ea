import { ApolloClient, InMemoryCache } from '@apollo/client/core';
import UploadHttpLink from 'apollo-upload-client/UploadHttpLink.mjs';
import { ReadNikDocument } from '../generated/graphql.js';
import { possibleTypes } from '../generated/possible-types.js';

export async function readNik(url: string, image: Blob) {
  const client = new ApolloClient({
    // Without them, `... on OcrKtpError` matches nothing in the cache.
    cache: new InMemoryCache({ possibleTypes }),
    link: new UploadHttpLink({ uri: url, headers: { 'Apollo-Require-Preflight': 'true' } }),
  });
  // A card is not kept in the cache.
  const { data } = await client.mutate({
    mutation: ReadNikDocument,
    variables: { image },
    fetchPolicy: 'no-cache',
  });
  if (data?.ocrKtp.__typename !== 'OcrKtpSuccess') throw new Error(data?.ocrKtp.message);
  return data.ocrKtp.card.nik;
}
