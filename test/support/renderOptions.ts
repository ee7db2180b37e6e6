import type { RenderOptions } from '../../src/render/fileRenderer.ts';
import { compressHere } from '../../src/render/parquet/compressHere.ts';
import { createFontFiles } from '../../src/storage/fontFiles.ts';

/** The service's defaults; nothing may be changed for a format's sake. */
export const RENDER_OPTIONS: RenderOptions = {
  csv: { lineEnd: 'LF', bom: false, labels: false, distinguishNull: false, escapeFormulas: false },
  gzip: { level: 1 },
  dsjc: { compression: 'ZLIB' },
  html: { rowsPerPage: 50_000 },
  xport: { encoding: 'UTF-8' },
  pdf: { pageSize: 'A4', language: 'en', fonts: createFontFiles() },
  parquet: { compressPages: compressHere },
  lossy: { rename: false, cut: false },
};
