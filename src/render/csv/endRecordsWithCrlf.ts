const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Ends each record of RFC 4180 bytes with CRLF instead of LF; line breaks inside of quotes stay as they are. */
export async function* endRecordsWithCrlf(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // A doubled quote ends the quotes and opens them again.
  let isQuoted = false;

  const findEnds = (chunk: Uint8Array): number[] => {
    const ends: number[] = [];
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index];
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LF && !isQuoted) ends.push(index);
    }
    return ends;
  };

  for await (const chunk of bytes) {
    const ends = findEnds(chunk);
    const longer = Buffer.allocUnsafe(chunk.length + ends.length);
    let from = 0;
    ends.forEach((end, added) => {
      longer.set(chunk.subarray(from, end), from + added);
      longer[end + added] = CR;
      from = end;
    });
    longer.set(chunk.subarray(from), from + ends.length);
    yield longer;
  }
}
