import type { Format } from '../domain/reportDefinition.ts';
import { renderCsv } from './csv/renderCsv.ts';
import { renderCsvGzip } from './csvGzip/renderCsvGzip.ts';
import type { FileRenderer } from './fileRenderer.ts';
import { onePerDataset } from './planFiles.ts';
import { xport5, xport8 } from './xport/renderXport.ts';

/** Every format, and who renders it. */
export const RENDERERS: Readonly<Record<Format, FileRenderer>> = {
  CSV: { extension: 'csv', mediaType: 'text/csv; charset=utf-8', plan: onePerDataset(renderCsv) },
  'CSV.GZ': { extension: 'csv.gz', mediaType: 'application/gzip', plan: onePerDataset(renderCsvGzip) },
  XPORT: xport8,
  XPORT5: xport5,
};
