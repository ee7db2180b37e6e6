import type { DatasetSource, InputCell } from '../../src/domain/dataset.ts';
import type { ReadCell, ReadTable } from '../support/readBack/table.ts';

const MOST_DIFFERENCES = 5;

/** `roundings` counts numbers that differ in the last digit of a double alone, `changes` cells that the format may change. */
export type Comparison = {
  rows: number;
  columns: number;
  differences: readonly string[];
  roundings: number;
  changes: number;
};

type Pair = {
  expected: DatasetSource;
  found: Pick<ReadTable, 'columns' | 'rows'>;
  /** Columns of the import that are numbers: those may be printed in another way. */
  numbers: ReadonlySet<string>;
  /**
   * Whether numbers may differ in the last digit of a double: SAS transport keeps fewer bits of some, so that a file
   * which was made from one does not hold the very number that another kind of file does.
   */
  allowRounding?: boolean;
  /** Of each column what the format may make of a text, as the manifest says it. */
  allowed?: ReadonlyMap<string, (expected: string, found: string) => boolean>;
  /** What of a text is compared. */
  simplify?: (text: string) => string;
};

/**
 * Holds every cell of `expected`, row by row, against the column of that name of `found`, which has context columns
 * beside it. Differences are told by place, never by value; the first few are enough.
 */
export async function compareDataset(
  { expected, found, numbers, allowRounding = false, allowed = new Map(), simplify = (text) => text }: Pair,
  signal: AbortSignal,
): Promise<Comparison> {
  const differences: string[] = [];
  const columns = expected.columns.map(({ name }, index) => {
    const foundIndex = found.columns.indexOf(name);
    if (foundIndex === -1) differences.push(`column ${name} is missing`);
    return { name, index, foundIndex, isNumber: numbers.has(name) };
  });
  let rows = 0;
  let roundings = 0;
  let changes = 0;
  for await (const row of readRows(expected, signal)) {
    const foundRow = found.rows[rows];
    rows += 1;
    if (foundRow === undefined) {
      differences.push(`row ${rows} is missing, and all behind it`);
      break;
    }
    for (const { name, index, foundIndex, isNumber } of columns) {
      const one = simplify(toText(row[index]));
      const other = simplify(toText(foundRow[foundIndex]));
      if (foundIndex === -1 || isSameCell(one, other, isNumber)) continue;
      if (allowRounding && isNumber && isRounded(one, other)) roundings += 1;
      else if (allowed.get(name)?.(toText(row[index]), toText(foundRow[foundIndex])) === true) changes += 1;
      else differences.push(`row ${rows}, column ${name} differs`);
    }
    if (differences.length >= MOST_DIFFERENCES) break;
  }
  if (differences.length === 0 && found.rows.length > rows) {
    differences.push(`there are more rows than ${rows}`);
  }
  return {
    ...{ rows, columns: columns.length, roundings, changes },
    differences: differences.slice(0, MOST_DIFFERENCES),
  };
}

async function* readRows(
  source: DatasetSource,
  signal: AbortSignal,
): AsyncGenerator<readonly InputCell[], undefined> {
  for await (const batch of source.rows(signal)) yield* batch;
  return undefined;
}

/** Blank text and no value are the same in files of CSV, which everything is compared with. */
function toText(cell: InputCell | ReadCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'object' ? `.${cell.special}` : String(cell);
}

function isSameCell(expected: string, found: string, isNumber: boolean): boolean {
  if (expected === found) return true;
  return isNumber && expected !== '' && found !== '' && Number(expected) === Number(found);
}

/** Two doubles next to each other, or with one between. */
function isRounded(one: string, other: string): boolean {
  if (one === '' || other === '') return false;
  return Math.abs(Number(one) - Number(other)) <= 2 * Number.EPSILON * Math.abs(Number(one));
}
