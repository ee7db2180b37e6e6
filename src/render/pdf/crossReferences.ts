import { Readable } from 'node:stream';
import { constants, createDeflate } from 'node:zlib';

/** Objects with consecutive numbers: one at an offset of the file, or `count` of them in an object stream from `index` on. */
export type ObjectRun =
  | { first: number; count: number; offset: number }
  | { first: number; count: number; stream: number; index: number };

/** Type, offset or number of the object stream, index therein (ISO 32000-1, 7.5.8). */
const ENTRY_BYTES = 9;
const FREE = 0;
const IN_FILE = 1;
const IN_STREAM = 2;
const ENTRIES_AT_ONCE = 16_384;
const CHUNK_BYTES = 128 * 1024;

/** The cross-reference stream of all objects: its bytes in chunks, and what its dictionary says but for the length. */
export async function writeCrossReferences(
  runs: readonly ObjectRun[],
  size: number,
): Promise<{ chunks: readonly Uint8Array[]; dictionary: string }> {
  const sorted = runs.toSorted((one, other) => one.first - other.first);
  const packer = createDeflate({ level: constants.Z_BEST_SPEED, chunkSize: CHUNK_BYTES });
  const chunks: Buffer[] = [];
  // A stream that is not in object mode gives buffers.
  const packed = Readable.from(encodeEntries(sorted)).pipe(packer) as AsyncIterable<Buffer>;
  for await (const chunk of packed) chunks.push(chunk);
  return { chunks, dictionary: `/Type/XRef/Size ${size}/W[1 5 3]/Filter/FlateDecode` };
}

function* encodeEntries(runs: readonly ObjectRun[]): Iterable<Uint8Array> {
  let block = Buffer.alloc(ENTRIES_AT_ONCE * ENTRY_BYTES);
  let at = 0;
  for (const [type, where, index] of listEntries(runs)) {
    block.writeUInt8(type, at);
    block.writeUIntBE(where, at + 1, 5);
    block.writeUIntBE(index, at + 6, 3);
    at += ENTRY_BYTES;
    if (at < block.length) continue;
    yield block;
    block = Buffer.alloc(block.length);
    at = 0;
  }
  yield block.subarray(0, at);
}

function* listEntries(runs: readonly ObjectRun[]): Iterable<readonly [number, number, number]> {
  let next = 1;
  yield [FREE, 0, 0xffff];
  for (const run of runs) {
    for (; next < run.first; next += 1) yield [FREE, 0, 0];
    for (let member = 0; member < run.count; member += 1) {
      yield 'stream' in run ? [IN_STREAM, run.stream, run.index + member] : [IN_FILE, run.offset, 0];
    }
    next = run.first + run.count;
  }
}
