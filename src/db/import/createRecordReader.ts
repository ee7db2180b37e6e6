const COMMA = 0x2c;
const QUOTE = 0x22;

/** Some cells of one CSV record after another, as bytes in Latin-1, which compare as those of UTF-8 do. */
export function createRecordReader(positions: readonly number[]) {
  const last = Math.max(...positions);
  const starts = new Int32Array(last + 1);
  const ends = new Int32Array(last + 1);
  let bytes: Buffer = Buffer.alloc(0);

  return {
    /** Where the records stand from now on. */
    open(source: Uint8Array): void {
      bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    },
    /** The record that is read from now on. */
    begin(start: number, end: number): void {
      let at = start;
      for (let position = 0; position <= last; position++) {
        starts[position] = at;
        at = bytes[at] === QUOTE ? findClosingQuote(bytes, at) + 1 : at;
        while (at < end && bytes[at] !== COMMA) at += 1;
        ends[position] = at;
        at += 1;
      }
    },
    read(position: number): string {
      const start = starts[position] ?? 0;
      const end = ends[position] ?? 0;
      if (bytes[start] !== QUOTE) return bytes.toString('latin1', start, end);
      return bytes.toString('latin1', start + 1, end - 1).replaceAll('""', '"');
    },
    /** Whether the cell stands unquoted and is this text. */
    is(position: number, text: string): boolean {
      const start = starts[position] ?? 0;
      if ((ends[position] ?? 0) - start !== text.length) return false;
      for (let index = 0; index < text.length; index++) {
        if (bytes[start + index] !== text.charCodeAt(index)) return false;
      }
      return bytes[start] !== QUOTE;
    },
  };
}

function findClosingQuote(bytes: Buffer, start: number): number {
  let close = bytes.indexOf(QUOTE, start + 1);
  while (bytes[close + 1] === QUOTE) close = bytes.indexOf(QUOTE, close + 2);
  return close;
}
