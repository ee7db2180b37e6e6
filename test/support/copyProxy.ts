import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

import { portOf } from '../../src/embedded/findFreePorts.ts';

/** What happens to the rows of every COPY on its way to the client. */
export type Harm = 'lose the last row' | 'cut after the first row';

export type CopyProxy = { port: number; harm: Harm | null; stop(): Promise<void> };

const HEAD_BYTES = 5;

/** A place between PostgreSQL and its client that reads the server's messages and can shorten a COPY. */
export async function startCopyProxy(targetPort: number): Promise<CopyProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    const shorten = createShortener();
    client.pipe(target);
    target.on('data', (chunk) => {
      for (const message of shorten(proxy.harm, chunk)) {
        if (message === 'cut') client.destroy();
        else client.write(message);
      }
    });
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: CopyProxy = {
    port: portOf(server),
    harm: null,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
  return proxy;
}

/** The server sends a row as one message `d`, ends them with `c`, and says how many there were with `C`. */
function createShortener() {
  let rest: Buffer = Buffer.alloc(0);
  let lastRow: Buffer | undefined;
  return function* shorten(harm: Harm | null, chunk: Buffer): Generator<Buffer | 'cut'> {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const length = rest.length < HEAD_BYTES ? Infinity : 1 + rest.readInt32BE(1);
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      const kind = String.fromCharCode(message[0] ?? 0);
      if (harm === null) yield message;
      else if (kind === 'd') {
        if (lastRow !== undefined) yield harm === 'cut after the first row' ? 'cut' : lastRow;
        lastRow = message;
      } else if (kind === 'c') {
        lastRow = undefined;
        yield message;
      } else yield kind === 'C' ? countOneLess(message) : message;
    }
  };
}

function countOneLess(message: Buffer): Buffer {
  const text = message.toString('latin1', HEAD_BYTES, message.length - 1);
  const told = /^COPY (\d+)$/.exec(text);
  if (told === null) return message;
  const body = Buffer.from(`COPY ${Number(told[1]) - 1}\0`, 'latin1');
  const head = Buffer.alloc(HEAD_BYTES);
  head.write('C');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}
