import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client/core';
import { Defer20220824Handler } from '@apollo/client/incremental';
import { StreamCardsDocument, type StreamCardsMutation } from '../generated/graphql.js';
import { possibleTypes } from '../generated/possible-types.js';

export type Cards = StreamCardsMutation['ocrKtpBatch']['items'];

/** Makes the form. `apollo-upload-client` makes one too, but takes no answer in parts; Apollo's own link does. */
async function upload(
  url: RequestInfo | URL,
  { images, ...options }: RequestInit & { images?: readonly Blob[] } = {},
) {
  if (images === undefined) return fetch(url, options);
  const form = new FormData();
  const operations = { ...JSON.parse(String(options.body)), variables: { images: images.map(() => null) } };
  form.append('operations', JSON.stringify(operations));
  form.append(
    'map',
    JSON.stringify(Object.fromEntries(images.map((_, i) => [i, [`variables.images.${i}`]]))),
  );
  images.forEach((image, i) => {
    form.append(`${i}`, image);
  });
  const headers = new Headers(options.headers);
  headers.delete('content-type');
  headers.set('Apollo-Require-Preflight', 'true');
  return fetch(url, { ...options, headers, body: form });
}

export async function readCards(url: string, images: readonly Blob[], show: (cards: Cards) => void) {
  const client = new ApolloClient({
    cache: new InMemoryCache({ possibleTypes }),
    link: new HttpLink({ uri: url, fetch: upload }),
    incrementalHandler: new Defer20220824Handler(),
  });
  await client.mutate({
    mutation: StreamCardsDocument,
    variables: { images: [...images] },
    context: { fetchOptions: { images } },
    fetchPolicy: 'no-cache',
    // The promise comes with the whole answer; this is called with each part as well.
    refetchQueries: ({ data }) => {
      show((data as StreamCardsMutation | undefined)?.ocrKtpBatch.items ?? []);
      return [];
    },
  });
}
