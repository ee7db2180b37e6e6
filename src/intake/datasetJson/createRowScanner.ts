import type { Column, InputCell } from '../../domain/dataset.ts';
import { createFault } from '../createFault.ts';
import { createCellReader } from './createCellReader.ts';
import type { Scan, TextWindow } from './createTextReader.ts';
import { scanScalar, skipBlank } from './scanJson.ts';

/** `array`: rows in a list, with commas between. `lines`: each on a line of its own, to the file's end. */
export type RowLayout = 'array' | 'lines';

export type RowBatch = { rows: InputCell[][]; isEnd: boolean };

export type RowScanner = { scan: Scan<RowBatch>; countRows: () => number };

type Options = { fileName: string; dataset: string; columns: readonly Column[]; layout: RowLayout };

/** Takes as many whole rows at once as the window holds. Throws BAD_IMPORT_FILE naming row and column. */
export function createRowScanner({ fileName, dataset, columns, layout }: Options): RowScanner {
  const readers = columns.map(({ type }) => createCellReader(type));
  let count = 0;
  /** In the row under way. */
  let cell = 0;

  function fail(problem: string): never {
    const column = columns[cell]?.name;
    const place = { dataset, row: count + 1, ...(column !== undefined && { column }) };
    throw createFault(fileName, place, problem);
  }

  function readCell(window: TextWindow, at: number): { value: InputCell; end: number } | undefined {
    const found = scanScalar(window.text, at, fail);
    if (found === undefined) return undefined;
    const { value, end } = found;
    if (value.kind === 'null') return { value: null, end };
    if (window.isDamaged && value.text.includes('\uFFFD')) fail('bytes that are not UTF-8.');
    const read = readers[cell]?.(value);
    if (read === undefined) fail(`a value that does not fit its type, ${columns[cell]?.type ?? 'none'}.`);
    return { value: read, end };
  }

  /** The place behind the row, its cells added to the list; -1 where the window ends inside of it. */
  function scanRow(window: TextWindow, start: number, cells: InputCell[]): number {
    const { text } = window;
    if (text[start] !== '[') fail('it is not JSON: a row in brackets was expected.');
    cell = 0;
    let at = skipBlank(text, start + 1);
    if (text[at] === ']' && columns.length === 0) return at + 1;
    for (; ; cell += 1) {
      if (at === text.length) return -1;
      if (cell === columns.length) failWidth('more');
      const found = readCell(window, at);
      if (found === undefined) return -1;
      cells.push(found.value);
      at = skipBlank(text, found.end);
      if (at === text.length) return -1;
      const mark = text[at];
      if (mark !== ',' && mark !== ']') fail('it is not JSON: a comma was expected.');
      if (mark === ']') break;
      at = skipBlank(text, at + 1);
    }
    if (cell + 1 < columns.length) failWidth(`${cell + 1}`);
    return at + 1;
  }

  function failWidth(found: string): never {
    cell = columns.length;
    return fail(`${found} values where the file has ${columns.length} columns.`);
  }

  /** Where the next row begins; -1 where that is not known yet, and 'end' behind the last one. */
  function findRow({ text, isLast }: TextWindow, start: number): number | 'end' {
    let at = skipBlank(text, start);
    cell = columns.length;
    if (at === text.length) return isLast && layout === 'lines' ? 'end' : -1;
    if (layout === 'lines') {
      if (count > 0 && !text.slice(start, at).includes('\n')) fail('a line end was expected before it.');
      return at;
    }
    if (text[at] === ']') return 'end';
    if (count === 0) return at;
    if (text[at] !== ',') fail('it is not JSON: a comma was expected before it.');
    at = skipBlank(text, at + 1);
    return at === text.length ? -1 : at;
  }

  return {
    scan(window, start) {
      const rows: InputCell[][] = [];
      let end = start;
      for (;;) {
        const begin = findRow(window, end);
        if (begin === 'end') return { value: { rows, isEnd: true }, end: skipBlank(window.text, end) };
        const cells: InputCell[] = [];
        const next = begin === -1 ? -1 : scanRow(window, begin, cells);
        if (next === -1) return rows.length === 0 ? undefined : { value: { rows, isEnd: false }, end };
        rows.push(cells);
        count += 1;
        end = next;
      }
    },
    countRows: () => count,
  };
}
