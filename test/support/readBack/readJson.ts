import { z } from 'zod';

import type { ReadTable, ReportFile } from './table.ts';

const CELL = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const DOCUMENT = z.object({
  datasets: z.array(
    z.object({
      name: z.string(),
      rowCount: z.number(),
      columns: z.array(z.object({ name: z.string(), label: z.string() })),
      rows: z.array(z.record(z.string(), CELL)),
    }),
  ),
});

export async function readJson({ content }: ReportFile): Promise<ReadTable[]> {
  const { datasets } = await DOCUMENT.parseAsync(JSON.parse(content.toString()));
  return datasets.map(({ name, columns, rows }) => {
    const names = columns.map((column) => column.name);
    const labels = columns.map(({ label }) => label);
    return {
      name,
      columns: names,
      labels,
      rows: rows.map((row) => names.map((member) => row[member] ?? null)),
    };
  });
}
