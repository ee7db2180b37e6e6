import type { Readable } from 'node:stream';

import type { Cell, Column } from '../domain/dataset.ts';

/** The rows of one dataset as a source offers them; a stream is opened only when its turn comes. */
export type RowSet = {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column[];
  /** `count(*)` of the very statement. */
  readonly rowCount: number;
  /** The columns, by positions from 0, in which SAS special missing values stand; absent where the source has none. */
  readonly specialMissing?: readonly number[];
  /** Where the source can: RFC 4180 rows without a header, LF line ends, and the number of rows once the stream has ended. */
  encodedCsv?(convention: { distinguishNull: boolean; escapeFormulas?: boolean }): {
    stream: Readable;
    countRows(): number;
  };
  /**
   * Where the source can: the rows in COPY's text format, special missing values as `.A` to `.Z` and `._`. Whoever reads them
   * may change the bytes.
   */
  encodedText?(): AsyncIterable<Buffer>;
  /**
   * Where the source can: the same of some columns alone, by positions from 0, in any order of rows; special missing values
   * as NULL.
   */
  encodedColumns?: (positions: readonly number[]) => AsyncIterable<Buffer>;
  /**
   * Where the source can: the rows in COPY's binary format, each column as the type that its name says (int8, float8, bool,
   * date, time, timestamp without time zone), texts and decimals as text. Special missing values are NULL.
   */
  encodedBinary?: () => AsyncIterable<Buffer>;
  /** Of each column the length of its longest text, 0 for other types. */
  measureText(unit: 'bytes' | 'characters'): Promise<readonly number[]>;
  /** `specialMissing`: a SAS special missing value is `.A` to `.Z` or `._` in a number's place; else it is null. */
  rows(options?: { specialMissing: boolean }): AsyncIterable<readonly (readonly Cell[])[]>;
  /** SHA-256 of the rows, in hexadecimal, whatever they are written as; null until `rows` or `encodedText` was read to its end. */
  digest(): string | null;
};
