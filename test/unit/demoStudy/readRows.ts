import { createHash } from 'node:crypto';

import type { DatasetSource, InputCell } from '../../../src/domain/dataset.ts';

export async function readRows(dataset: DatasetSource): Promise<readonly (readonly InputCell[])[]> {
  const rows: (readonly InputCell[])[] = [];
  for await (const batch of dataset.rows(new AbortController().signal)) rows.push(...batch);
  return rows;
}

export async function digestRows(dataset: DatasetSource): Promise<string> {
  return createHash('sha256')
    .update(JSON.stringify(await readRows(dataset)))
    .digest('hex');
}
