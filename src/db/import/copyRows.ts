import { pipeline } from 'node:stream/promises';

import { DatabaseError, escapeIdentifier, type Client } from 'pg';
import { from } from 'pg-copy-streams';

import type { DatasetSource } from '../../domain/dataset.ts';
import { createImportFault } from './createImportFault.ts';
import { ROW_COLUMN, SQL_TYPES, toTableName, type DataColumn, type DataTable } from './dataTable.ts';
import { encodePacked } from './encodePacked.ts';
import { encodeRecords } from './encodeRecords.ts';
import { encodeRows } from './encodeRows.ts';

/** So many columns fit a row of 8 kB whatever they hold: text of more than 24 bytes moves out of it. */
const SAFE_COLUMNS = 300;
const LF = 0x0a;

type Copy = { client: Client; source: DatasetSource; table: DataTable };
type Copied = {
  rowCount: number;
  /** The columns, by positions from 0, in which special missing values stand. */
  specialMissing: ReadonlySet<number>;
};

/** Fills a table that this transaction has made. */
export async function copyRows({ client, source, table }: Copy, signal: AbortSignal): Promise<Copied> {
  const specialMissing = new Set<number>();
  // A row that is too large is known only where rows are inserted one by one, which COPY does from its text format.
  const { content, statement } = isWideTable(table)
    ? toTextCopy({ source, table, specialMissing }, signal)
    : chooseCopy({ source, table, specialMissing }, signal);
  const stream = client.query(from(statement));
  try {
    await pipeline(content, stream, { signal });
  } catch (error) {
    throw await toImportError({ source, table }, error, signal);
  }
  return { rowCount: stream.rowCount, specialMissing };
}

type Choosing = Omit<Copy, 'client'> & { specialMissing: Set<number> };
type Chosen = { content: AsyncGenerator<Buffer>; statement: string };

/** The form in which the source's rows need the least work. */
function chooseCopy({ source, table, specialMissing }: Choosing, signal: AbortSignal): Chosen {
  const records = source.csvRecords?.(signal);
  if (records !== undefined) return { content: encodeRecords(records), statement: toCsvCopy(table) };
  const packed = source.packedRows?.(signal);
  if (packed === undefined) return toTextCopy({ source, table, specialMissing }, signal);
  const statement = `copy ${toTableName(table.id)} from stdin with (format binary, freeze)`;
  return { content: encodePacked(packed, table.columns, specialMissing), statement };
}

/**
 * The table is new and nobody sees it before the commit: `freeze` spares its rows a later visit by vacuum. COPY inserts
 * rows in bundles, and does not know which one is too large; a volatile condition makes it insert one by one.
 */
function toTextCopy({ source, table, specialMissing }: Choosing, signal: AbortSignal): Chosen {
  const condition = isWideTable(table) ? ' where random() >= 0' : '';
  const statement = `copy ${toTableName(table.id)} from stdin with (freeze)${condition}`;
  return { content: encodeRows({ source, columns: table.columns, specialMissing }, signal), statement };
}

/** Blank text is the empty string: a CSV file knows no null. What is no text is missing where it is blank. */
function toCsvCopy({ id, columns }: DataTable): string {
  const list = (some: readonly DataColumn[]) =>
    some.map(({ columnName }) => escapeIdentifier(columnName)).join(', ');
  const texts = columns.filter(({ type }) => type === 'string');
  const others = columns.filter(({ type }) => type !== 'string');
  const options = [
    'format csv, freeze',
    ...(texts.length > 0 ? [`force_not_null (${list(texts)})`] : []),
    ...(others.length > 0 ? [`force_null (${list(others)})`] : []),
  ].join(', ');
  const names = [escapeIdentifier(ROW_COLUMN), list(columns)].join(', ');
  return `copy ${toTableName(id)} (${names}) from stdin with (${options})`;
}

/** COPY refuses a row with class 22, or 54000 where it is too large; its CONTEXT names line and column, then the value. */
async function toImportError(
  { source, table }: Omit<Copy, 'client'>,
  error: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  if (!(error instanceof DatabaseError) || !/^(22|54)/.test(error.code ?? '')) return error;
  const [, line] = /, line (\d+)/.exec(error.where ?? '') ?? [];
  const [, columnName] = /, line \d+, column (.+?)(?:: |$)/.exec(error.where ?? '') ?? [];
  const column = table.columns.find((candidate) => candidate.columnName === columnName);
  const problem = error.code?.startsWith('54')
    ? 'the row is larger than a row of a PostgreSQL table may be.'
    : `a value does not fit its type${column === undefined ? '' : `, ${SQL_TYPES[column.type]}`}.`;
  return createImportFault(source, {
    ...(line !== undefined && { row: await findRow({ source, table }, Number(line), signal) }),
    column: column?.name,
    problem,
    cause: error,
  });
}

const isWideTable = ({ columns }: DataTable): boolean => columns.length > SAFE_COLUMNS;

/** The row whose last line COPY counts as `line`: of CSV records, several of which may span lines. */
async function findRow(
  { source, table }: Omit<Copy, 'client'>,
  line: number,
  signal: AbortSignal,
): Promise<number> {
  const records = isWideTable(table) ? undefined : source.csvRecords?.(signal);
  if (records === undefined) return line;
  let row = 0;
  let lines = 0;
  for await (const { bytes, starts, ends } of records) {
    for (const [index, start] of starts.entries()) {
      row += 1;
      lines += 1;
      const record = bytes.subarray(start, ends[index]);
      for (let at = record.indexOf(LF); at !== -1; at = record.indexOf(LF, at + 1)) lines += 1;
      if (lines >= line) return row;
    }
  }
  return row;
}
