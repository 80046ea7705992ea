import { workerData } from 'piscina';
import type { ReadAnswer, ReadRequest } from './message.js';
import { findModels } from './models.js';
import { loadReader } from './read-picture.js';

// Awaited before the pool counts the thread as ready: its first card is read as fast as any other.
const read = await loadReader(findModels(), workerData.runtime);

export default async function work(request: ReadRequest | null): Promise<ReadAnswer | null> {
  return request === null ? null : read(request);
}
