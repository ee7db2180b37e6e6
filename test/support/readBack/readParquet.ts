import { parquetReadObjects, parquetSchema, parquetMetadata } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { z } from 'zod';

import type { ReadTable, ReportFile } from './table.ts';

/** NaN and infinities, too. */
const NUMBER = z.custom<number>((value) => typeof value === 'number');
const ROWS = z.array(
  z.record(z.string(), z.union([z.string(), NUMBER, z.bigint(), z.boolean(), z.date(), z.null()])),
);

export async function readParquet({ dataset, content }: ReportFile): Promise<ReadTable[]> {
  const file = new Uint8Array(content).buffer;
  const columns = parquetSchema(parquetMetadata(file)).children.map(({ element }) => element.name);
  const rows = ROWS.parse(await parquetReadObjects({ file, compressors }));
  return [
    { name: dataset ?? '', columns, rows: rows.map((row) => columns.map((name) => row[name] ?? null)) },
  ];
}
