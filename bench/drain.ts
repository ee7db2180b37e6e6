import { connect } from 'node:net';

type Draining = { url: string; headers: Readonly<Record<string, string>>; connections: number };

/** All connections read into the same place: what they read is thrown away, as cheaply as can be. */
const BUFFER = Buffer.allocUnsafeSlow(1024 * 1024);

/** Sends one GET over each of so many connections at once; answers the bytes received, heads included, once all have ended. */
export async function drain(draining: Draining, signal: AbortSignal): Promise<number> {
  const received = await Promise.all(
    Array.from({ length: draining.connections }, () => drainOne(draining, signal)),
  );
  return received.reduce((sum, bytes) => sum + bytes, 0);
}

function drainOne({ url, headers }: Draining, signal: AbortSignal): Promise<number> {
  const { hostname, port, pathname, search } = new URL(url);
  const head = Object.entries({ Host: hostname, Connection: 'close', ...headers });
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let status = '';
    const socket = connect({
      host: hostname,
      port: Number(port),
      onread: {
        buffer: BUFFER,
        callback: (count, buffer) => {
          if (bytes === 0) status = Buffer.from(buffer).toString('latin1', 0, 12);
          bytes += count;
          return true;
        },
      },
    });
    const stop = () => {
      socket.destroy(new Error('The measure was stopped.'));
    };
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', reject);
    socket.once('close', () => {
      signal.removeEventListener('abort', stop);
      if (/^HTTP\/1\.1 20[06]$/.test(status)) resolve(bytes);
      else reject(new Error(`${url} was answered with ${status}.`));
    });
    socket.write(
      `GET ${pathname}${search} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
  });
}
