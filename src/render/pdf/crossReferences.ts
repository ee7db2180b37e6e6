import { Readable } from 'node:stream';
import { constants, createDeflate } from 'node:zlib';

import { DifferenceTable } from './differenceTable.ts';
import type { ObjectRun } from './packedRuns.ts';

const FREE = 0;
const IN_FILE = 1;
const IN_STREAM = 2;
const ENTRIES_AT_ONCE = 16_384;
const CHUNK_BYTES = 128 * 1024;
/** The bytes of an entry's type, of its offset or the number of its object stream, and of its index therein. */
const WIDTHS = [1, 5, 3] as const;
const ENTRY_BYTES = 9;

/** The cross-reference stream of all objects, given in their order (ISO 32000-1, 7.5.8): its bytes in chunks, and what its dictionary says but for the length. */
export async function writeCrossReferences(
  runs: Iterable<ObjectRun>,
  size: number,
): Promise<{ chunks: readonly Uint8Array[]; dictionary: string }> {
  const packer = createDeflate({ level: constants.Z_BEST_SPEED, chunkSize: CHUNK_BYTES });
  const chunks: Buffer[] = [];
  // A stream that is not in object mode gives buffers.
  const packed = Readable.from(encodeEntries(runs)).pipe(packer) as AsyncIterable<Buffer>;
  for await (const chunk of packed) chunks.push(chunk);
  const parameters = `/DecodeParms<</Predictor 12/Columns ${ENTRY_BYTES}>>`;
  return {
    chunks,
    dictionary: `/Type/XRef/Size ${size}/W[${WIDTHS.join(' ')}]/Filter/FlateDecode${parameters}`,
  };
}

function* encodeEntries(runs: Iterable<ObjectRun>): Iterable<Uint8Array> {
  const entries = new DifferenceTable(WIDTHS, ENTRIES_AT_ONCE);
  let next = 1;
  entries.add(FREE, 0, 0xffff);
  for (const run of runs) {
    for (; next < run.first; next += 1) {
      if (entries.isFull()) yield entries.take();
      entries.add(FREE, 0, 0);
    }
    for (let member = 0; member < run.count; member += 1) {
      if (entries.isFull()) yield entries.take();
      if ('stream' in run) entries.add(IN_STREAM, run.stream, run.index + member);
      else entries.add(IN_FILE, run.offset, 0);
    }
    next = run.first + run.count;
  }
  yield entries.take();
}
