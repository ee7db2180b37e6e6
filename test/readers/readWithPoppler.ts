import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MOST_BYTES = 64 * 1024 * 1024;
const ELEMENT = /^ *(Table|THead|TBody|TR|TH|TD)\b/;

/** Without blanks and line ends, which pages have as their layout wants them, and the marks that turn the direction. */
export const dense = (text: string): string => text.replaceAll(/[\s\u202a-\u202e]+/gu, '');

/** A table of a PDF file as its structure has it: the text of each head, and of each cell, as it is read. */
export type PdfTable = { heads: string[]; rows: string[][] };

/** The text of the file's pages, in the order in which it is drawn. */
export async function readPages(path: string): Promise<string[]> {
  const { stdout } = await run('pdftotext', ['-raw', path, '-'], { maxBuffer: MOST_BYTES });
  return stdout.split('\f').slice(0, -1);
}

/** The file's tables as a program that reads aloud finds them. */
export async function readStructure(path: string): Promise<PdfTable[]> {
  const { stdout } = await run('pdfinfo', ['-struct-text', path], { maxBuffer: MOST_BYTES });
  const tables: PdfTable[] = [];
  let cells: string[] | undefined;
  let text: string | undefined;
  for (const line of stdout.split('\n')) {
    // A text goes on over its line breaks up to the quote that ends it.
    const begun = text === undefined ? /^ *"([^]*)$/.exec(line)?.[1] : `${text}\n${line}`;
    if (begun !== undefined) {
      const isEnd = begun.endsWith('"');
      text = isEnd ? undefined : begun;
      if (isEnd) cells?.push((cells.pop() ?? '') + begun.slice(0, -1));
      continue;
    }
    const element = ELEMENT.exec(line)?.[1];
    const table = tables.at(-1);
    if (element === 'Table') tables.push({ heads: [], rows: [] });
    else if (element === 'TH') (cells = table?.heads)?.push('');
    else if (element === 'TR') {
      // Where it has no cells, its text is its own.
      cells = [];
      table?.rows.push(cells);
    } else if (element === 'TD') (cells = table?.rows.at(-1))?.push('');
    else if (element === undefined && !/\/Scope/.test(line)) cells = undefined;
  }
  // The heads stand in a row, too.
  return tables.map(({ heads, rows }) => ({ heads, rows: rows.slice(1) }));
}
