import { createGzip } from 'node:zlib';

import { COMPRESSOR_BUFFERS, compress } from '../compress.ts';
import { renderCsv } from '../csv/renderCsv.ts';
import type { RenderedRows, RenderOptions } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';

/** The very bytes of the CSV file in gzip (RFC 1952); the header names neither time nor file, so that the same rows give the same bytes. */
export function renderCsvGzip(
  rowSet: RowSet,
  { csv, gzip }: Pick<RenderOptions, 'csv' | 'gzip'>,
): RenderedRows {
  const rendered = renderCsv(rowSet, { csv });
  const createCompressor = () => createGzip({ level: gzip.level, ...COMPRESSOR_BUFFERS });
  return { ...rendered, bytes: compress(rendered.bytes, createCompressor) };
}
