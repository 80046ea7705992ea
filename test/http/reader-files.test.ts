import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { createReaderFiles } from '../../src/http/reader-files.js';

it('loads a file of the on-device reader again where it could not be loaded before', async () => {
  const root = await mkdtemp(join(tmpdir(), 'ktp-reader-files-'));
  const path = join(root, 'dist/page/worker.js');
  // A folder exists, and cannot be read as a file.
  await mkdir(path, { recursive: true });
  const route = createReaderFiles(pathToFileURL(`${root}/`))['/reader/worker.js'];
  const server = createServer(async (request, response) => {
    try {
      await route?.(request, response);
    } catch (error) {
      response.writeHead(500).end((error as NodeJS.ErrnoException).code);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const ask = async () => {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return [answer.status, await answer.text()];
  };
  try {
    expect(await ask()).toEqual([500, 'EISDIR']);
    await rm(path, { recursive: true });
    expect((await ask())[0]).toBe(503);
    await writeFile(path, 'reads();');
    expect(await ask()).toEqual([200, 'reads();']);
  } finally {
    server.close();
    await rm(root, { recursive: true });
  }
});
