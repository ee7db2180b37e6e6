import { AppError } from '../domain/errors.ts';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';

const MOST_CHARACTERS = 255;
/** RFC 8941, 3.3.3: printable ASCII in double quotes; a backslash stands before a quote or another backslash. */
const STRING = /^"((?:[\x20\x21\x23-\x5B\x5D-\x7E]|\\["\\]){1,255})"$/;

/** The header in the document. */
export const IDEMPOTENCY_KEY_HEADER = {
  [IDEMPOTENCY_KEY]: {
    says:
      `A structured-field string: 1 to ${MOST_CHARACTERS} characters in double quotes. The same order with the same key ` +
      'gets the first answer again.',
    pattern: STRING,
    example: '"8e03978e-40d5-43dd"',
  },
};

/**
 * The key of an Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header, 2.1), null where none was sent. Throws
 * IDEMPOTENCY_KEY where it is anything but one structured-field string.
 */
export function parseIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const key = STRING.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
  if (key !== undefined) return key;
  throw new AppError('IDEMPOTENCY_KEY', {
    details: `Allowed: 1 to ${MOST_CHARACTERS} printable ASCII characters in double quotes, for example "8e03978e-40d5-43dd".`,
  });
}
