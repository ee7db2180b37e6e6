import type { DatasetSource, InputCell } from '../../domain/dataset.ts';
import { createImportFault } from './createImportFault.ts';
import type { DataColumn } from './dataTable.ts';

const NULL = '\\N';
/** What COPY's text format gives a meaning. */
const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A dataset's rows as COPY's text format, numbered from 1, in large buffers; notes the columns with special missing values. */
export async function* encodeRows(
  { source, columns, specialMissing }: Omit<Row, 'row' | 'cells'>,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  let row = 0;
  for await (const batch of source.rows(signal)) {
    const lines = batch.map((cells) =>
      encodeRow({ source, columns, specialMissing, row: (row += 1), cells }),
    );
    yield Buffer.from(lines.join(''));
  }
}

type Row = {
  source: DatasetSource;
  columns: readonly DataColumn[];
  specialMissing: Set<number>;
  row: number;
  cells: readonly InputCell[];
};

function encodeRow({ source, columns, specialMissing, row, cells }: Row): string {
  let missing: Record<string, string> | undefined;
  let text = '';
  for (const [index, cell] of cells.entries()) {
    if (typeof cell === 'string') {
      text += '\t';
      text += escapeText(cell);
    } else {
      text += `\t${NULL}`;
      const columnName = columns[index]?.columnName;
      if (cell === null || columnName === undefined) continue;
      missing = { ...missing, [columnName]: cell.special };
      specialMissing.add(index);
    }
  }
  if (text.includes('\0')) failText({ source, columns, row, cells });
  return `${row}\t${missing === undefined ? NULL : escapeText(JSON.stringify(missing))}${text}\n`;
}

function failText({ source, columns, row, cells }: Omit<Row, 'specialMissing'>): never {
  const column = columns[cells.findIndex((cell) => typeof cell === 'string' && cell.includes('\0'))]?.name;
  throw createImportFault(source, { row, column, problem: 'a NUL character, which no text may hold.' });
}

/** A cell's text as COPY's text format has it. */
export const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : text;
