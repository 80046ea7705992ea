import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLE } from '../../scripts/client-bundle.js';

const SOURCE = fileURLToPath(new URL('../../packages/client/src/', import.meta.url));

/** A page of somebody's own site, with the kit in it as `kit`, under a policy as strict as pages have. */
export async function startKitPage(gateway: string): Promise<{ url: string; close(): void }> {
  const { outputFiles } = await build({
    ...BUNDLE,
    stdin: { contents: "export * from './index.js'; export * from './element.js';", resolveDir: SOURCE },
    write: false,
  });
  const files: Record<string, [string, string | Uint8Array]> = {
    '/': ['text/html; charset=utf-8', PAGE],
    '/page.js': ['text/javascript', "import * as kit from '/kit.js'; globalThis.kit = kit;"],
    '/kit.js': ['text/javascript', outputFiles[0]!.contents],
    '/page.css': ['text/css', STYLE],
  };
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src blob: data:; connect-src ${gateway}`;
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>A form</title><link rel="icon" href="data:," />
<meta name="viewport" content="width=device-width, initial-scale=1" /><meta name="color-scheme" content="light dark" />
<link rel="stylesheet" href="/page.css" /><script type="module" src="/page.js"></script></head>
<body><main><h1>Open an account</h1><ktp-capture></ktp-capture></main></body></html>`;

const STYLE =
  ':root { font: 16px/1.5 system-ui, sans-serif } main { margin: auto; max-width: 40rem; padding: 1rem }';
