import type { Readable } from 'node:stream';

import { AppError } from '../domain/errors.ts';
import type { Format } from '../domain/reportDefinition.ts';
import type { PlannedFile, RenderOptions, Report } from './fileRenderer.ts';
import { createFileNamer } from './createFileNamer.ts';
import { RENDERERS } from './formats.ts';
import { createMeter } from './meter.ts';
import type { RowSet } from './rowSet.ts';
import { toReadable } from './toReadable.ts';
import { zipParts } from './zip/zipParts.ts';

/** What is known of a file once its last byte has passed. */
export type RenderedFile = {
  name: string;
  format: Format;
  /** The one dataset in it; null where there are several. */
  dataset: string | null;
  /** The names of all datasets in it, in their order. */
  datasets: readonly string[];
  rows: number;
  bytes: number;
  sha256: string;
  /** Those of its one dataset; none where there are several. */
  columns: readonly RenderedColumn[];
  /** What had to be changed for the format's sake. */
  notes: readonly string[];
};

type RenderedColumn = { name: string; label: string; type: string };

/** The data, whatever format it is written in. */
export type RenderedDataset = {
  name: string;
  label: string;
  rows: number;
  /** Of the rows, whatever they are written as; null where the database encoded the file. */
  sha256: string | null;
  columns: readonly RenderedColumn[];
};

/** What was rendered, for the manifest. */
export type Rendered = { datasets: readonly RenderedDataset[]; files: readonly RenderedFile[] };

type OutputOrder<Manifest> = {
  formats: readonly Format[];
  options: RenderOptions;
  report: Report;
  /** Without an extension. */
  name: string;
  describe: (rendered: Rendered) => Manifest;
};

/** A report's output on its way: one file, or a ZIP of several with the manifest as its last. */
export type Output<Manifest> = {
  fileName: string;
  mediaType: string;
  content: Readable;
  /** Stands once the content has ended. */
  summarize(): { sizeBytes: number; sha256: string; recordCount: number; manifest: Manifest };
};

/**
 * Turns a report into one stream of bytes, hashed and counted on the way. The stream fails with ROW_COUNT_MISMATCH where a
 * file holds fewer or more rows than its datasets have, and with the source's own error.
 */
export function renderOutput<Manifest>(order: OutputOrder<Manifest>): Output<Manifest> {
  const { report, name } = order;
  const planned = planFiles(order);
  const [only, ...others] = planned;
  const bare = others.length === 0 ? only : undefined;
  const files: RenderedFile[] = [];
  const describe = () => order.describe({ datasets: report.datasets.map(toRenderedDataset), files });

  async function* renderFile({
    format,
    name: fileName,
    datasets,
    rows: counted = datasets.reduce((sum, { rowCount }) => sum + rowCount, 0),
    render,
  }: Planned): AsyncIterable<Uint8Array> {
    const meter = createMeter();
    const { bytes, countRows, notes } = render();
    yield* meter.measure(bytes);
    const names = datasets.map((dataset) => dataset.name);
    if (countRows() !== counted) {
      throw new AppError('ROW_COUNT_MISMATCH', {
        details: `${names.join(', ')} as ${format}: ${counted} counted, ${countRows()} written.`,
      });
    }
    const [one] = datasets.length === 1 ? datasets : [];
    files.push({
      name: fileName,
      format,
      dataset: one?.name ?? null,
      datasets: names,
      rows: countRows(),
      ...meter.read(),
      columns: one === undefined ? [] : toRenderedColumns(one),
      notes: notes?.() ?? [],
    });
  }

  function pack(): Readable {
    const parts = planned.map((file) => ({ name: file.name, bytes: () => renderFile(file) }));
    const last = { name: 'manifest.json', bytes: () => encodeJson(describe()) };
    const abort = new AbortController();
    const content = toReadable(archive.measure(zipParts([...parts, last], abort.signal)));
    content.once('close', () => {
      abort.abort();
    });
    return content;
  }

  const archive = createMeter();
  const fileName = `${name}.${bare ? RENDERERS[bare.format].extension : 'zip'}`;
  return {
    fileName,
    mediaType: bare ? RENDERERS[bare.format].mediaType : 'application/zip',
    content: bare ? toReadable(renderFile({ ...bare, name: fileName })) : pack(),
    summarize() {
      const { bytes: sizeBytes, sha256 } = (bare ? files[0] : undefined) ?? archive.read();
      const recordCount = report.datasets.reduce((sum, { rowCount }) => sum + rowCount, 0);
      return { sizeBytes, sha256, recordCount, manifest: describe() };
    },
  };
}

type Planned = PlannedFile & { format: Format };

/** The files of every format; where there are several formats, each has a folder of its own. */
function planFiles({ formats, report, options }: OutputOrder<unknown>): Planned[] {
  return formats.flatMap((format) => {
    const { extension, plan } = RENDERERS[format];
    const folder = formats.length === 1 ? '' : `${format.toLowerCase()}/`;
    return plan(report, options, createFileNamer(extension)).map((file) => ({
      ...file,
      name: `${folder}${file.name}`,
      format,
    }));
  });
}

function toRenderedDataset(rowSet: RowSet): RenderedDataset {
  return {
    name: rowSet.name,
    label: rowSet.label,
    rows: rowSet.rowCount,
    sha256: rowSet.digest(),
    columns: toRenderedColumns(rowSet),
  };
}

function toRenderedColumns({ columns }: RowSet): RenderedColumn[] {
  return columns.map(({ name, label, type }) => ({ name, label, type }));
}

function encodeJson(value: unknown): Iterable<Uint8Array> {
  return [Buffer.from(`${JSON.stringify(value, null, 2)}\n`)];
}
