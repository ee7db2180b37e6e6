import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

import { portOf } from '../../../src/embedded/findFreePorts.ts';

/** What a test does to the connections between two parts; what was lost on one is never sent again, and nobody is told. */
export type Traffic = 'pass' | 'pass on new connections' | 'swallow requests' | 'drop replies';

export type Hold = {
  /** Resolves once a connection stands still. */
  reached: Promise<void>;
  /** Lets it go on. */
  release(): void;
};

export type TcpProxy = {
  port: number;
  /** Connections that carried something else until now are cut when traffic passes again. */
  setTraffic(traffic: Traffic): void;
  /** Stops the next connection on which the server has sent this many bytes; all others pass. */
  holdAnswer(afterBytes: number): Hold;
  stop(): Promise<void>;
};

type Pair = { client: Socket; server: Socket; isHeld: boolean; isDamaged: boolean };
type Waiting = { afterBytes: number; stop: (pair: Pair) => void };

/** A place between two parts at which a test can lose requests or replies, or stop a stream at a byte. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let traffic: Traffic = 'pass';
  let waiting: Waiting | undefined;

  const proxy = createServer((client) => {
    const pair = { client, server: connect(targetPort, '127.0.0.1'), isHeld: false, isDamaged: false };
    pairs.add(pair);
    let sentBytes = 0;
    client.on('data', (chunk) => {
      if (traffic === 'swallow requests') pair.isDamaged = true;
      const isLost = traffic === 'pass on new connections' && pair.isDamaged;
      if (traffic !== 'swallow requests' && !isLost) pair.server.write(chunk);
    });
    pair.server.on('data', (chunk) => {
      if (traffic === 'drop replies') {
        pair.isDamaged = true;
        return;
      }
      sentBytes += chunk.length;
      if (!client.write(chunk)) pair.server.pause();
      if (waiting !== undefined && sentBytes >= waiting.afterBytes) waiting.stop(pair);
    });
    client.on('drain', () => {
      if (!pair.isHeld) pair.server.resume();
    });
    for (const socket of [client, pair.server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        cut(pair);
        pairs.delete(pair);
      });
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');

  return {
    port: portOf(proxy),
    setTraffic(next) {
      traffic = next;
      if (next === 'pass') [...pairs].filter(({ isDamaged }) => isDamaged).forEach(cut);
    },
    holdAnswer(afterBytes) {
      let held: Pair | undefined;
      const reached = new Promise<void>((resolve) => {
        waiting = {
          afterBytes,
          stop(pair) {
            waiting = undefined;
            held = pair;
            pair.isHeld = true;
            pair.server.pause();
            resolve();
          },
        };
      });
      return {
        reached,
        release() {
          waiting = undefined;
          if (held === undefined) return;
          held.isHeld = false;
          held.server.resume();
        },
      };
    },
    async stop() {
      const closed = once(proxy, 'close');
      proxy.close();
      pairs.forEach(cut);
      await closed;
    },
  };
}

function cut({ client, server }: Pair): void {
  client.destroy();
  server.destroy();
}
