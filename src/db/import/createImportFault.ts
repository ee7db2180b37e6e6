import type { DatasetSource } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';

type Place = { row?: number; column?: string | undefined };

/** A BAD_IMPORT_FILE that names file, dataset, row and column, never a value. */
export function createImportFault(
  source: Pick<DatasetSource, 'fileName' | 'name'>,
  { row, column, problem, cause }: Place & { problem: string; cause?: unknown },
): AppError {
  const place = [
    source.fileName,
    `dataset ${source.name}`,
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ].join(', ');
  return new AppError('BAD_IMPORT_FILE', { details: `${place}: ${problem}`, cause });
}
