import { AppError } from '../domain/errors.ts';
import { createFault } from './createFault.ts';

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file.',
  EACCES: 'this file may not be read.',
  EISDIR: 'this is a folder, not a file.',
};

/** What the operating system said of a file, as a BAD_IMPORT_FILE; faults and aborts stay what they are. */
export function toReadFault(fileName: string, error: unknown): unknown {
  if (error instanceof AppError || (error instanceof Error && error.name === 'AbortError')) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return createFault(fileName, {}, REASONS[code] ?? 'this file cannot be read.', error);
}
