import type { RenderOptions, RenderedRows } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import { createRowEncoder } from './createRowEncoder.ts';
import type { CsvOptions } from './csvOptions.ts';
import { endRecordsWithCrlf } from './endRecordsWithCrlf.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** CSV after RFC 4180 in UTF-8. Rows that the source has encoded are passed on, at most with another line end. */
export function renderCsv(rowSet: RowSet, { csv }: Pick<RenderOptions, 'csv'>): RenderedRows {
  let rows = 0;

  async function* encodeRows(): AsyncIterable<Uint8Array> {
    const encodeRow = createRowEncoder(csv);
    for await (const batch of rowSet.rows()) {
      rows += batch.length;
      yield Buffer.from(batch.map(encodeRow).join(''));
    }
  }

  async function* bytes(): AsyncIterable<Uint8Array> {
    yield Buffer.from(encodeHeader(rowSet, csv));
    const encoded = rowSet.encodedCsv?.(csv);
    if (encoded === undefined) {
      yield* encodeRows();
      return;
    }
    // A stream that is not in object mode gives buffers.
    const stream = encoded.stream as AsyncIterable<Uint8Array>;
    yield* csv.lineEnd === 'CRLF' ? endRecordsWithCrlf(stream) : stream;
    rows = encoded.countRows();
  }

  return { bytes: bytes(), countRows: () => rows };
}

function encodeHeader(rowSet: RowSet, csv: CsvOptions): string {
  const encodeRow = createRowEncoder(csv);
  const names = encodeRow(rowSet.columns.map((column) => column.name));
  const labels = csv.labels ? encodeRow(rowSet.columns.map((column) => column.label)) : '';
  return (csv.bom ? BYTE_ORDER_MARK : '') + names + labels;
}
