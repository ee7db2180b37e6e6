import { createHash, type Hash } from 'node:crypto';

import type { OpenedFile } from '../../jobs/ports.ts';
import { PIECE_BYTES } from './readSpan.ts';

/** Kept for those who come after, where there are several readers. */
const KEPT_PIECES = 16;

/** A place in a file: the position, and the SHA-256 of everything before it. */
export type Place = { position: number; hash: Hash; digest: string };

/** A piece and how many hold it: its buffer is filled again once it is neither kept nor held. */
export type Slot = {
  /** Whose read it is. */
  file: OpenedFile;
  piece: Promise<{ bytes: Uint8Array; end: Place }>;
  buffer: Buffer;
  holders: number;
  isKept: boolean;
};

/** The pieces of one file that its readers share: one that another has read counts where all bytes before it were the same. */
export type SharedPieces = {
  join(): void;
  /** Answers the number of readers that are left. */
  leave(): number;
  /** Holds the piece that begins here, which is read out of the caller's file where it is not kept. */
  take(file: OpenedFile, place: Place): Slot;
  /** Reads it for whoever takes it next. */
  readAhead(file: OpenedFile, place: Place): void;
  release(slot: Slot): void;
};

export function createSharedPieces(sizeBytes: number): SharedPieces {
  const slots = new Map<string, Slot>();
  const spare: Buffer[] = [];
  let readers = 0;

  function recycle({ holders, isKept, buffer }: Slot): void {
    if (holders === 0 && !isKept) spare.push(buffer);
  }

  function forgetOldest(): void {
    const kept = readers > 1 ? KEPT_PIECES : 1;
    for (const [digest, slot] of slots) {
      if (slots.size <= kept) return;
      slots.delete(digest);
      slot.isKept = false;
      recycle(slot);
    }
  }

  function read(file: OpenedFile, { position, hash, digest }: Place): Slot {
    forgetOldest();
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, sizeBytes));
    const bytes = buffer.subarray(0, sizeBytes - position);
    const piece = file
      .read(bytes, position)
      .then(() => ({ bytes, end: toPlace(position + bytes.length, hash.copy().update(bytes)) }));
    // Whoever takes it hears of a failure, and whoever comes next tries again.
    piece.catch(() => slots.delete(digest));
    const slot = { file, piece, buffer, holders: 0, isKept: true };
    slots.set(digest, slot);
    return slot;
  }

  const find = (file: OpenedFile, place: Place): Slot => slots.get(place.digest) ?? read(file, place);

  return {
    join() {
      readers += 1;
    },
    leave() {
      readers -= 1;
      return readers;
    },
    take(file, place) {
      const slot = find(file, place);
      slot.holders += 1;
      return slot;
    },
    readAhead(file, place) {
      if (place.position < sizeBytes) find(file, place);
    },
    release(slot) {
      slot.holders -= 1;
      recycle(slot);
    },
  };
}

export function toPlace(position = 0, hash: Hash = createHash('sha256')): Place {
  return { position, hash, digest: hash.copy().digest('hex') };
}
