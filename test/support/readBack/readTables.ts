import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import type { InputCell } from '../../../src/domain/dataset.ts';
import type { Format } from '../../../src/domain/reportDefinition.ts';
import { openSources } from '../../../src/intake/openSources.ts';
import { readHtml } from './readHtml.ts';
import { readJson } from './readJson.ts';
import { readListing } from './readListing.ts';
import { readParquet } from './readParquet.ts';
import { readSheets } from './readSheets.ts';
import type { ReadTable, ReportFile } from './table.ts';

type Read = (file: ReportFile) => Promise<readonly ReadTable[]>;

/** Who reads a format's files back: our own importer, a package from npm, or a few lines that know nothing of the writer. */
const READERS: Readonly<Record<Format, Read>> = {
  CSV: withImporter('.csv'),
  'CSV.GZ': ({ content, ...file }) => withImporter('.csv')({ ...file, content: gunzipSync(content) }),
  XLSX: readSheets,
  PDF: readListing,
  JSON: readJson,
  DATASET_JSON: withImporter('.json'),
  NDJSON: withImporter('.ndjson'),
  DSJC: withImporter('.dsjc'),
  XPORT: withImporter('.xpt'),
  XPORT5: withImporter('.xpt'),
  HTML: readHtml,
  PARQUET: readParquet,
};

/** The datasets of a report's files in one format; what several files or sheets hold of a dataset is put together. */
export async function readTables(
  format: Format,
  files: readonly ReportFile[],
): Promise<Map<string, ReadTable>> {
  const tables = new Map<string, ReadTable>();
  for (const file of files) {
    for (const table of await READERS[format](file)) {
      const before = tables.get(table.name)?.rows ?? [];
      tables.set(table.name, { ...table, rows: [...before, ...table.rows] });
    }
  }
  return tables;
}

/** The importer reads files by their extension, and names what is in a CSV file after the file. */
function withImporter(extension: string): Read {
  return async ({ dataset, content }) => {
    const folder = await mkdtemp(join(tmpdir(), 'read-back-'));
    try {
      const path = join(folder, `${dataset ?? 'dataset'}${extension}`);
      await writeFile(path, content);
      const signal = new AbortController().signal;
      const tables: ReadTable[] = [];
      for (const source of await openSources([path], signal)) {
        const rows: (string | null)[][] = [];
        for await (const batch of source.rows(signal)) for (const row of batch) rows.push(row.map(toText));
        tables.push({
          name: dataset ?? source.name,
          columns: source.columns.map(({ name }) => name),
          labels: source.columns.map(({ label }) => label),
          rows,
        });
      }
      return tables;
    } finally {
      await rm(folder, { recursive: true });
    }
  };
}

/** A special missing value is `.A` to `.Z` or `._`. */
const toText = (cell: InputCell): string | null =>
  cell === null || typeof cell === 'string' ? cell : `.${cell.special}`;
