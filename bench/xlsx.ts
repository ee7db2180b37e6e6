import { join } from 'node:path';

import { createMeasuringDataset } from '../src/embedded/demoStudy/createMeasuringDataset.ts';
import { buildLibxlsxwriter, exportRows, timeLibxlsxwriter } from './libxlsxwriter.ts';
import type { Rendered } from './renderedFormat.ts';

/** A large workbook through the worker, beside libxlsxwriter in C, which has the same rows in memory. */
export const xlsx: Rendered = {
  name: 'xlsx',
  format: 'XLSX',
  references: [
    {
      name: 'libxlsxwriter, constant memory, from memory',
      bar: 0.85,
      time: async ({ statement, url, file }, signal) => {
        const program = await buildLibxlsxwriter(join(file, '..'));
        await exportRows(url, statement, file);
        const { columns } = createMeasuringDataset({ name: 'ME', rows: 0 });
        return timeLibxlsxwriter({ program, rows: file, columns }, signal);
      },
    },
  ],
  allowedMb: 140,
};
