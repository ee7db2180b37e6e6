import type { Cell } from './dataset.ts';
import { AppError } from './errors.ts';
import { throwProblems, type Problem } from './problem.ts';

/** A table that a caller sent to be made a report of: texts only, every row as long as the columns. */
export type DirectTable = {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
  /** What stands above the table in formats that have a head, and in the manifest. */
  headers: readonly { label: string; text: string }[];
};

/** What a caller sent of it: a row that is an object gives its members' values in the order of the columns. */
export type SentTable = {
  columns: readonly unknown[];
  rows: readonly unknown[];
  headers: Readonly<Record<string, unknown>>;
  /** How many rows there are, where the caller says. */
  count: number | undefined;
};

export const MOST_COLUMNS = 1_000;
export const MOST_NAME = 255;
const MOST_HEADERS = 100;
/** More than a person mends at once; the check of a hostile body ends here. */
const MOST_PROBLEMS = 20;
/** Neither can be stored as text: NUL, and halves of a surrogate pair. */
const UNSTORABLE = /[\0\p{Cs}]/u;
const CELL_ALLOWED =
  'text without NUL, true, false, null, or a number (a whole one beyond 9007199254740991 is sent as text); what is nested is shown as JSON';

/**
 * Checks a table. Throws BODY_ROWS or BODY_SHAPE that name rows and columns by their position, from 1, and never a value.
 */
export function checkTable({ columns, rows, headers, count }: SentTable): DirectTable {
  const problems: Problem[] = [];
  const refuse: Refuse = (code, text) => {
    problems.push({ code, text });
  };
  const names = checkColumns(columns, refuse);
  const entries = checkHeaders(headers, refuse);
  if (count !== undefined && count !== rows.length) {
    refuse('BODY_ROWS', `count is ${count}, data has ${rows.length} rows; they must agree.`);
  }
  throwProblems(problems, 'BODY_SHAPE');
  const checked: (readonly Cell[])[] = [];
  for (const [index, row] of rows.entries()) {
    checked.push(toRow(row, index + 1, names, refuse));
    if (problems.length >= MOST_PROBLEMS) break;
  }
  throwProblems(problems, 'BODY_SHAPE');
  return { columns: names, rows: checked, headers: entries };
}

type Refuse = (code: Problem['code'], text: string) => void;

function checkColumns(columns: readonly unknown[], refuse: Refuse): string[] {
  if (columns.length === 0 || columns.length > MOST_COLUMNS) {
    refuse('BODY_SHAPE', `columns: ${columns.length}; allowed: 1 to ${MOST_COLUMNS}.`);
    return [];
  }
  const seen = new Set<string>();
  return columns.map((name, index) => {
    const at = `columns[${index}]`;
    if (typeof name !== 'string' || name.length === 0 || name.length > MOST_NAME || UNSTORABLE.test(name)) {
      refuse('BODY_SHAPE', `${at}: allowed: a name of 1 to ${MOST_NAME} characters, without NUL.`);
      return '';
    }
    if (seen.has(name)) refuse('BODY_SHAPE', `${at}: a column of this name stands before it.`);
    seen.add(name);
    return name;
  });
}

function checkHeaders(headers: SentTable['headers'], refuse: Refuse): DirectTable['headers'] {
  const entries = Object.entries(headers);
  if (entries.length > MOST_HEADERS) {
    refuse('BODY_SHAPE', `headers: ${entries.length} members; allowed: ${MOST_HEADERS}.`);
    return [];
  }
  return entries.flatMap(([label, value], index) => {
    const text = toCell(value);
    if (text === undefined || UNSTORABLE.test(label)) {
      refuse('BODY_SHAPE', `headers, member ${index + 1}: allowed: ${CELL_ALLOWED}.`);
    }
    return text == null ? [] : [{ label, text }];
  });
}

function toRow(row: unknown, position: number, columns: readonly string[], refuse: Refuse): readonly Cell[] {
  const values = toValues(row, columns);
  if (values === undefined) {
    refuse('BODY_ROWS', `Row ${position}: allowed: a list of cells.`);
    return [];
  }
  if (values.length !== columns.length) {
    refuse('BODY_ROWS', `Row ${position} has ${values.length} cells; allowed: ${columns.length}.`);
    return [];
  }
  // Most rows are texts already, and there may be a million of them.
  if (isRowOfCells(values)) return values;
  return values.map((value, index) => {
    const cell = toCell(value);
    if (cell === undefined)
      refuse('BODY_ROWS', `Row ${position}, column ${index + 1}: allowed: ${CELL_ALLOWED}.`);
    return cell ?? null;
  });
}

function isRowOfCells(values: readonly unknown[]): values is readonly Cell[] {
  return values.every((value) => (typeof value === 'string' ? !UNSTORABLE.test(value) : value === null));
}

function toValues(row: unknown, columns: readonly string[]): readonly unknown[] | undefined {
  if (Array.isArray(row)) return row as readonly unknown[];
  if (typeof row !== 'object' || row === null) return undefined;
  const members = new Map<string, unknown>(Object.entries(row));
  return columns.map((column) => members.get(column) ?? null);
}

/** The text that the file shows, of what is nested its JSON; undefined where a value is none that a cell can hold. */
function toCell(value: unknown): Cell | undefined {
  switch (typeof value) {
    case 'string':
      return UNSTORABLE.test(value) ? undefined : value;
    case 'number':
      return isExact(value) ? String(value) : undefined;
    case 'boolean':
      return String(value);
    default:
      return value === null ? null : toJsonText(value);
  }
}

function isExact(number: number): boolean {
  return Number.isSafeInteger(number) || (Number.isFinite(number) && number % 1 !== 0);
}

function toJsonText(value: unknown): string | undefined {
  const inexact: number[] = [];
  const text = JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner === 'number' && !isExact(inner)) inexact.push(inner);
    return inner;
  });
  return inexact.length === 0 ? text : undefined;
}

/**
 * The columns of rows that are objects: their members' names, in the order of first appearance. Throws BODY_TOO_LARGE where
 * the table they make would have more than `mostCells`, which a list of members that differ in each row else grows to.
 */
export function findColumns(rows: readonly object[], mostCells: number): string[] {
  const names = new Set<string>();
  for (const row of rows) {
    for (const name of Object.keys(row)) names.add(name);
    if (names.size * rows.length > mostCells) {
      throw new AppError('BODY_TOO_LARGE', { details: `Allowed: ${mostCells} cells, rows times columns.` });
    }
  }
  return [...names];
}
