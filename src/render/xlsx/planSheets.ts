import type { RowSet } from '../rowSet.ts';
import { createSheetNamer } from './sheetNames.ts';

/** What a sheet holds (Excel specifications and limits). */
export const MOST_ROWS = 1_048_576;

/** One sheet of a dataset and how many of its rows it holds. */
export type PlannedSheet = { name: string; rows: number };
export type SheetPlan = { cover: string; datasets: { rowSet: RowSet; sheets: PlannedSheet[] }[] };

/**
 * Which sheets a workbook has. Datasets have their names before the further sheets of large ones and the cover get theirs.
 * `mostRows` counts the rows of data.
 */
export function planSheets(rowSets: readonly RowSet[], mostRows: number): SheetPlan {
  const nameSheet = createSheetNamer();
  const firsts = rowSets.map((rowSet) => nameSheet(rowSet.name));
  const datasets = rowSets.map((rowSet, index) => {
    const count = Math.max(1, Math.ceil(rowSet.rowCount / mostRows));
    const sheets = Array.from({ length: count }, (_, part) => ({
      name: part === 0 ? (firsts[index] ?? '') : nameSheet(rowSet.name, part + 1),
      rows: Math.min(mostRows, rowSet.rowCount - part * mostRows),
    }));
    return { rowSet, sheets };
  });
  return { cover: nameSheet('Report'), datasets };
}
