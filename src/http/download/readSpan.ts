import type { ByteSpan } from '../../domain/byteSpan.ts';
import type { OpenedFile } from '../../jobs/ports.ts';

/** Measured with 20 readers of 1 GB: smaller pieces cost calls, larger ones memory. */
export const PIECE_BYTES = 512 * 1024;

/** The bytes of a span in pieces, each of which holds until the next one is asked for; one is read while the other is out. */
export async function* readSpan(file: OpenedFile, { start, end }: ByteSpan): AsyncGenerator<Uint8Array> {
  const read = (buffer: Buffer, position: number) => {
    const piece = buffer.subarray(0, Math.min(PIECE_BYTES, end - position));
    const reading = file.read(piece, position).then(() => piece);
    // A consumer that has left does not ask for what was read ahead.
    reading.catch(() => undefined);
    return reading;
  };
  if (start >= end) return;
  const sizeBytes = Math.min(PIECE_BYTES, end - start);
  let [filling, idle] = [Buffer.allocUnsafeSlow(sizeBytes), Buffer.allocUnsafeSlow(sizeBytes)];
  let reading = read(filling, start);
  for (let position = start; position < end;) {
    const piece = await reading;
    position += piece.length;
    [filling, idle] = [idle, filling];
    if (position < end) reading = read(filling, position);
    yield piece;
  }
}
