import { RemoteReader } from '../../peers/remote-reader.js';
import type { Figures } from '../figures.js';

/** What the engine alone takes for each picture, one at a time on one thread, CPU milliseconds of its process; the network's threads included. */
export async function measureReading(pictures: readonly Buffer[]): Promise<Figures['reading']> {
  // All of them are read once before, so that the compiler has done its work.
  const reader = await RemoteReader.start('ours', { threads: 1, packages: '', pictures });
  try {
    const cpuMs: number[] = [];
    for (const picture of pictures) cpuMs.push(Math.round((await reader.read(picture)).cpuMs * 10) / 10);
    const bytes = pictures.reduce((sum, { length }) => sum + length, 0);
    return { cpuMs, pictureBytes: Math.round(bytes / pictures.length) };
  } finally {
    reader.close();
  }
}
