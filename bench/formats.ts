import { csv } from './csv.ts';
import { parquet } from './parquet.ts';
import { listing } from './pdf.ts';
import type { Rendered } from './renderedFormat.ts';
import { csvGzip, datasetJson, html, ndjson } from './textFormats.ts';
import { xlsx } from './xlsx.ts';
import { xport, xport5 } from './xport.ts';

/** Every format that is measured beside the best known writer of it. */
export const FORMATS: readonly Rendered[] = [
  ...[csv, csvGzip, xlsx, xport, xport5, ndjson, datasetJson, html],
  ...[listing, parquet],
];
