import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';

import { createFindClientAddress } from '../../../src/http/clientAddress.ts';

const request = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage; // all that is read of it

describe('the address of a client', () => {
  const PROXIES = ['10.0.0.0/8', '127.0.0.1', 'fd00::/8'];
  const cases: [string, string[], string | undefined, string | undefined, string | null][] = [
    ['is the socket’s', [], '192.0.2.7', undefined, '192.0.2.7'],
    [
      'is the socket’s, whatever a client writes into the header',
      [],
      '192.0.2.7',
      '198.51.100.9',
      '192.0.2.7',
    ],
    [
      'is the socket’s where another than the proxy forwards',
      PROXIES,
      '192.0.2.7',
      '198.51.100.9',
      '192.0.2.7',
    ],
    ['is what the trusted proxy forwards', PROXIES, '10.1.2.3', '198.51.100.9', '198.51.100.9'],
    [
      'is the nearest one, never one that the client made up',
      PROXIES,
      '10.1.2.3',
      '1.2.3.4, 198.51.100.9',
      '198.51.100.9',
    ],
    ['is found behind several proxies', PROXIES, '127.0.0.1', '198.51.100.9, 10.9.9.9', '198.51.100.9'],
    ['is the proxy’s where it forwards none', PROXIES, '10.1.2.3', undefined, '10.1.2.3'],
    ['is the proxy’s where it forwards no address', PROXIES, '10.1.2.3', 'unknown', '10.1.2.3'],
    ['is the last proxy’s where all are trusted', PROXIES, '10.1.2.3', '10.4.5.6', '10.4.5.6'],
    [
      'is plain where the socket listens on both families',
      PROXIES,
      '::ffff:10.1.2.3',
      '198.51.100.9',
      '198.51.100.9',
    ],
    ['may be of the newer family', PROXIES, 'fd00::1', '2001:db8::9', '2001:db8::9'],
    ['is unknown where the socket is gone', [], undefined, undefined, null],
  ];
  for (const [what, trusted, socket, forwarded, expected] of cases) {
    it(what, () => {
      assert.equal(createFindClientAddress(trusted)(request(socket, forwarded)), expected);
    });
  }

  for (const entry of ['proxy.example', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/', '', 'fd00::/129']) {
    it(`does not take for a proxy: "${entry}"`, () => {
      assert.throws(() => createFindClientAddress([entry]), RangeError);
    });
  }
});
