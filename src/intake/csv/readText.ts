import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

const BLOCK_BYTES = 512 * 1024;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** A piece of text; `damage` says what stands right behind it. */
export type TextPiece = { text: string; damage?: string };

/** The file as text, cut between characters, without a byte order mark; ends at the first byte that is no text. */
export async function* readText(path: string, signal: AbortSignal): AsyncGenerator<TextPiece> {
  // A file read without an encoding yields Buffers.
  const blocks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: BLOCK_BYTES, signal });
  let rest = Buffer.alloc(0);
  let isFirst = true;
  for await (const block of blocks) {
    let bytes = rest.length === 0 ? block : Buffer.concat([rest, block]);
    if (isFirst && bytes.subarray(0, BOM.length).equals(BOM)) bytes = bytes.subarray(BOM.length);
    isFirst = false;
    const end = bytes.length - countOpenBytes(bytes);
    const piece = toPiece(bytes.subarray(0, end));
    yield piece;
    if (piece.damage !== undefined) return;
    rest = Buffer.from(bytes.subarray(end));
  }
  if (rest.length > 0) yield toPiece(rest);
}

/** Bytes at the end that begin a character which the next block may complete: three at most. */
function countOpenBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? back : 0;
  }
  return 0;
}

const sequenceLength = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);

function toPiece(bytes: Buffer): TextPiece {
  const end = isUtf8(bytes) ? bytes.length : findValidEnd(bytes);
  const nul = bytes.subarray(0, end).indexOf(0);
  if (nul !== -1) return { text: bytes.toString('utf8', 0, nul), damage: 'a NUL byte.' };
  const text = bytes.toString('utf8', 0, end);
  return end === bytes.length ? { text } : { text, damage: 'bytes that are not UTF-8.' };
}

/** The length of the longest valid beginning. */
function findValidEnd(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length;
  while (valid + 1 < invalid) {
    const middle = (valid + invalid) >> 1;
    // A cut inside a character must not count as a fault.
    const end = middle - countOpenBytes(bytes.subarray(0, middle));
    if (isUtf8(bytes.subarray(0, end))) valid = middle;
    else invalid = middle;
  }
  return valid - countOpenBytes(bytes.subarray(0, valid));
}
