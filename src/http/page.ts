import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';

const FILES = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/specimen.jpg': { file: 'specimen.jpg', type: 'image/jpeg' },
} as const;

/** The page to try the gateway with, and its files: all from here, nothing from elsewhere. */
export function createPage(): Record<string, (request: IncomingMessage, response: ServerResponse) => void> {
  return Object.fromEntries(
    Object.entries(FILES).map(([path, { file, type }]) => {
      const body = readFileSync(new URL(`../../web/${file}`, import.meta.url));
      return [
        path,
        (_, response) => {
          response.writeHead(200, {
            'content-type': type,
            'content-security-policy':
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'",
            'x-content-type-options': 'nosniff',
            'referrer-policy': 'no-referrer',
          });
          response.end(body);
        },
      ];
    }),
  );
}
