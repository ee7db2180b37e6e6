import type { DatasetSource } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import { createImportFault } from './createImportFault.ts';
import { MAX_COLUMNS } from './dataTable.ts';

/** Datasets give their names to files. */
const NAME = /^[^/\\\p{Cc}]+$/u;

/** Refuses, before anything is read or written, what no table can hold and what would replace itself. */
export function checkSources(sources: readonly DatasetSource[]): void {
  const files = new Map<string, string>();
  for (const source of sources) {
    const { name, fileName, columns } = source;
    if (!NAME.test(name)) throw createImportFault(source, { problem: 'a dataset cannot have this name.' });
    const other = files.get(name.toUpperCase());
    if (other !== undefined) {
      const details = `The dataset ${name} stands in ${other} and again in ${fileName}; one import takes it once.`;
      throw new AppError('BAD_IMPORT_FILE', { details });
    }
    files.set(name.toUpperCase(), fileName);
    if (columns.length > MAX_COLUMNS) {
      const problem = `it has ${columns.length} columns; a PostgreSQL table can hold ${MAX_COLUMNS} of a dataset's.`;
      throw createImportFault(source, { problem });
    }
  }
}
