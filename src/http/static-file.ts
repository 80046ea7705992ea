import type { Handler } from './handler.js';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jpg: 'image/jpeg',
  graphql: 'text/plain; charset=utf-8',
  gz: 'application/gzip',
};

/** Answers with one file, read beforehand, under a content security policy. */
export function staticFile(name: string, body: Buffer, policy: string): Handler {
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return (_, response) => {
    response.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    response.end(body);
  };
}
