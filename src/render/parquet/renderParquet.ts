import type { Digits } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import { readBinaryBatches } from '../binaryBatches.ts';
import { type CellBatch, readCellBatches } from '../cellBatches.ts';
import type { RenderedRows, RenderOptions, ReportHeading } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import { isDecimal, toColumnType } from './columnType.ts';
import { type ColumnWriter, createColumnWriter, type OpenChunk } from './columnWriter.ts';
import { encodeFooter, type RowGroup } from './footer.ts';
import { measureDigits } from './measureDigits.ts';
import { PageArena } from './pageArena.ts';
import { RepeatFinder } from './repeatFinder.ts';

const MAGIC = Buffer.from('PAR1');
/** A row group ends where it has so many rows or its values take so much memory, whichever comes first. */
const MOST_ROWS = 122_880;
const MOST_BYTES = 64 * 1024 * 1024;
/** It does so behind a multiple of these, and the same rows give the same file however they come, but for rows of 64 KiB and more. */
const BLOCK_ROWS = 1024;
const SLICE_BYTES = 256 * 1024;

/** Apache Parquet, one dataset a file: typed columns, each compressed with zstd, row group by row group. */
export function renderParquet(
  rowSet: RowSet,
  { parquet: { compressPages } }: RenderOptions,
  heading: ReportHeading,
): RenderedRows {
  const columns = rowSet.columns.length;
  const groups: RowGroup[] = [];
  const arena = new PageArena();
  let digits: readonly (Digits | null)[] = [];
  let rows = 0;
  let offset = 0;

  function* send(bytes: Uint8Array): Generator<Uint8Array> {
    offset += bytes.length;
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
  }

  function endGroup(writers: readonly ColumnWriter[], groupRows: number): EndedGroup {
    arena.clear();
    const chunks = writers.map((writer) => writer.takeChunk(arena));
    const bodies = compressPages(arena.pages());
    // Whoever writes the group hears of what went wrong.
    bodies.catch(() => undefined);
    return { chunks, bodies, rows: groupRows };
  }

  async function* writeGroup(group: EndedGroup): AsyncGenerator<Uint8Array> {
    const bodies = [...(await group.bodies)];
    const columnsOfGroup = [];
    let sizeBytes = 0;
    for (const { pages, finish } of group.chunks) {
      const chunk = finish(bodies.splice(0, pages));
      columnsOfGroup.push(chunk.describe(offset));
      sizeBytes += chunk.sizeBytes;
      for (const part of chunk.parts) yield* send(part);
    }
    groups.push({ columns: columnsOfGroup, rows: group.rows, sizeBytes });
  }

  async function* bytes(): AsyncIterable<Uint8Array> {
    digits = await measureDigits(rowSet);
    const types = rowSet.columns.map((column, index) => toColumnType(column, digits[index] ?? null));
    const encoded = rowSet.encodedBinary?.();
    const encoding = encoded === undefined ? 'text' : 'binary';
    const finder = new RepeatFinder();
    const writers = types.map((type, index) =>
      createColumnWriter(rowSet.columns[index]?.name ?? '', type, type.createWriter(encoding, finder)),
    );
    yield* send(MAGIC);
    let inGroup = 0;
    /** Is compressed while the rows of the next one come. */
    let ended: EndedGroup | undefined;
    const batches = encoded === undefined ? readCellBatches(rowSet) : readBinaryBatches(encoded, columns);
    for await (const whole of batches) {
      for (const batch of cutAtBlocks(whole, columns, rows)) {
        writers.forEach((writer, column) => {
          const refused = writer.append({ batch, column, columns });
          if (refused >= 0) throw refuse(rowSet, column, rows + refused + 1);
        });
        rows += batch.rows;
        inGroup += batch.rows;
        const mostBytes = rows % BLOCK_ROWS === 0 ? MOST_BYTES : 2 * MOST_BYTES;
        const sizeBytes = writers.reduce((sum, writer) => sum + writer.sizeBytes(), 0);
        if (inGroup < MOST_ROWS && sizeBytes < mostBytes) continue;
        // Its pages lie where those of this one are to.
        if (ended !== undefined) yield* writeGroup(ended);
        ended = endGroup(writers, inGroup);
        inGroup = 0;
      }
    }
    if (ended !== undefined) yield* writeGroup(ended);
    if (inGroup > 0) yield* writeGroup(endGroup(writers, inGroup));
    const footer = encodeFooter({ rowSet, types, heading, groups, rows });
    const size = Buffer.alloc(4);
    size.writeInt32LE(footer.length);
    for (const part of [footer, size, MAGIC]) yield* send(part);
  }

  return { bytes: bytes(), countRows: () => rows, notes: () => noteTexts(rowSet, digits) };
}

/** A row group whose pages are being compressed. */
type EndedGroup = { chunks: readonly OpenChunk[]; bodies: Promise<readonly Uint8Array[]>; rows: number };

/** The same rows in parts, none of them across a block's end; so many rows came before. */
function* cutAtBlocks(batch: CellBatch, columns: number, before: number): Generator<CellBatch> {
  for (let first = 0; first < batch.rows;) {
    const rows = Math.min(batch.rows - first, BLOCK_ROWS - ((before + first) % BLOCK_ROWS));
    const [from, to] = [first * columns, (first + rows) * columns];
    yield { ...batch, starts: batch.starts.subarray(from, to), ends: batch.ends.subarray(from, to), rows };
    first += rows;
  }
}

function refuse({ name, columns }: RowSet, column: number, row: number): AppError {
  const { name: columnName = '', type = 'string' } = columns[column] ?? {};
  const details = `${name}.${columnName}, row ${row}: a ${type} that Parquet does not hold.`;
  return new AppError('FORMAT_CANNOT_HOLD', { details });
}

function noteTexts({ name, columns }: RowSet, digits: readonly (Digits | null)[]): string[] {
  return columns.flatMap((column, index) => {
    const most = digits[index] ?? null;
    if (column.type !== 'decimal' || (most !== null && isDecimal(most))) return [];
    return [`${name}.${column.name}: decimal numbers are written as text, which holds all their digits.`];
  });
}
