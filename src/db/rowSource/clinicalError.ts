import { AppError, type ErrorCode } from '../../domain/errors.ts';

/** SQLSTATE classes and socket codes, first match wins. */
const CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^(ECONNREFUSED|ENOTFOUND|28...|3D000|53300|57P03)$/, 'CLINICAL_REFUSED'],
  // In a read-only transaction this can only be a standby's conflict with recovery.
  [/^40001$/, 'RECOVERY_CONFLICT'],
  [/^(42|22|2F|38|39|0A)/, 'REPORT_STATEMENT'],
];

/** Translates what the driver threw by its code, never by its text; a stop that was asked for stays what it is. */
export function toClinicalError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted === true) return signal.reason;
  if (error instanceof AppError) return error;
  const code = readCode(error);
  const found = CODES.find(([pattern]) => pattern.test(code));
  return new AppError(found?.[1] ?? 'CLINICAL_UNAVAILABLE', { cause: error });
}

/** A table that the registry named was dropped by an import that was quicker. */
export function isMissingTable(error: unknown): boolean {
  return readCode(error) === '42P01';
}

function readCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
