import type { IncomingMessage } from 'node:http';

/**
 * Makes a request's target the path that routes are looked up by, and says whether it names one: what is no host or no
 * target, a library would answer with a stack trace. The absolute form (RFC 9112, 3.2.2) is the path behind its host.
 */
export function takesTarget(request: IncomingMessage): boolean {
  const { url = '', headers } = request;
  if (headers.host !== undefined && hostOf(headers.host) === null) return false;
  if (/^https?:\/\//i.test(url)) {
    if (!URL.canParse(url)) return false;
    const { pathname, search } = new URL(url);
    request.url = pathname + search;
    return true;
  }
  return url.startsWith('/') && !url.startsWith('//') && URL.canParse(url, 'http://localhost');
}

/** Null where a `Host` header (RFC 9110, 7.2) is more, or less, than a host and a port. */
function hostOf(host: string): string | null {
  if (host === '') return host;
  if (!/^[^\s/?#@\\]+$/.test(host) || !URL.canParse(`http://${host}`)) return null;
  return host;
}
