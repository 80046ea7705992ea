import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import proxyaddr from 'proxy-addr';

/** Bytes of an IPv6 address that name a network; one household or one phone has a whole network of its own. */
const NETWORK_BYTES = 8;

/**
 * Tells which address a request comes from: an IPv4 address or an IPv6 /64 network.
 * @param trustedProxies whose `X-Forwarded-For` is believed; from anybody else it is only a claim
 */
export function createClientAddress(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = proxyaddr.compile([...trustedProxies]);
  const found = new WeakMap<Socket, string>();
  const addressOf = (request: IncomingMessage) => {
    const nearest = request.socket.remoteAddress;
    // The socket of a client that has just left knows none any more.
    if (nearest === undefined) return '';
    return (
      networkOf(proxyaddr(request, (address, hop) => isTrusted(withoutPort(address), hop))) ??
      networkOf(nearest) ??
      nearest
    );
  };
  return (request) => {
    const { socket, headers } = request;
    // Each request of a proxy's connection may come from somebody else.
    if (headers['x-forwarded-for'] !== undefined) return addressOf(request);
    const address = found.get(socket) ?? addressOf(request);
    found.set(socket, address);
    return address;
  };
}

/** Some proxies forward `192.0.2.1:50000` and `[2001:db8::1]:50000`, or an IPv6 address in brackets alone. */
function withoutPort(address: string): string {
  return address.replace(/^\[([^\]]+)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}

function networkOf(forwarded: string): string | null {
  const address = withoutPort(forwarded);
  if (!ipaddr.isValid(address)) return null;
  // An IPv4 client of a socket that speaks both comes as ::ffff:192.0.2.1.
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${Buffer.from(parsed.toByteArray().slice(0, NETWORK_BYTES)).toString('hex')}/64`;
}
