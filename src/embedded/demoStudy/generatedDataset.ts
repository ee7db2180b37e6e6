import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import type { Column, DatasetSource, InputCell } from '../../domain/dataset.ts';

/** Raise it whenever any generated cell changes: it is part of every checksum. */
const GENERATOR_VERSION = 1;
const BATCH_ROWS = 500;

type Generated = {
  name: string;
  label: string;
  columns: readonly Column[];
  /** All that the rows depend on. */
  parameters: Readonly<Record<string, string | number>>;
  rows: () => Iterable<readonly InputCell[]>;
};

/**
 * A source whose rows are made while they are read. There is no file: `readSha256` gives that of the generator's
 * version, the columns and the parameters, which together decide every byte of the rows.
 */
export function generatedDataset({ name, label, columns, parameters, rows }: Generated): DatasetSource {
  const identity = JSON.stringify({ generator: GENERATOR_VERSION, name, label, columns, parameters });
  return {
    name,
    label,
    columns,
    fileName: `generated/${name.toLowerCase()}`,
    readSha256: () => Promise.resolve(createHash('sha256').update(identity).digest('hex')),
    async *rows(signal) {
      let batch: (readonly InputCell[])[] = [];
      for (const row of rows()) {
        batch.push(row);
        if (batch.length < BATCH_ROWS) continue;
        yield batch;
        batch = [];
        // Making rows never waits for anything, so others get their turn here.
        await setImmediate();
        signal.throwIfAborted();
      }
      if (batch.length > 0) yield batch;
    },
  };
}
