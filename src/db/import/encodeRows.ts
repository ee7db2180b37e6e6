import type { DatasetSource, InputCell } from '../../domain/dataset.ts';
import { createImportFault } from './createImportFault.ts';
import type { DataColumn } from './dataTable.ts';

const NULL = '\\N';
/** What COPY's text format gives a meaning, and NUL, which no PostgreSQL text can hold. */
const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A dataset's rows as COPY's text format, numbered from 1, in large buffers. */
export async function* encodeRows(
  source: DatasetSource,
  columns: readonly DataColumn[],
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  let row = 0;
  for await (const batch of source.rows(signal)) {
    let text = '';
    for (const cells of batch) {
      row += 1;
      text += encodeRow({ source, columns, row, cells });
    }
    yield Buffer.from(text);
  }
}

type Row = {
  source: DatasetSource;
  columns: readonly DataColumn[];
  row: number;
  cells: readonly InputCell[];
};

function encodeRow({ source, columns, row, cells }: Row): string {
  let missing: Record<string, string> | undefined;
  let text = '';
  cells.forEach((cell, index) => {
    if (typeof cell === 'string') {
      text += SPECIAL.test(cell) ? `\t${escape(cell)}` : `\t${cell}`;
      if (cell.includes('\0')) {
        const column = columns[index]?.name;
        throw createImportFault(source, { row, column, problem: 'a NUL character, which no text may hold.' });
      }
      return;
    }
    text += `\t${NULL}`;
    const columnName = columns[index]?.columnName;
    if (cell !== null && columnName !== undefined) missing = { ...missing, [columnName]: cell.special };
  });
  return `${row}\t${missing === undefined ? NULL : escape(JSON.stringify(missing))}${text}\n`;
}

const escape = (text: string): string => text.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char);
