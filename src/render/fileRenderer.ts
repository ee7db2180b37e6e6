import type { CsvOptions } from './csv/csvOptions.ts';
import type { RowSet } from './rowSet.ts';

export type RenderOptions = { csv: CsvOptions };

/** The bytes of one file, and the number of rows in it once the bytes have ended. */
export type RenderedRows = { bytes: AsyncIterable<Uint8Array>; countRows: () => number };

/** One format: how a dataset becomes the bytes of a file. */
export type FileRenderer = {
  extension: string;
  mediaType: string;
  render: (rowSet: RowSet, options: RenderOptions) => RenderedRows;
};
