/** Longest side of a picture that was made smaller, in pixels. */
const SIDE_AFTER = 2400;

export class Unauthenticated extends Error {}

/**
 * The picture itself, or a smaller one where it is too large for every engine, or of another format. What the browser cannot decode
 * stays as it is.
 */
export async function shrink(file, { maxBytes, maxSide, types }) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return file;
  const fits = file.size < maxBytes && Math.max(bitmap.width, bitmap.height) <= maxSide;
  if (fits && types.includes(file.type)) return file;
  const scale = Math.min(1, SIDE_AFTER / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', 0.9));
}

/**
 * Sends one picture by the GraphQL multipart request specification. XMLHttpRequest, for fetch does not tell how much was sent.
 * @param documentId the hash of a document that the gateway knows
 * @param onSent told the share that was sent, 0 to 1
 * @param signal stops it; the promise then rejects with an AbortError
 */
export function send(documentId, file, { key, onSent, signal }) {
  const body = new FormData();
  body.set('operations', JSON.stringify({ documentId, variables: { image: null } }));
  body.set('map', JSON.stringify({ 0: ['variables.image'] }));
  body.set('0', file, 'card');
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', '/graphql');
    call.responseType = 'json';
    call.setRequestHeader('accept', 'application/json');
    call.setRequestHeader('apollo-require-preflight', 'true');
    if (key) call.setRequestHeader('authorization', `Bearer ${key}`);
    call.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 1);
    call.upload.onload = () => onSent(1);
    call.onload = () => {
      if (call.status === 401) reject(new Unauthenticated());
      else if (call.response === null) reject(new Error(`HTTP ${call.status}`));
      else resolve(call.response);
    };
    call.onerror = () => reject(new Error('no answer'));
    call.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', () => call.abort());
    call.send(body);
  });
}
