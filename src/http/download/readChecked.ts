import { AppError } from '../../domain/errors.ts';
import type { OpenedFile } from '../../jobs/ports.ts';
import { createSharedPieces, type Place, type SharedPieces, type Slot, toPlace } from './sharedPieces.ts';

/** What the whole file must be; SHA-256 in hexadecimal. */
type Expected = { sizeBytes: number; sha256: string };

/**
 * All bytes of a file in pieces, each of which holds until the next one is asked for. Throws FILE_MISMATCH in place of the
 * last piece where the bytes are not those that are expected, and what the file throws.
 */
export type ReadChecked = (file: OpenedFile, expected: Expected) => AsyncGenerator<Uint8Array>;

/** The bytes that are handed out are the very ones that were hashed. Those who read the same file at once share both. */
export function createReadChecked(): ReadChecked {
  const standing = new Map<string, SharedPieces>();

  return async function* readChecked(file, { sizeBytes, sha256 }) {
    const key = `${sha256} ${JSON.stringify(file.stamp)}`;
    const pieces = standing.get(key) ?? createSharedPieces(sizeBytes);
    standing.set(key, pieces);
    pieces.join();
    try {
      for (let place = toPlace(); place.position < sizeBytes;) {
        const slot = await takePiece(pieces, file, place);
        const { bytes, end } = await slot.piece;
        if (end.position === sizeBytes && end.digest !== sha256) {
          throw new AppError('FILE_MISMATCH', { details: 'The checksum differs.' });
        }
        pieces.readAhead(file, end);
        yield bytes;
        // Who leaves before may still be sending it.
        pieces.release(slot);
        place = end;
      }
    } finally {
      if (pieces.leave() === 0) standing.delete(key);
    }
  };
}

/** A piece that is read; throws what the caller's own file throws, and asks again where it was another's. */
async function takePiece(pieces: SharedPieces, file: OpenedFile, place: Place): Promise<Slot> {
  for (;;) {
    const slot = pieces.take(file, place);
    try {
      await slot.piece;
      return slot;
    } catch (error) {
      if (slot.file === file) throw error;
    }
  }
}
