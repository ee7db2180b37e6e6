import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';

import { AppError } from '../domain/errors.ts';
import { checkJsonSize } from './checkJsonSize.ts';

/** Older documents of the published interface name the media type of every body as any. */
const ANY_TYPE = /^(\*\/\*)?$/;
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;

type Reading = {
  limitBytes: number;
  /** Called once the bytes are here, before they are parsed. */
  begin: () => void;
};

/**
 * The request's JSON value, undefined where there is no body. Throws BODY_TOO_LARGE, BODY_SHAPE, MEDIA_TYPE or
 * MALFORMED_JSON, each with what is allowed, and what `begin` throws.
 */
export async function readJsonBody(req: IncomingMessage, { limitBytes, begin }: Reading): Promise<unknown> {
  const bytes = await readBytes(req, limitBytes);
  if (bytes.length === 0) return undefined;
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new AppError('MEDIA_TYPE', { details: 'Send the body without a Content-Encoding.' });
  }
  const type = req.headers['content-type'] ?? '';
  if (!JSON_TYPE.test(type) && !ANY_TYPE.test(type.trim())) {
    throw new AppError('MEDIA_TYPE', { details: 'Allowed: Content-Type: application/json, in UTF-8.' });
  }
  checkJsonSize(bytes, limitBytes);
  begin();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('MALFORMED_JSON', {
      details: 'Allowed: one JSON object in UTF-8, or no body.',
      cause,
    });
  }
}

async function readBytes(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  try {
    return await getRawBody(req, { limit: limitBytes, length: req.headers['content-length'] ?? null });
  } catch (cause) {
    if (!(cause instanceof Error && 'type' in cause && cause.type === 'entity.too.large')) throw cause;
    throw new AppError('BODY_TOO_LARGE', { details: `Allowed: ${limitBytes} bytes.`, cause });
  }
}
