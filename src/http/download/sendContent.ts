import type { ServerResponse } from 'node:http';

import type { ByteSpan } from '../../domain/byteSpan.ts';
import type { OpenedFile } from '../../jobs/ports.ts';
import type { Segment } from './toContent.ts';

type Sending = {
  res: ServerResponse;
  /** Told of the bytes that the system has taken, each time. */
  count: (bytes: number) => void;
  file: OpenedFile;
  segments: readonly Segment[];
  /** The bytes of a span, in pieces that hold until the next one is asked for. */
  read: (file: OpenedFile, span: ByteSpan) => AsyncIterable<Uint8Array>;
};

/**
 * Sends an answer's body, one piece at a time, each once the one before is out. Throws what reading throws, before the end
 * of the body is sent; throws an AbortError once the client has gone.
 */
export async function sendContent({ res, count, file, segments, read }: Sending): Promise<void> {
  const writeOut = createWrite(res);
  const write = async (bytes: Uint8Array) => {
    await writeOut(bytes);
    count(bytes.byteLength);
  };
  res.flushHeaders();
  for (const segment of segments) {
    if (segment instanceof Uint8Array) await write(segment);
    else for await (const piece of read(file, segment)) await write(piece);
  }
  res.end();
}

/** Resolves once the system has taken the bytes, so that their buffer is free again. */
function createWrite(res: ServerResponse): (bytes: Uint8Array) => Promise<void> {
  let leave = (): void => undefined;
  res.once('close', () => {
    leave();
  });
  return (bytes) =>
    new Promise((resolve, reject) => {
      leave = () => {
        reject(new DOMException('The client has gone.', 'AbortError'));
      };
      if (res.closed || res.destroyed) leave();
      else
        res.write(bytes, (error) => {
          if (error) leave();
          else resolve();
        });
    });
}
