import type { ReportHeading } from '../fileRenderer.ts';
import type { SheetPlan } from './planSheets.ts';
import { toSheetHead, toSheetTail } from './sheetXml.ts';
import { STYLE } from './styles.ts';
import { type PlainCell, toPlainRow } from './textCell.ts';

const WIDTHS = [24, 60, 14, 34, 68];

/** What the first sheet says; it is written last, when all of it is known. */
export type Cover = { heading: ReportHeading; datasets: SheetPlan['datasets']; notes: readonly string[] };

/** The first sheet: what was asked for, by whom, of which moment, what is in the workbook, and what had to be changed. */
export function toCoverXml(cover: Cover): string {
  const rows = toCoverRows(cover);
  return (
    toSheetHead({
      columns: WIDTHS.length,
      rows: rows.length,
      widths: WIDTHS,
      frozenRows: 0,
      isSelected: true,
    }) +
    rows.map((row, index) => toPlainRow(row, index + 1)).join('') +
    toSheetTail()
  );
}

function toCoverRows({ heading, datasets, notes }: Cover): PlainCell[][] {
  const head = (text: string): PlainCell => ({ text, style: STYLE.head });
  const { description, customer, study, mode, filters, requestedBy } = heading;
  return [
    [{ text: heading.reportName, style: STYLE.title }],
    ...(description === '' ? [] : [[description]]),
    [],
    ['Customer', customer],
    ...(study === null ? [] : [['Study', study]]),
    ...(mode === null ? [] : [['Mode', mode]]),
    ['Requested by', requestedBy],
    ['Requested at (UTC)', heading.kickedOffAt],
    ['Data as of (UTC)', heading.snapshotAt],
    ['Job', heading.jobId],
    [],
    [head('Filter'), head('Value')],
    ...(filters.length === 0 ? [['None']] : filters.map(({ label, text }) => [label, text])),
    [],
    ['Dataset', 'Label', 'Rows', 'Sheets', 'SHA-256 of the rows'].map(head),
    ...datasets.map(({ rowSet, sheets }) => [
      rowSet.name,
      rowSet.label,
      rowSet.rowCount,
      sheets.map((sheet) => sheet.name).join(', '),
      rowSet.digest() ?? '',
    ]),
    ...(notes.length === 0 ? [] : [[], [head('Notes')], ...notes.map((note) => [note])]),
  ];
}
