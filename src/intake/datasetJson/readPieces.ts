import { isUtf8 } from 'node:buffer';
import { pipeline, type Transform } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';

import { AppError } from '../../domain/errors.ts';
import { createFault } from '../createFault.ts';
import { readFileBlocks } from '../readFileBlocks.ts';
import type { SourceFile } from '../sourceFile.ts';

const BLOCK_BYTES = 512 * 1024;
const BOM = '\uFEFF';
/** Clinical data shrinks to a tenth, or a fiftieth; what grows more than this may fill a disk. */
const MOST_GROWTH = 250;
const ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024;

/** A part of a file as text; one that is damaged held bytes that are no UTF-8, and has U+FFFD in their place. */
export type Piece = { text: string; isDamaged: boolean };

/** A text file from its start to its end, unpacked where it is gzip or zlib (as DSJC is). Throws BAD_IMPORT_FILE. */
export async function* readPieces(file: SourceFile, signal: AbortSignal): AsyncGenerator<Piece> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const block of readPlain(file, signal)) {
    const bytes = rest.length === 0 ? block : Buffer.concat([rest, block]);
    const end = findWholeEnd(bytes);
    rest = bytes.subarray(end);
    const piece = toPiece(bytes.subarray(0, end));
    const begin = isFirst && piece.text.startsWith(BOM) ? BOM.length : 0;
    isFirst = false;
    yield begin === 0 ? piece : { ...piece, text: piece.text.slice(begin) };
  }
  if (rest.length > 0) yield toPiece(rest);
}

function toPiece(bytes: Buffer): Piece {
  return { text: bytes.toString('utf8'), isDamaged: !isUtf8(bytes) };
}

/** Where a character begins that the bytes may not hold to its end; their length where there is none. */
function findWholeEnd(bytes: Buffer): number {
  for (let at = bytes.length - 1; at >= 0 && at >= bytes.length - 3; at -= 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return at;
  }
  return bytes.length;
}

async function* readPlain(file: SourceFile, signal: AbortSignal): AsyncGenerator<Buffer> {
  const packed = readFileBlocks({ ...file, blockBytes: BLOCK_BYTES }, signal);
  const unpacker = createUnpacker(file.head);
  // A stream that is read without an encoding yields buffers.
  const plain: AsyncIterable<Buffer> =
    unpacker === undefined ? packed : pipeline(packed, unpacker, () => undefined);
  let bytes = 0;
  try {
    for await (const block of plain) {
      bytes += block.length;
      if (bytes > ALWAYS_ALLOWED_BYTES && bytes > MOST_GROWTH * file.sizeBytes) {
        throw createFault(file.name, {}, `it unpacks to more than ${MOST_GROWTH} times its size.`);
      }
      yield block;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (unpacker === undefined || error instanceof AppError) throw error;
    throw createFault(file.name, {}, 'its compressed data is damaged or cut.', error);
  }
}

/** By the first bytes: RFC 1952, or RFC 1950 with deflate; undefined for what is not compressed. */
function createUnpacker(head: Buffer): Transform | undefined {
  const [first = 0, second = 0] = head;
  if (first === 0x1f && second === 0x8b) return createGunzip({ chunkSize: BLOCK_BYTES });
  const isZlib = (first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0;
  return isZlib ? createInflate({ chunkSize: BLOCK_BYTES }) : undefined;
}
