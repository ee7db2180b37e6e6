import type { Duplex } from 'node:stream';
import { isMainThread } from 'node:worker_threads';

import type pg from 'pg';

import { createCopyFrames } from './copyFrames.ts';

/** What waits for its reader; beyond that the server is told to wait. */
const MOST_WAITING_BYTES = 256 * 1024;
/** Between two looks at the socket, each of which costs as much as many rows. */
const GATHERING_MS = 1;
const NEVER = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const COUNT = /^COPY (\d+)$/;

/** The data of one COPY … TO STDOUT, and the number of its rows once they have ended. */
export type CopyOut = { chunks: AsyncIterable<Buffer>; countRows: () => number };

/**
 * Sends a COPY and gives out its data as it comes, a chunk for each that the socket brings; whoever reads may change the
 * bytes. Errors are the driver's. Whoever leaves off before the end leaves the connection to be closed.
 */
export function copyOut(client: pg.Client, statement: string): CopyOut {
  let count = 0;
  async function* chunks(): AsyncGenerator<Buffer, void, undefined> {
    const waiting: Buffer[] = [];
    let waitingBytes = 0;
    let end: { error: Error | undefined } | undefined;
    let stream: Duplex | undefined;
    let wake = (): void => undefined;
    const finish = (error?: Error) => {
      end ??= { error };
      wake();
    };
    client.query({
      submit(connection: pg.Connection) {
        ({ stream } = connection);
        takeFrames(stream, (data) => {
          waiting.push(data);
          waitingBytes += data.length;
          if (waitingBytes > MOST_WAITING_BYTES) stream?.pause();
          wake();
        });
        connection.query(statement);
      },
      handleError: finish,
      handleCommandComplete({ text = '' }: { text?: string }) {
        count = Number(COUNT.exec(text)?.[1] ?? 0);
      },
      handleReadyForQuery: () => {
        finish();
      },
    });
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) {
        waitingBytes -= next.length;
        yield next;
      } else if (end !== undefined) {
        if (end.error !== undefined) throw end.error;
        return;
      } else {
        const woken = new Promise<void>((resolve) => (wake = resolve));
        stream?.resume();
        await woken;
      }
    }
  }
  return { chunks: chunks(), countRows: () => count };
}

/** Stands in the driver's place while data comes, and gives it back what is none of it. */
function takeFrames(stream: Duplex, give: (data: Buffer) => void): void {
  const [driver] = stream.listeners('data') as ((bytes: Buffer) => void)[];
  if (driver === undefined) throw new Error('The driver does not listen to its connection.');
  const frames = createCopyFrames();
  const gather = isMainThread ? () => undefined : createGathering();
  const hear = (bytes: Buffer) => {
    gather();
    const { data, rest } = frames.take(bytes);
    if (data.length > 0) give(data);
    if (rest === undefined) return;
    stream.off('data', hear);
    stream.on('data', driver);
    stream.resume();
    driver(rest);
  };
  stream.off('data', driver);
  stream.on('data', hear);
}

/**
 * Lets the kernel gather what a server sends row by row: sleeps where the last look was less than a millisecond ago. For a
 * thread that only renders, and has nothing else to do meanwhile; a timer would cost what this saves.
 */
function createGathering(): () => void {
  let lookedAt = 0;
  let isSameLook = false;
  const endLook = () => {
    isSameLook = false;
  };
  return () => {
    // An encrypted connection gives out one look's bytes in many pieces.
    if (isSameLook) return;
    isSameLook = true;
    setImmediate(endLook);
    const missingMs = GATHERING_MS - (performance.now() - lookedAt);
    if (missingMs > 0) Atomics.wait(NEVER, 0, 0, missingMs);
    lookedAt = performance.now();
  };
}
