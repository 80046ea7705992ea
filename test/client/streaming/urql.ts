import { Client, fetchExchange } from '@urql/core';
import { StreamCardsDocument, type StreamCardsMutation } from '../generated/graphql.js';

export type Cards = StreamCardsMutation['ocrKtpBatch']['items'];

export function readCards(url: string, images: readonly Blob[], show: (cards: Cards) => void): Promise<void> {
  const client = new Client({
    url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers: { 'GraphQL-Preflight': '1' } },
  });
  return new Promise((resolve, reject) => {
    const answer = client.mutation(StreamCardsDocument, { images: [...images] });
    // `toPromise()` would come with the whole answer; this is called with each part.
    answer.subscribe(({ data, error, hasNext }) => {
      if (data) show(data.ocrKtpBatch.items);
      else reject(error);
      if (!hasNext) resolve();
    });
  });
}
