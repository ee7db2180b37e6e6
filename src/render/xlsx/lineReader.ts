const LF = 0x0a;

/** Lines of a source in portions that its chunks do not decide. */
export type LineReader = {
  /** The first lines, which stay to be read: about so many, or so many bytes, whichever come first. */
  peek(lines: number, bytes: number): Promise<Buffer>;
  /** Whole lines, which stand until the next are asked for; none where the source has ended. */
  read(): Promise<Buffer>;
  /** Gives back what was read and not used. */
  unread(lines: Buffer): void;
  /** Ends the source where it has not ended itself. */
  close(): Promise<void>;
};

const NONE = Buffer.alloc(0);

export function createLineReader(source: AsyncGenerator<Buffer, void, undefined>): LineReader {
  let ahead: Buffer = NONE;

  async function pull(): Promise<Buffer> {
    const result = await source.next();
    return result.done === true ? NONE : result.value;
  }

  return {
    async peek(wantedLines, wantedBytes) {
      const parts = [Buffer.from(ahead)];
      let count = countLines(ahead);
      for (let size = ahead.length; count < wantedLines && size < wantedBytes;) {
        const lines = await pull();
        if (lines.length === 0) break;
        parts.push(Buffer.from(lines));
        count += countLines(lines);
        size += lines.length;
      }
      ahead = Buffer.concat(parts);
      return ahead;
    },
    async read() {
      if (ahead.length === 0) return pull();
      const lines = ahead;
      ahead = NONE;
      return lines;
    },
    unread(lines) {
      ahead = lines;
    },
    async close() {
      await source.return();
    },
  };
}

function countLines(lines: Buffer): number {
  let count = 0;
  for (let at = lines.indexOf(LF); at >= 0; at = lines.indexOf(LF, at + 1)) count += 1;
  return count;
}
