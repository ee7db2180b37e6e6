/** Bytes of a file from `start` up to, not including, `end`. */
export type ByteSpan = { start: number; end: number };
