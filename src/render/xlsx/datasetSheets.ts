import { AppError } from '../../domain/errors.ts';
import { toRows } from '../copyLines.ts';
import type { RowSet } from '../rowSet.ts';
import { createCellWriter, MOST_CHARACTERS } from './cellWriter.ts';
import { toColumnWidths } from './columnWidths.ts';
import type { PlannedSheet } from './planSheets.ts';
import type { LineReader } from './lineReader.ts';
import { createRowWriter, FULL_BYTES } from './rowWriter.ts';
import { toRange, toSheetHead, toSheetTail } from './sheetXml.ts';
import { STYLE } from './styles.ts';
import type { Tally } from './tally.ts';
import { toPlainRow } from './textCell.ts';

/** What is looked at for the widths of columns: so many rows, or so many bytes of wide ones. */
const MEASURED_ROWS = 1_000;
const MEASURED_BYTES = 2_000_000;

type Options = { rowSet: RowSet; reader: LineReader; tally: Tally; labels: boolean; mayCut: boolean };

/** The sheets of one dataset, one after the other; `countRows` counts what has been written. */
export function createDatasetSheets({ rowSet, reader, tally, labels, mayCut }: Options) {
  const { name: dataset, columns } = rowSet;
  let rows = 0;
  let widths: number[] | undefined;
  const cells = columns.map(({ name, type }, column) =>
    createCellWriter(type, {
      tell: (change) => {
        tally.count(change, column);
      },
      onTooLong: () => {
        if (mayCut) return;
        throw new AppError('FORMAT_CANNOT_HOLD', {
          details: `${dataset}.${name}, row ${rows + 1}: a text of more than ${MOST_CHARACTERS} characters.`,
        });
      },
    }),
  );
  const headRows = countHeadRows(labels);

  return {
    async *write(sheet: PlannedSheet): AsyncGenerator<Uint8Array> {
      if (widths === undefined) {
        const sample = await reader.peek(MEASURED_ROWS, MEASURED_BYTES);
        widths = toColumnWidths(columns, toRows(sample).slice(0, MEASURED_ROWS));
      }
      const area = { columns: columns.length, rows: sheet.rows + headRows };
      const head = columns.map(({ name }) => ({ text: name, style: STYLE.head }));
      const second = labels ? columns.map(({ label }) => ({ text: label, style: STYLE.head })) : undefined;
      yield Buffer.from(
        toSheetHead({ ...area, widths, frozenRows: headRows }) +
          toPlainRow(head, 1) +
          (second ? toPlainRow(second, 2) : ''),
      );
      const writer = createRowWriter(cells);
      for (let at = headRows + 1; at <= area.rows;) {
        const lines = await reader.read();
        if (lines.length === 0) break;
        let from = 0;
        while (from < lines.length && at <= area.rows) {
          from = writer.write(lines, from, at);
          at += 1;
          rows += 1;
          const full = writer.take(FULL_BYTES);
          if (full) yield full;
        }
        if (from < lines.length) reader.unread(lines.subarray(from));
      }
      const rest = writer.take();
      if (rest) yield rest;
      yield Buffer.from(toSheetTail(toFilter(rowSet, sheet, labels)));
    },
    countRows: () => rows,
  };
}

/** The range with the buttons: the last row of the head and all that follows. */
export function toFilter({ columns }: RowSet, { rows }: PlannedSheet, labels: boolean): string | undefined {
  const headRows = countHeadRows(labels);
  if (columns.length === 0) return undefined;
  return toRange({ columns: columns.length, rows: rows + headRows }, headRows);
}

/** Names, and labels where they are wanted. */
export const countHeadRows = (labels: boolean): number => (labels ? 2 : 1);
