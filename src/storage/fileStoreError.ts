import { AppError } from '../domain/errors.ts';

const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** DISK_FULL or FILE_STORE_UNAVAILABLE, by the system's code. */
export function toFileStoreError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError(FULL.includes(codeOf(cause)) ? 'DISK_FULL' : 'FILE_STORE_UNAVAILABLE', { cause });
}

/** Runs a step of the file system and translates its error. */
export async function guard<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw toFileStoreError(error);
  }
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

export function hasEntries(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
