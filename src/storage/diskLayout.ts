import { join } from 'node:path';

import { AppError } from '../domain/errors.ts';
import { type Id, parseId } from '../domain/id.ts';

type StoredFile = { runAttempt: number; storageId: Id };
/** A final file bears no try: `tryNumber` is 0. */
export type ParsedFile = StoredFile & { isPart: boolean; tryNumber: number };

const NAME = /^(\d+)(?:\.(\d+))?\.([0-9A-F]{32})(\.part)?$/;

/** One folder a job. */
export function jobFolder(folder: string, jobId: Id): string {
  return join(folder, checkId(jobId));
}

/** `<attempt>.<storageId>`: a name that nobody else uses. */
export function fileName({ runAttempt, storageId }: StoredFile): string {
  return `${checkNumber(runAttempt)}.${checkId(storageId)}`;
}

/** `<attempt>.<try>.<storageId>.part`: never read, only renamed or removed. */
export function partName({ runAttempt, tryNumber, storageId }: StoredFile & { tryNumber: number }): string {
  return `${checkNumber(runAttempt)}.${checkNumber(tryNumber)}.${checkId(storageId)}.part`;
}

/** What a name in a job's folder says; undefined where it is not one of ours. */
export function parseFileName(name: string): ParsedFile | undefined {
  const [, runAttempt, tryNumber, storageId, part] = NAME.exec(name) ?? [];
  if (runAttempt === undefined || storageId === undefined) return undefined;
  if ((tryNumber === undefined) !== (part === undefined)) return undefined;
  return {
    runAttempt: Number(runAttempt),
    storageId,
    isPart: part !== undefined,
    tryNumber: Number(tryNumber ?? 0),
  };
}

function checkId(id: Id): Id {
  if (parseId(id) !== id) throw new AppError('INTERNAL', { details: 'A stored file is named by its ids.' });
  return id;
}

function checkNumber(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new AppError('INTERNAL', { details: 'A stored file is named by its attempt and its try.' });
  }
  return value;
}
