import type { Cell, Column } from '../../domain/dataset.ts';
import type { RenderOptions, RenderedRows } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import { createRowEncoder } from './createRowEncoder.ts';
import type { CsvOptions } from './csvOptions.ts';
import { escapeFormula } from './escapeFormula.ts';
import { endRecordsWithCrlf } from './endRecordsWithCrlf.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const ESCAPED =
  'An apostrophe stands before texts that begin with =, +, -, @, a tab or a carriage return, but for negative numbers.';

/** CSV after RFC 4180 in UTF-8. Rows that the source has encoded are passed on, at most with another line end. */
export function renderCsv(rowSet: RowSet, { csv }: Pick<RenderOptions, 'csv'>): RenderedRows {
  let rows = 0;

  async function* encodeRows(): AsyncIterable<Uint8Array> {
    const encodeRow = createRowEncoder(csv);
    const escapeRow = csv.escapeFormulas ? createEscape(rowSet.columns) : keep;
    for await (const batch of rowSet.rows()) {
      rows += batch.length;
      yield Buffer.from(batch.map((row) => encodeRow(escapeRow(row))).join(''));
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

  return {
    bytes: bytes(),
    countRows: () => rows,
    notes: () => (csv.escapeFormulas ? [ESCAPED] : []),
  };
}

type Row = readonly Cell[];

const keep = (row: Row): Row => row;

/** Texts alone: a negative number in a column of numbers is one. */
function createEscape(columns: readonly Pick<Column, 'type'>[]): (row: Row) => Row {
  const isText = columns.map(({ type }) => type === 'string');
  return (row) =>
    row.map((cell, index) => (cell !== null && isText[index] === true ? escapeFormula(cell) : cell));
}

function encodeHeader(rowSet: RowSet, csv: CsvOptions): string {
  const encodeRow = createRowEncoder(csv);
  const escape = csv.escapeFormulas ? escapeFormula : String;
  const names = encodeRow(rowSet.columns.map((column) => escape(column.name)));
  const labels = csv.labels ? encodeRow(rowSet.columns.map((column) => escape(column.label))) : '';
  return (csv.bom ? BYTE_ORDER_MARK : '') + names + labels;
}
