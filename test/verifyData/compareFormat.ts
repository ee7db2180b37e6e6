import type { DatasetSource } from '../../src/domain/dataset.ts';
import type { Format } from '../../src/domain/reportDefinition.ts';
import { readTables } from '../support/readBack/readTables.ts';
import type { ReadTable } from '../support/readBack/table.ts';
import { compareDataset } from './compareDataset.ts';
import type { Report } from './openReport.ts';
import { toAllowance } from './toAllowance.ts';

/** Numbers of such files were printed by programs other than the one that made the CSV files. */
const DATASET_JSON = /\.(json|ndjson|dsjc)$/i;

type Order = {
  report: Report;
  format: Format;
  sources: readonly DatasetSource[];
  /** What the cells are to be, by the name of the dataset. */
  expected: ReadonlyMap<string, DatasetSource>;
  tell: (line: string) => void;
};

/**
 * Compares every cell of one format's files and tells the outcome: one line where all are equal, one more for each dataset
 * that is not and for each note of what the format could not hold.
 */
export async function compareFormat(order: Order, signal: AbortSignal): Promise<boolean> {
  const { report, format, sources, tell } = order;
  const notes = report.notesOf(format);
  const tables = await readTables(format, report.filesOf(format));
  const sums = { rows: 0, cells: 0, roundings: 0, changes: 0 };
  let isEqual = true;
  for (const source of sources) {
    const found = tables.get(source.name);
    const comparison = await compare(order, { source, found, notes }, signal);
    if (typeof comparison === 'string' || comparison.differences.length > 0) {
      isEqual = false;
      const said = typeof comparison === 'string' ? comparison : comparison.differences.join('; ');
      tell(`${format}: ${source.name} (${source.fileName}): ${said}`);
      continue;
    }
    sums.rows += comparison.rows;
    sums.cells += comparison.rows * comparison.columns;
    sums.roundings += comparison.roundings;
    sums.changes += comparison.changes;
  }
  const but = [
    ...(sums.roundings === 0 ? [] : [`but for the last digit of ${sums.roundings} numbers`]),
    ...(sums.changes === 0 ? [] : [`but for ${sums.changes} cells that are what the manifest says`]),
  ].join(', ');
  if (isEqual) {
    tell(
      `${format}: ${sources.length} datasets, ${sums.rows} rows, ${sums.cells} cells, all equal ${but}`.trimEnd(),
    );
  }
  for (const note of notes) tell(`${format} notes: ${note}`);
  return isEqual;
}

type Pair = { source: DatasetSource; found: ReadTable | undefined; notes: readonly string[] };

async function compare(
  { report, format, expected }: Order,
  { source, found, notes }: Pair,
  signal: AbortSignal,
) {
  const { name, fileName, columns } = source;
  const wanted = expected.get(name);
  if (wanted === undefined) return 'there is no CSV file of it';
  if (found === undefined) return 'it is not in the report';
  // A listing's heads hold labels, too, and its lines are broken where the page asks for it.
  const isListing = format === 'PDF';
  return await compareDataset(
    {
      expected: wanted,
      found: isListing ? { ...found, columns: report.columns.get(name) ?? [] } : found,
      numbers: new Set(columns.filter(({ type }) => type !== 'string').map((column) => column.name)),
      allowRounding: DATASET_JSON.test(fileName),
      allowed: new Map(columns.map((column) => [column.name, toAllowance(`${name}.${column.name}`, notes)])),
      ...(isListing && { simplify: (text: string) => text.replaceAll(/\s+/gu, '') }),
    },
    signal,
  );
}
