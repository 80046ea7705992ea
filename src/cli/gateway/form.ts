import { FormData } from 'undici';
import { ReadRecordDocument } from '../generated/graphql.js';

/** The document itself, or its name where a gateway takes none but those of its manifest. */
export type Naming = 'query' | 'documentId';

const DOCUMENTS = {
  query: ReadRecordDocument.toString(),
  documentId: ReadRecordDocument.__meta__?.hash,
};

/**
 * One picture, as a batch of one, by the GraphQL multipart request specification. The name of its file may name a person and stays here;
 * what the picture is, its bytes say.
 */
export function formOf(picture: Buffer, naming: Naming): FormData {
  const form = new FormData();
  form.append('operations', JSON.stringify({ [naming]: DOCUMENTS[naming], variables: { images: [null] } }));
  form.append('map', JSON.stringify({ 0: ['variables.images.0'] }));
  form.append('0', new Blob([new Uint8Array(picture)]), 'picture');
  return form;
}
