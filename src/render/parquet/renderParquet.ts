import type { Column } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import { readBinaryBatches } from '../binaryBatches.ts';
import { readCellBatches } from '../cellBatches.ts';
import type { RenderedRows, RenderOptions, ReportHeading } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import { toColumnType } from './columnType.ts';
import { createColumnWriter } from './columnWriter.ts';
import { prepareCompressor } from './compress.ts';
import { encodeFooter, type RowGroup } from './footer.ts';

const MAGIC = Buffer.from('PAR1');
/** A row group ends where it has so many rows or its values take so much memory, whichever comes first. */
const MOST_ROWS = 122_880;
const MOST_BYTES = 64 * 1024 * 1024;
const SLICE_BYTES = 256 * 1024;

/** Apache Parquet, one dataset a file: typed columns, each compressed with zstd, row group by row group. */
export function renderParquet(rowSet: RowSet, _: RenderOptions, heading: ReportHeading): RenderedRows {
  const columns = rowSet.columns.length;
  const encoded = rowSet.encodedBinary?.();
  const writers = rowSet.columns.map((column) =>
    createColumnWriter(column.name, toColumnType(column), encoded === undefined ? 'text' : 'binary'),
  );
  const groups: RowGroup[] = [];
  let rows = 0;
  let offset = 0;

  function* send(bytes: Uint8Array): Generator<Uint8Array> {
    offset += bytes.length;
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
  }

  function* endGroup(groupRows: number): Generator<Uint8Array> {
    const chunks = [];
    let sizeBytes = 0;
    for (const writer of writers) {
      const chunk = writer.takeChunk();
      chunks.push(chunk.describe(offset));
      sizeBytes += chunk.sizeBytes;
      for (const part of chunk.parts) yield* send(part);
    }
    groups.push({ columns: chunks, rows: groupRows, sizeBytes });
  }

  async function* bytes(): AsyncIterable<Uint8Array> {
    await prepareCompressor();
    yield* send(MAGIC);
    let inGroup = 0;
    const batches = encoded === undefined ? readCellBatches(rowSet) : readBinaryBatches(encoded, columns);
    for await (const batch of batches) {
      writers.forEach((writer, column) => {
        const refused = writer.append({ batch, column, columns });
        if (refused >= 0) throw refuse(rowSet, column, rows + refused + 1);
      });
      rows += batch.rows;
      inGroup += batch.rows;
      if (
        inGroup >= MOST_ROWS ||
        writers.reduce((sum, writer) => sum + writer.sizeBytes(), 0) >= MOST_BYTES
      ) {
        yield* endGroup(inGroup);
        inGroup = 0;
      }
    }
    if (inGroup > 0) yield* endGroup(inGroup);
    const footer = encodeFooter({ rowSet, heading, groups, rows });
    const size = Buffer.alloc(4);
    size.writeInt32LE(footer.length);
    for (const part of [footer, size, MAGIC]) yield* send(part);
  }

  return { bytes: bytes(), countRows: () => rows, notes: () => rowSet.columns.flatMap(noteOf(rowSet)) };
}

function refuse({ name, columns }: RowSet, column: number, row: number): AppError {
  const { name: columnName = '', type = 'string' } = columns[column] ?? {};
  const details = `${name}.${columnName}, row ${row}: a ${type} that Parquet does not hold.`;
  return new AppError('FORMAT_CANNOT_HOLD', { details });
}

function noteOf({ name }: RowSet): (column: Column) => string[] {
  return (column) =>
    column.type === 'decimal'
      ? [`${name}.${column.name}: decimal numbers are written as text, which holds all their digits.`]
      : [];
}
