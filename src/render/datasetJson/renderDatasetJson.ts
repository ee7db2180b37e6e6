import { createDeflate, createGzip } from 'node:zlib';

import { COMPRESSOR_BUFFERS, compress } from '../compress.ts';
import type { RenderedRows, RenderOptions, ReportHeading } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import { createRows } from './createRows.ts';
import { describeDataset } from './describeDataset.ts';

/** CDISC Dataset-JSON 1.1: one object, its rows last. */
export function renderDatasetJson(rowSet: RowSet, _: RenderOptions, heading: ReportHeading): RenderedRows {
  const rows = createRows(rowSet, ',\n');
  async function* bytes(): AsyncIterable<Uint8Array> {
    const head = JSON.stringify(describeDataset(rowSet, heading)).slice(0, -1);
    yield Buffer.from(`${head},"rows":[\n`);
    yield* rows.bytes();
    yield Buffer.from('\n]}\n');
  }
  return { ...rows, bytes: bytes() };
}

/** The same as lines: the object without its rows, then each row. */
export function renderNdjson(rowSet: RowSet, _: RenderOptions, heading: ReportHeading): RenderedRows {
  const rows = createRows(rowSet, '\n');
  async function* bytes(): AsyncIterable<Uint8Array> {
    yield Buffer.from(`${JSON.stringify(describeDataset(rowSet, heading))}\n`);
    yield* rows.bytes();
    if (rows.countRows() > 0) yield Buffer.from('\n');
  }
  return { ...rows, bytes: bytes() };
}

/** The lines compressed. */
export function renderDsjc(rowSet: RowSet, options: RenderOptions, heading: ReportHeading): RenderedRows {
  const rendered = renderNdjson(rowSet, options, heading);
  const create = options.dsjc.compression === 'GZIP' ? createGzip : createDeflate;
  const createCompressor = () => create({ level: options.gzip.level, ...COMPRESSOR_BUFFERS });
  return { ...rendered, bytes: compress(rendered.bytes, createCompressor) };
}
