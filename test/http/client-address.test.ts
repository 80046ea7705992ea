import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { createClientAddress } from '../../src/http/client-address.js';

/** The addresses of requests that come over one connection, one after the other. */
function addresses(trusted: readonly string[], remoteAddress: string, forwarded: readonly (string | null)[]) {
  const addressOf = createClientAddress(trusted);
  const socket = { remoteAddress };
  return forwarded.map((sent) =>
    addressOf({
      socket,
      headers: sent === null ? {} : { 'x-forwarded-for': sent },
    } as unknown as IncomingMessage),
  );
}

it('each request of a proxy has its own address', () => {
  const forwarded = [null, '198.51.100.7', '198.51.100.8, 10.0.0.1', null, '198.51.100.9:50000'];
  expect(addresses(['loopback', '10.0.0.0/8'], '127.0.0.1', forwarded)).toEqual([
    '127.0.0.1',
    '198.51.100.7',
    '198.51.100.8',
    '127.0.0.1',
    '198.51.100.9',
  ]);
});

it('what anybody else says of its address is not believed', () => {
  expect(addresses([], '203.0.113.5', [null, '198.51.100.7', null])).toEqual(Array(3).fill('203.0.113.5'));
});

it('an IPv4 client and a network of IPv6 are one address each', () => {
  expect(addresses([], '::ffff:192.0.2.1', [null, null])).toEqual(['192.0.2.1', '192.0.2.1']);
  expect(addresses([], '2001:db8:1:2:3:4:5:6', [null])).toEqual(['20010db800010002/64']);
});
