import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import { AppError } from '../../domain/errors.ts';
import type { OpenedFile } from '../../jobs/ports.ts';
import type { Segment } from './toContent.ts';

type Sending = {
  res: ServerResponse;
  /** Told of the bytes that the system has taken, each time. */
  count: (bytes: number) => void;
  file: OpenedFile;
  segments: readonly Segment[];
  /** SHA-256 in hexadecimal that the bytes must have; null where they are not the whole file. */
  sha256: string | null;
};

/**
 * Sends an answer's body, one chunk at a time, each once the one before is out. Where the bytes are not the recorded ones,
 * throws FILE_MISMATCH before the last of them is sent; throws an AbortError once the client has gone.
 */
export async function sendContent({ res, count, file, segments, sha256 }: Sending): Promise<void> {
  const writeOut = createWrite(res);
  const write = async (bytes: Uint8Array) => {
    await writeOut(bytes);
    count(bytes.byteLength);
  };
  const hash = sha256 === null ? undefined : createHash('sha256');
  res.flushHeaders();
  for (const segment of segments) {
    if (segment instanceof Uint8Array) {
      await write(segment);
      continue;
    }
    let left = segment.end - segment.start;
    for await (const chunk of file.read(segment)) {
      left -= chunk.byteLength;
      hash?.update(chunk);
      if (left === 0 && hash !== undefined && hash.digest('hex') !== sha256) {
        throw new AppError('FILE_MISMATCH', { details: 'The checksum differs.' });
      }
      await write(chunk);
    }
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
