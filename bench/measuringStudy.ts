import pg from 'pg';

import type { DatasetSource } from '../src/domain/dataset.ts';
import type { Id } from '../src/domain/id.ts';
import { createMeasuringDataset } from '../src/embedded/demoStudy/createMeasuringDataset.ts';
import type { BenchEnvironment } from './benchEnvironment.ts';

export type MeasuringStudy = { studyId: Id; rows: number; plainCopy: string; jsonCopy: string };

export type CreateDataset = (shape: { name: string; rows: number }) => DatasetSource;

type Loading = Pick<BenchEnvironment, 'load' | 'urls'> & { tell: (line: string) => void };

/** A study with the dataset ME alone, vacuumed so that no round pays for the first reading of fresh rows. */
export async function loadMeasuringStudy(
  { load, urls, tell }: Loading,
  rows: number,
  createDataset: CreateDataset = createMeasuringDataset,
): Promise<MeasuringStudy> {
  tell(`loading ${rows.toLocaleString('en')} rows`);
  const source = createDataset({ name: 'ME', rows });
  const studyId = await load(`Measuring ${rows}`, [source]);
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  try {
    const found = await owner.query<{ table_name: string }>(
      'select table_name from clinical.dataset where study_id = $1',
      [studyId],
    );
    const table = `clinical_data.${pg.escapeIdentifier(found.rows[0]?.table_name ?? '')}`;
    await owner.query(`vacuum (analyze) ${table}`);
    const columns = source.columns.map((column) => pg.escapeIdentifier(column.name.toLowerCase()));
    const plainCopy = `copy (select ${columns.join(', ')} from ${table}) to stdout with (format csv)`;
    const arrays = `select json_build_array(${columns.join(', ')}) from ${table} order by "#row"`;
    // In COPY's text format backslashes are doubled, and the lines are no JSON.
    const jsonCopy = `copy (${arrays}) to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')`;
    return { studyId, rows, plainCopy, jsonCopy };
  } finally {
    await owner.end();
  }
}
