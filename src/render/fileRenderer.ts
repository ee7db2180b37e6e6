import type { StudyMode } from '../domain/dataset.ts';
import type { CsvOptions } from './csv/csvOptions.ts';
import type { GzipOptions } from './csvGzip/gzipOptions.ts';
import type { DatasetJsonOptions } from './datasetJson/datasetJsonOptions.ts';
import type { HtmlOptions } from './html/htmlOptions.ts';
import type { ParquetOptions } from './parquet/parquetOptions.ts';
import type { PdfOptions } from './pdf/pdfOptions.ts';
import type { RowSet } from './rowSet.ts';
import type { XportOptions } from './xport/xportOptions.ts';

/** What a report allows to be changed where a format cannot hold it; else it fails. */
export type Lossy = { rename: boolean; cut: boolean };

/** Settings of the service. */
export type FormatOptions = {
  csv: CsvOptions;
  gzip: GzipOptions;
  dsjc: DatasetJsonOptions;
  html: HtmlOptions;
  xport: XportOptions;
  pdf: PdfOptions;
  parquet: ParquetOptions;
};

export type RenderOptions = FormatOptions & { lossy: Lossy };

/** What stands above the rows in formats that have room for it. Times are ISO 8601 in UTC. */
export type ReportHeading = {
  jobId: string;
  reportName: string;
  description: string;
  customer: string;
  study: string | null;
  mode: StudyMode | null;
  /** The filters as a person reads them, in their order. */
  filters: readonly { label: string; text: string }[];
  requestedBy: string;
  kickedOffAt: string;
  /** The moment that all rows show. */
  snapshotAt: string;
  /** What made the file. */
  service: { name: string; version: string };
};

export type Report = { heading: ReportHeading; datasets: readonly RowSet[] };

/** The bytes of one file; the number of rows in it, and what had to be changed, once the bytes have ended. */
export type RenderedRows = {
  bytes: AsyncIterable<Uint8Array>;
  countRows: () => number;
  notes?: () => readonly string[];
};

/** One file of a report, asked for its bytes when its turn comes, one file after the other. */
export type PlannedFile = {
  name: string;
  datasets: readonly RowSet[];
  /** How many rows it is to hold, where that is not all of its datasets. */
  rows?: number;
  render: () => RenderedRows;
};

/** A safe name for a file of the report, with its extension, that no other file has. */
export type NameFile = (stem: string) => string;

/** One format: which files a report becomes. One file is the report's output; several are packed into one archive. */
export type FileRenderer = {
  extension: string;
  mediaType: string;
  plan: (report: Report, options: RenderOptions, nameFile: NameFile) => readonly PlannedFile[];
};
