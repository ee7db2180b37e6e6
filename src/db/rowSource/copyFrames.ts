/** A kind and a length in four bytes, which counts itself (PostgreSQL, Message Formats). */
const HEAD_BYTES = 5;
const COPY_DATA = 0x64;
/** CopyOutResponse, NoticeResponse, ParameterStatus, NotificationResponse: may come before and between data. */
const PASSED_OVER: readonly number[] = [0x48, 0x4e, 0x53, 0x41];

/** The data of what came, at its beginning and in its own memory; `rest` is what comes after all data. */
export type CopyFrames = { take(bytes: Buffer): { data: Buffer; rest?: Buffer } };

/** Takes a COPY's data out of its messages: the server wraps each row, which costs nothing here but moving its bytes. */
export function createCopyFrames(): CopyFrames {
  /** Of the message under way. */
  let missing = 0;
  let isData = false;
  let head = Buffer.alloc(0);

  return {
    take(bytes) {
      // A head that came in two pieces is put together; the rare copy keeps the loop simple.
      const all = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
      head = Buffer.alloc(0);
      const size = all.length;
      let to = 0;
      let at = 0;
      while (at < size) {
        if (missing > 0) {
          const end = Math.min(size, at + missing);
          if (isData) {
            all.copyWithin(to, at, end);
            to += end - at;
          }
          missing -= end - at;
          at = end;
          continue;
        }
        const kind = all[at] ?? 0;
        isData = kind === COPY_DATA;
        if (!isData && !PASSED_OVER.includes(kind))
          return { data: all.subarray(0, to), rest: all.subarray(at) };
        if (size - at < HEAD_BYTES) {
          head = Buffer.from(all.subarray(at));
          break;
        }
        missing = all.readInt32BE(at + 1) - HEAD_BYTES + 1;
        at += HEAD_BYTES;
      }
      return { data: all.subarray(0, to) };
    },
  };
}
