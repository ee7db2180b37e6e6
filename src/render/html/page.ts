import type { Report, ReportHeading } from '../fileRenderer.ts';
import { createRowCursor, type RowCursor } from '../rowCursor.ts';
import type { RowSet } from '../rowSet.ts';

/** Rows of one dataset, all of them or, where a dataset has several pages, those of one. */
export type Section = {
  id: string;
  rowSet: RowSet;
  cursor: RowCursor;
  /** Of the first row, from 1. */
  first: number;
  rows: number;
  /** The last section of a dataset takes whatever comes, so that too many rows are noticed. */
  isLast: boolean;
};

/** Another page of the report. */
export type Link = { fileName: string; section: Section };

/** One file: sections with rows, or the index of the pages that have them. */
export type Page = {
  heading: ReportHeading;
  datasets: readonly RowSet[];
  sections: readonly Section[];
  pages: readonly Link[];
  /** Where this page is one of several. */
  position?: { index: string; previous?: Link | undefined; next?: Link | undefined };
};

/** The sections of a report, in its order, none of them with more rows than allowed. */
export function toSections({ datasets }: Pick<Report, 'datasets'>, mostRows: number): Section[] {
  return datasets.flatMap((rowSet, index) => {
    const cursor = createRowCursor(rowSet);
    const count = Math.max(1, Math.ceil(rowSet.rowCount / mostRows));
    return Array.from({ length: count }, (_, number) => {
      const before = number * mostRows;
      return {
        id: `d${index + 1}`,
        ...{ rowSet, cursor },
        first: before + 1,
        rows: Math.min(mostRows, rowSet.rowCount - before),
        isLast: number === count - 1,
      };
    });
  });
}
