import { existsSync, readFileSync } from 'node:fs';
import { acceptedRanges } from '../graphql/accept.js';
import type { Handler } from './handler.js';
import { sendJson } from './responses.js';
import { staticFile } from './static-file.js';

const WEB = new URL('../../web/graphiql/', import.meta.url);
/** What `npm run build` makes of `web/graphiql`. */
const BUILT = new URL('../../dist/graphiql/', import.meta.url);

/** Its editor and its menus write styles into the document; scripts come from here only. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const notBuilt: Handler = (_, response) =>
  sendJson(response, 503, { error: 'GraphiQL is not built here; run `npm run build` and start again.' });

/** GraphiQL and its files at `/graphiql`, all from here; no route at all where it is off. */
export function createGraphiql(on: boolean): Record<string, Handler> {
  if (!on) return {};
  const built = (file: string) => {
    const place = new URL(file, BUILT);
    return existsSync(place) ? staticFile(file, readFileSync(place), POLICY) : notBuilt;
  };
  return {
    '/graphiql': staticFile('index.html', readFileSync(new URL('index.html', WEB)), POLICY),
    '/graphiql/graphiql.js': built('graphiql.js'),
    '/graphiql/graphiql.css': built('graphiql.css'),
  };
}

/** Redirects a browser that opens `/graphql` to GraphiQL. */
export function toGraphiql(handler: Handler): Handler {
  return (request, response) => {
    const opened = request.method === 'GET' && acceptedRanges(request.headers.accept)?.includes('text/html');
    if (!opened) return handler(request, response);
    response.writeHead(303, { location: '/graphiql', vary: 'Accept' });
    response.end();
  };
}
