import { FormData } from 'undici';
import { ReadRecordDocument } from '../generated/graphql.js';

/** Whether a request has the document itself, or its id: some gateways accept only the documents of their manifest. */
export type Naming = 'query' | 'documentId';

const DOCUMENTS = {
  query: ReadRecordDocument.toString(),
  documentId: ReadRecordDocument.__meta__?.hash,
};

/**
 * A request for one picture, a batch of one, by the GraphQL multipart request specification. The name of the file is not sent: it may
 * name a person.
 */
export function formOf(picture: Buffer, naming: Naming): FormData {
  const form = new FormData();
  form.append('operations', JSON.stringify({ [naming]: DOCUMENTS[naming], variables: { images: [null] } }));
  form.append('map', JSON.stringify({ 0: ['variables.images.0'] }));
  form.append('0', new Blob([new Uint8Array(picture)]), 'picture');
  return form;
}
