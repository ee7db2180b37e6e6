import type { Cell } from '../../domain/dataset.ts';

type Row = readonly Cell[];

/** Rows of a source in portions that its batches do not decide. */
export type RowReader = {
  /** At least so many rows where the source has them; they stay to be read. */
  peek(least: number): Promise<readonly Row[]>;
  /** The next rows, at most so many; none where the source has ended. */
  read(most: number): Promise<readonly Row[]>;
  /** Ends the source where it has not ended itself. */
  close(): Promise<void>;
};

export function createRowReader(batches: AsyncIterable<readonly Row[]>): RowReader {
  const iterator = batches[Symbol.asyncIterator]();
  let ahead: (readonly Row[])[] = [];

  async function pull(): Promise<boolean> {
    const result = await iterator.next();
    if (result.done === true) return false;
    ahead.push(result.value);
    return true;
  }

  return {
    async peek(least) {
      const count = () => ahead.reduce((sum, batch) => sum + batch.length, 0);
      while (count() < least && (await pull()));
      return ahead.flat();
    },
    async read(most) {
      while (ahead[0] === undefined || ahead[0].length === 0) {
        ahead.shift();
        if (ahead.length === 0 && !(await pull())) return [];
      }
      const [batch, ...others] = ahead;
      if (batch.length <= most) {
        ahead = others;
        return batch;
      }
      ahead = [batch.slice(most), ...others];
      return batch.slice(0, most);
    },
    async close() {
      await iterator.return?.();
    },
  };
}
