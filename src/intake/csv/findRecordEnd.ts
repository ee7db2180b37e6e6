const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;

/**
 * Where the line end of the record at `start` begins, for almost every record; −1 where it must be looked at with care: a
 * fault, another number of values than `width`, lines in quotes, or no end in these bytes.
 */
export function findRecordEnd(bytes: Buffer, start: number, width: number): number {
  let cells = 1;
  let at = bytes[start] === QUOTE ? skipQuoted(bytes, start) : start;
  for (; at !== -1 && at < bytes.length; at++) {
    const byte = bytes[at] ?? NUL;
    if (byte > COMMA) continue;
    if (byte === COMMA) {
      cells += 1;
      if (bytes[at + 1] !== QUOTE) continue;
      at = skipQuoted(bytes, at + 1);
      if (at === -1) return -1;
      at -= 1;
    } else if (byte === LF) return cells === width ? at : -1;
    else if (byte === CR) return cells === width && bytes[at + 1] === LF ? at : -1;
    else if (byte === QUOTE || byte === NUL) return -1;
  }
  return -1;
}

/** The place behind the closing quote, where a comma or a line end stands; else −1. */
function skipQuoted(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? NUL;
    if (byte > QUOTE) continue;
    if (byte === LF || byte === NUL) return -1;
    if (byte !== QUOTE) continue;
    const next = bytes[at + 1];
    if (next === QUOTE) at += 1;
    else return next === COMMA || next === LF || next === CR ? at + 1 : -1;
  }
  return -1;
}
