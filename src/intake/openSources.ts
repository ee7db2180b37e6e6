import { extname } from 'node:path';

import type { DatasetSource } from '../domain/dataset.ts';
import { createFault } from './createFault.ts';
import { openCsv } from './csv/openCsv.ts';
import { openDatasetJson } from './datasetJson/openDatasetJson.ts';
import { openSourceFile } from './openSourceFile.ts';
import type { SourceFile } from './sourceFile.ts';
import { isTransport } from './transport/isTransport.ts';
import { openTransport } from './transport/openTransport.ts';

/** One format: what it looks like, and how its datasets are opened. A file may hold several. */
type DatasetReader = {
  accepts(file: SourceFile): boolean;
  open(file: SourceFile, signal: AbortSignal): Promise<readonly DatasetSource[]>;
};

/** Content goes before names: a transport file is one whatever it is called. To add a format: one folder, one line. */
const READERS: readonly DatasetReader[] = [
  { accepts: isTransport, open: openTransport },
  { accepts: (file) => hasExtension(file, '.xpt'), open: openTransport },
  { accepts: (file) => hasExtension(file, '.csv'), open: openCsv },
  {
    accepts: (file) => ['.json', '.ndjson', '.dsjc'].some((extension) => hasExtension(file, extension)),
    open: openDatasetJson,
  },
];

/**
 * Opens every dataset of the files, in their order, without reading rows yet. Throws BAD_IMPORT_FILE where a file is of
 * no known format or its head is damaged.
 */
export async function openSources(paths: readonly string[], signal: AbortSignal): Promise<DatasetSource[]> {
  const sources: DatasetSource[] = [];
  for (const path of paths) {
    const file = await openSourceFile(path);
    const reader = READERS.find((candidate) => candidate.accepts(file));
    if (reader === undefined) {
      throw createFault(
        file.name,
        {},
        'no SAS transport file (.xpt), CSV file (.csv) or Dataset-JSON file (.json, .ndjson, .dsjc).',
      );
    }
    sources.push(...(await reader.open(file, signal)));
  }
  return sources;
}

function hasExtension(file: SourceFile, extension: string): boolean {
  return extname(file.name).toLowerCase() === extension;
}
