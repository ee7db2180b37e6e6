import { AppError } from '../domain/errors.ts';

/** A documented body has five. */
const MOST_DEPTH = 32;
/** More than a row has columns, or a section members. */
const MOST_MEMBERS = 2_000;
/** What a list or object, and what a value takes at least in a body that is worth its reading, commas and quotes included. */
const BYTES_OF_CONTAINER = 16;
const BYTES_OF_VALUE = 4;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Looks at JSON before it is parsed, which for what is deep or of many small parts takes seconds and many times its size.
 * Throws BODY_SHAPE or BODY_TOO_LARGE; what is no JSON may pass, as far as it is read.
 */
export function checkJsonSize(bytes: Uint8Array, limitBytes: number): void {
  const mostContainers = Math.floor(limitBytes / BYTES_OF_CONTAINER);
  const mostValues = Math.floor(limitBytes / BYTES_OF_VALUE);
  let [containers, values, depth] = [0, 0, 0];
  // Members so far of the open object at each depth; a list has none to count.
  const members = new Float64Array(MOST_DEPTH + 1);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    switch (byte) {
      case QUOTE:
        at = findStringEnd(bytes, at);
        break;
      case LIST:
      case OBJECT:
        depth += 1;
        containers += 1;
        if (depth > MOST_DEPTH) throw refuse('BODY_SHAPE', MOST_DEPTH, 'levels of lists and objects');
        if (containers > mostContainers) throw refuse('BODY_TOO_LARGE', mostContainers, 'lists and objects');
        members[depth] = byte === OBJECT ? 1 : Number.NaN;
        break;
      case LIST_END:
      case OBJECT_END:
        depth = Math.max(depth - 1, 0);
        break;
      case COMMA:
        values += 1;
        members[depth] = (members[depth] ?? 0) + 1;
        if ((members[depth] ?? 0) > MOST_MEMBERS)
          throw refuse('BODY_SHAPE', MOST_MEMBERS, 'members of an object');
        if (values > mostValues) throw refuse('BODY_TOO_LARGE', mostValues, 'values');
        break;
    }
  }
}

function findStringEnd(bytes: Uint8Array, begin: number): number {
  let at = begin + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

function refuse(code: 'BODY_SHAPE' | 'BODY_TOO_LARGE', most: number, what: string): AppError {
  return new AppError(code, { details: `Allowed: ${most} ${what}.` });
}
