import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** Where a request comes from, as far as that can be known. */
export type FindClientAddress = (req: IncomingMessage) => string | null;

/**
 * The socket's address; where that is a trusted proxy's, the nearest address of `X-Forwarded-For` that is none. What a
 * client writes into that header itself stands further left and is never believed. `trusted`: addresses or networks
 * ("10.0.0.0/8"); throws RangeError for anything else.
 */
export function createFindClientAddress(trusted: readonly string[]): FindClientAddress {
  const proxies = toBlockList(trusted);
  const isTrusted = (address: string) => proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return ({ socket, headers }) => {
    let address = toPlain(socket.remoteAddress ?? '');
    if (address === undefined) return null;
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    while (isTrusted(address)) {
      const next = toPlain(forwarded.pop()?.trim() ?? '');
      if (next === undefined) break;
      address = next;
    }
    return address;
  };
}

/** Throws RangeError that names the first entry that is neither an address nor a network. */
function toBlockList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [network = '', bits] = entry.split('/');
    const family = isIP(network);
    const most = family === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
    if (family === 0 || !(prefix <= most)) throw new RangeError(`${entry} is no address and no network.`);
    list.addSubnet(network, prefix, family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** An IPv4 address mapped into IPv6 is that address; undefined for what is no address. */
function toPlain(text: string): string | undefined {
  const plain = text.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  return isIP(plain) === 0 ? undefined : plain;
}
