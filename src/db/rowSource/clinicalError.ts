import { AppError, type ErrorCode } from '../../domain/errors.ts';

type Rule = readonly [RegExp, ErrorCode];

/** SQLSTATE classes and socket codes, first match wins. */
const CODES: readonly Rule[] = [
  [/^(ECONNREFUSED|ENOTFOUND|28...|3D000|53300|57P03)$/, 'CLINICAL_REFUSED'],
  // In a read-only transaction this can only be a standby's conflict with recovery.
  [/^40001$/, 'RECOVERY_CONFLICT'],
  // What only a change of the definition can mend: syntax, data it cannot take, a write, limits of the server.
  [/^(0A|21|22|25006|2F|38|39|42|54|P0)/, 'REPORT_STATEMENT'],
];

/** While connecting no statement of a report has run: a right that is missing is one to connect. */
const CONNECT_CODES: readonly Rule[] = [[/^42501$/, 'CLINICAL_REFUSED'], ...CODES];

/** Translates what the driver threw by its code, never by its text; a stop that was asked for stays what it is. */
export function toClinicalError(error: unknown, signal?: AbortSignal): unknown {
  return translate(CODES, error, signal);
}

/** The same for an error of opening the connection. */
export function toConnectError(error: unknown, signal: AbortSignal): unknown {
  return translate(CONNECT_CODES, error, signal);
}

/** A table that the registry named was dropped by an import that was quicker. */
export function isMissingTable(error: unknown): boolean {
  return readCode(error) === '42P01';
}

function translate(rules: readonly Rule[], error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return signal.reason;
  if (error instanceof AppError) return error;
  const code = readCode(error);
  const found = rules.find(([pattern]) => pattern.test(code));
  return new AppError(found?.[1] ?? 'CLINICAL_UNAVAILABLE', { cause: error });
}

function readCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
