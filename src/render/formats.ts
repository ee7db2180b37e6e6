import type { Format } from '../domain/reportDefinition.ts';
import { renderCsv } from './csv/renderCsv.ts';
import { renderCsvGzip } from './csvGzip/renderCsvGzip.ts';
import { renderDatasetJson, renderDsjc, renderNdjson } from './datasetJson/renderDatasetJson.ts';
import type { FileRenderer } from './fileRenderer.ts';
import { html } from './html/html.ts';
import { renderJson } from './json/renderJson.ts';
import { renderPdf } from './pdf/renderPdf.ts';
import { withMissingNotes } from './missingNotes.ts';
import { oneForAll, onePerDataset } from './planFiles.ts';
import { renderXlsx } from './xlsx/renderXlsx.ts';
import { renderParquet } from './parquet/renderParquet.ts';
import { xport5, xport8 } from './xport/renderXport.ts';

/** Every format, and who renders it. */
export const RENDERERS: Readonly<Record<Format, FileRenderer>> = {
  CSV: {
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8',
    plan: onePerDataset(withMissingNotes(renderCsv)),
  },
  'CSV.GZ': {
    extension: 'csv.gz',
    mediaType: 'application/gzip',
    plan: onePerDataset(withMissingNotes(renderCsvGzip)),
  },
  XLSX: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    plan: oneForAll(renderXlsx),
  },
  PDF: { extension: 'pdf', mediaType: 'application/pdf', plan: oneForAll(renderPdf) },
  JSON: { extension: 'json', mediaType: 'application/json', plan: oneForAll(renderJson) },
  DATASET_JSON: {
    extension: 'json',
    mediaType: 'application/json',
    plan: onePerDataset(renderDatasetJson),
  },
  NDJSON: { extension: 'ndjson', mediaType: 'application/x-ndjson', plan: onePerDataset(renderNdjson) },
  DSJC: {
    extension: 'dsjc',
    mediaType: 'application/vnd.cdisc.dataset-json.compressed',
    plan: onePerDataset(renderDsjc),
  },
  HTML: html,
  PARQUET: {
    extension: 'parquet',
    mediaType: 'application/vnd.apache.parquet',
    plan: onePerDataset(withMissingNotes(renderParquet)),
  },
  XPORT: xport8,
  XPORT5: xport5,
};
