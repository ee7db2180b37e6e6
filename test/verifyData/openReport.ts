import { z } from 'zod';

import type { Format } from '../../src/domain/reportDefinition.ts';
import type { ReportFile } from '../support/readBack/table.ts';
import { unzip } from '../support/unzip.ts';

const MANIFEST = z.object({
  datasets: z.array(z.object({ name: z.string(), columns: z.array(z.object({ name: z.string() })) })),
  files: z.array(
    z.object({
      name: z.string(),
      format: z.string(),
      dataset: z.string().nullable(),
      notes: z.array(z.string()),
    }),
  ),
});

/** A downloaded report: its manifest, and the files of one format. */
export type Report = {
  /** The names of each dataset's columns. */
  columns: ReadonlyMap<string, readonly string[]>;
  filesOf: (format: Format) => ReportFile[];
  /** What the format could not hold as it is. */
  notesOf: (format: Format) => string[];
};

/** Opens a ZIP of several formats; throws where the manifest names a file that is not in it. */
export async function openReport(archive: Buffer): Promise<Report> {
  const entries = new Map((await unzip(archive)).map(({ name, content }) => [name, content]));
  const { datasets, files } = MANIFEST.parse(JSON.parse(load(entries, 'manifest.json').toString()));
  const listed = (format: Format) => files.filter((file) => file.format === format);
  return {
    columns: new Map(datasets.map(({ name, columns }) => [name, columns.map((column) => column.name)])),
    filesOf: (format) =>
      listed(format).map(({ name, dataset }) => ({ name, dataset, content: load(entries, name) })),
    notesOf: (format) => listed(format).flatMap(({ notes }) => notes),
  };
}

function load(entries: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const content = entries.get(name);
  if (content === undefined) throw new Error(`The report lacks ${name}.`);
  return content;
}
