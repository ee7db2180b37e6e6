import type { CsvOptions } from './csv/csvOptions.ts';
import type { RowSet } from './rowSet.ts';
import type { XportOptions } from './xport/xportOptions.ts';

/** What a report allows to be changed where a format cannot hold it; else it fails. */
export type Lossy = { rename: boolean; cut: boolean };

/** Settings of the service. */
export type FormatOptions = { csv: CsvOptions; xport: XportOptions };

export type RenderOptions = FormatOptions & { lossy: Lossy };

/** The bytes of one file; the number of rows in it, and what had to be changed, once the bytes have ended. */
export type RenderedRows = {
  bytes: AsyncIterable<Uint8Array>;
  countRows: () => number;
  notes?: () => readonly string[];
};

/** One format: how a dataset becomes the bytes of a file. */
export type FileRenderer = {
  extension: string;
  mediaType: string;
  render: (rowSet: RowSet, options: RenderOptions) => RenderedRows;
};
