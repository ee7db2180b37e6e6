import type { Readable } from 'node:stream';

import { AppError } from '../domain/errors.ts';
import type { Format } from '../domain/reportDefinition.ts';
import type { RenderOptions } from './fileRenderer.ts';
import { createFileNamer } from './createFileNamer.ts';
import { RENDERERS } from './formats.ts';
import { createMeter } from './meter.ts';
import type { RowSet } from './rowSet.ts';
import { toReadable } from './toReadable.ts';
import { zipFiles } from './zipFiles.ts';

/** What is known of a file once its last byte has passed. */
export type RenderedFile = {
  name: string;
  dataset: string;
  rows: number;
  bytes: number;
  sha256: string;
  columns: readonly { name: string; label: string; type: string }[];
  /** What had to be changed for the format's sake. */
  notes: readonly string[];
};

type OutputOrder<Manifest> = {
  format: Format;
  options: RenderOptions;
  datasets: readonly RowSet[];
  /** Without an extension. */
  name: string;
  describe: (files: readonly RenderedFile[]) => Manifest;
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
 * Turns datasets into one stream of bytes, hashed and counted on the way. The stream fails with ROW_COUNT_MISMATCH where a
 * source gives fewer or more rows than it counted, and with the source's own error.
 */
export function renderOutput<Manifest>(order: OutputOrder<Manifest>): Output<Manifest> {
  const { format, options, datasets, name, describe } = order;
  const { extension, mediaType, render } = RENDERERS[format];
  const [first] = datasets;
  const isBare = first !== undefined && datasets.length === 1;
  const files: RenderedFile[] = [];

  async function* renderFile(rowSet: RowSet, fileName: string): AsyncIterable<Uint8Array> {
    const meter = createMeter();
    const { bytes, countRows, notes } = render(rowSet, options);
    yield* meter.measure(bytes);
    if (countRows() !== rowSet.rowCount) {
      throw new AppError('ROW_COUNT_MISMATCH', {
        details: `${rowSet.name}: ${rowSet.rowCount} counted, ${countRows()} written.`,
      });
    }
    const columns = rowSet.columns.map(({ name, label, type }) => ({ name, label, type }));
    files.push({
      name: fileName,
      dataset: rowSet.name,
      rows: countRows(),
      ...meter.read(),
      columns,
      notes: notes?.() ?? [],
    });
  }

  function zip(): Readable {
    const nameFile = createFileNamer(extension);
    const entries = datasets.map((rowSet) => {
      const fileName = nameFile(rowSet.name);
      return { name: fileName, open: () => renderFile(rowSet, fileName) };
    });
    return zipFiles([...entries, { name: 'manifest.json', open: () => encodeJson(describe(files)) }]);
  }

  function pack(): Readable {
    const packed = zip();
    // A stream that is not in object mode gives buffers.
    const content = toReadable(archive.measure(packed as AsyncIterable<Uint8Array>));
    content.once('close', () => packed.destroy());
    return content;
  }

  const fileName = `${name}.${isBare ? extension : 'zip'}`;
  const archive = createMeter();
  return {
    fileName,
    mediaType: isBare ? mediaType : 'application/zip',
    content: isBare ? toReadable(renderFile(first, fileName)) : pack(),
    summarize() {
      const { bytes: sizeBytes, sha256 } = (isBare ? files[0] : undefined) ?? archive.read();
      const recordCount = files.reduce((sum, file) => sum + file.rows, 0);
      return { sizeBytes, sha256, recordCount, manifest: describe(files) };
    },
  };
}

async function* encodeJson(value: unknown): AsyncIterable<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  await Promise.resolve();
}
