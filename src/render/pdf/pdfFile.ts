import { ByteSink } from './byteSink.ts';
import { writeCrossReferences } from './crossReferences.ts';
import { createObjectRuns } from './objectRuns.ts';
import type { ObjectRun } from './packedRuns.ts';
import { createStreamPacker } from './streamPacker.ts';

/** Pages are compressed on other threads while the next ones are laid out: so many streams may wait for that. */
const MOST_WAITING = 12;
const COMPRESSORS = 3;
const CHUNK_BYTES = 128 * 1024;
const HEADER = Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1');

type Waiting = { id: number; dictionary: string; bytes: Promise<Uint8Array>; objects?: readonly ObjectRun[] };

/**
 * A PDF file on its way out (ISO 32000-1): objects get numbers as they come up, their bytes follow in the order in which
 * they were written, and the cross-reference stream tells at the end where each one lies. What was written is given out
 * by `drain`; nothing is kept but that, a few bytes for each page.
 */
export type PdfFile = ReturnType<typeof createPdfFile>;

export function createPdfFile() {
  let lastId = 0;
  let offset = 0;
  const waiting: Waiting[] = [];
  const runs = createObjectRuns();
  const output = new ByteSink();
  const compress = createStreamPacker(COMPRESSORS);

  const put = (bytes: Uint8Array): void => {
    output.append(bytes);
    offset += bytes.length;
  };
  const begin = (id: number): void => {
    runs.add({ first: id, count: 1, offset });
  };

  async function settleFirst(): Promise<void> {
    const first = waiting.shift();
    if (first === undefined) return;
    const bytes = await first.bytes;
    begin(first.id);
    for (const run of first.objects ?? []) runs.add(run);
    put(Buffer.from(`${first.id} 0 obj\n<<${first.dictionary}/Length ${bytes.length}>>stream\n`));
    put(bytes);
    put(Buffer.from('\nendstream\nendobj\n'));
  }

  const allocate = (count = 1): number => {
    const id = lastId + 1;
    lastId += count;
    return id;
  };

  const enqueue = (stream: Waiting): void => {
    // An error is thrown where the bytes are waited for.
    stream.bytes.catch(() => undefined);
    waiting.push(stream);
  };

  /** A stream, compressed unless it is `plain`; `bytes` may be reused once this resolves. */
  function writeStream(
    id: number,
    dictionary: string,
    bytes: Uint8Array,
    plain = false,
  ): Promise<Uint8Array> {
    const packed = plain ? Promise.resolve(bytes) : compress(bytes);
    const filter = plain ? '' : '/Filter/FlateDecode';
    enqueue({ id, dictionary: dictionary + filter, bytes: packed });
    return packed;
  }

  /** Objects that are no streams, packed together; the runs say which they are. */
  function writePacked(
    { first, count, bytes }: { first: number; count: number; bytes: Uint8Array },
    objects: readonly Pick<ObjectRun, 'first' | 'count'>[],
  ): Promise<Uint8Array> {
    const id = allocate();
    let index = 0;
    const placed = objects.map((run) => {
      const at = index;
      index += run.count;
      return { ...run, stream: id, index: at };
    });
    const packed = compress(bytes);
    const dictionary = `/Type/ObjStm/N ${count}/First ${first}/Filter/FlateDecode`;
    enqueue({ id, dictionary, bytes: packed, objects: placed });
    return packed;
  }

  async function* drain(most = MOST_WAITING): AsyncIterable<Uint8Array> {
    if (offset === 0) put(HEADER);
    while (waiting.length > most) {
      await settleFirst();
      if (output.length < CHUNK_BYTES) continue;
      yield Buffer.from(output.bytes);
      output.clear();
    }
  }

  /** Everything that is still to come. `trailer` holds the members `Root`, `Info` and `ID`. */
  async function* end(trailer: string): AsyncIterable<Uint8Array> {
    yield* drain(0);
    const id = allocate();
    begin(id);
    const start = offset;
    const { chunks, dictionary } = await writeCrossReferences(runs.inOrder(), lastId + 1);
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    put(Buffer.from(`${id} 0 obj\n<<${dictionary}${trailer}/Length ${length}>>stream\n`));
    yield Buffer.from(output.bytes);
    yield* chunks;
    yield Buffer.from(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
  }

  return {
    allocate,
    writeStream,
    writePacked,
    /** Whether `drain` has something to do before more is written. */
    isFull: () => waiting.length > MOST_WAITING,
    drain,
    end,
    countObjects: () => lastId,
  };
}
