import { createFault } from '../createFault.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const MAX_RECORD_CHARACTERS = 64 * 1024 * 1024;

export type CsvParser = {
  /** The records that this piece of text completes. */
  push(piece: string): string[][];
  /** The record that the file's end completes, if any. */
  end(): string[][];
  /** The first record, once it is complete. */
  header(): readonly string[] | undefined;
  /** Fails at the place that has been reached. */
  fail(problem: string): never;
};

/**
 * RFC 4180, strictly, from text in pieces of any size; line ends may be LF or CRLF. The first record is the header and
 * sets the width. Throws BAD_IMPORT_FILE naming row, line and column.
 */
export function createCsvParser(fileName: string): CsvParser {
  let header: readonly string[] | undefined;
  let text = '';
  let at = 0;
  let isLast = false;
  let row = 0;
  let line = 1;
  /** Of the record under way. */
  let cells: string[] = [];
  let extraLines = 0;

  /** Fails at the cell that is being read, or at the given one. */
  function fail(problem: string, index = cells.length): never {
    const place = {
      ...(row > 0 && { row }),
      line: line + extraLines,
      column: header?.[index] ?? `${index + 1}`,
    };
    throw createFault(fileName, place, problem);
  }

  /** Reads one record into `cells` and moves behind it; false where the text ends inside of it. */
  function readRecord(): boolean {
    cells = [];
    extraLines = 0;
    for (;;) {
      const end = text.charCodeAt(at) === QUOTE ? readQuoted() : readPlain();
      if (end === -1) return false;
      const next = text.charCodeAt(end);
      if (next === COMMA) {
        at = end + 1;
        continue;
      }
      if (next === CR) {
        if (text.charCodeAt(end + 1) === LF) at = end + 2;
        else if (end + 1 === text.length && !isLast) return leaveOpen();
        else fail('a carriage return that no line feed follows.', cells.length - 1);
      } else if (end < text.length) at = end + 1;
      else if (isLast) at = end;
      else return leaveOpen();
      return true;
    }
  }

  /** The cell just read may go on in the next piece. */
  function leaveOpen(): false {
    cells.pop();
    return false;
  }

  function readPlain(): number {
    let end = at;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === COMMA || code === LF || code === CR) break;
      if (code === QUOTE) fail('a quote inside of an unquoted value.');
    }
    cells.push(text.slice(at, end));
    return end;
  }

  function readQuoted(): number {
    let close = text.indexOf('"', at + 1);
    let hasQuotes = false;
    while (close !== -1 && text.charCodeAt(close + 1) === QUOTE) {
      hasQuotes = true;
      close = text.indexOf('"', close + 2);
    }
    if (close === -1) {
      if (isLast) fail('the quote that opens here is never closed.');
      return -1;
    }
    const end = close + 1;
    if (end < text.length) {
      const next = text.charCodeAt(end);
      if (next !== COMMA && next !== LF && next !== CR) fail('text after the closing quote.');
    }
    const value = text.slice(at + 1, close);
    if (value.includes('\n')) extraLines += value.split('\n').length - 1;
    cells.push(hasQuotes ? value.replaceAll('""', '"') : value);
    return end;
  }

  function readRecords(): string[][] {
    const rows: string[][] = [];
    let start = 0;
    for (at = 0; at < text.length; start = at) {
      if (!readRecord()) break;
      if (header === undefined) header = cells;
      else {
        if (cells.length !== header.length) failWidth(header.length);
        rows.push(cells);
      }
      line += 1 + extraLines;
      row += 1;
      extraLines = 0;
      cells = [];
    }
    text = text.slice(start);
    if (text.length > MAX_RECORD_CHARACTERS)
      fail('a record of more than 64 Mi characters; a quote may be open.');
    return rows;
  }

  function failWidth(width: number): never {
    const index = Math.min(cells.length, width) - 1;
    return fail(`${cells.length} values where the header has ${width}.`, index);
  }

  return {
    push(piece) {
      text += piece;
      return readRecords();
    },
    end() {
      isLast = true;
      return readRecords();
    },
    header: () => header,
    fail: (problem) => fail(problem),
  };
}
