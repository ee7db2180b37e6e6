import type { RenderOptions, RenderedRows } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import { createRowEncoder } from './createRowEncoder.ts';
import type { CsvOptions } from './csvOptions.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** CSV after RFC 4180 in UTF-8. Bytes that the source has encoded are passed on as they are. */
export function renderCsv(rowSet: RowSet, { csv }: RenderOptions): RenderedRows {
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
    // The source ends its lines with LF, and line breaks inside of cells must stay as they are.
    const encoded = csv.lineEnd === 'LF' ? rowSet.encodedCsv?.(csv) : undefined;
    if (encoded === undefined) {
      yield* encodeRows();
      return;
    }
    // A stream that is not in object mode gives buffers.
    yield* encoded.stream as AsyncIterable<Uint8Array>;
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
