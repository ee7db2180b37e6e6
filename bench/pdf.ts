import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

import type { Measure } from './measurement.ts';
import { createListingDataset, LISTING_ROWS } from './pdf/listingRows.ts';
import { hasMuhammara, HOW_TO_INSTALL } from './pdf/loadMuhammara.ts';
import { measureFormat, type Reference, type Rendered } from './renderedFormat.ts';

const USE = z.object({ ms: z.number() });

function program(name: string, file: string, bar: number): Reference {
  const script = join(import.meta.dirname, 'pdf', file);
  return {
    name,
    bar,
    time: async ({ file: output }, signal) => {
      try {
        const parameters = ['--import', 'tsx', script, output];
        const { stdout } = await promisify(execFile)(process.execPath, parameters, { signal });
        return USE.parse(JSON.parse(stdout)).ms;
      } finally {
        await rm(output, { force: true });
      }
    },
  };
}

const pdfkit = program('pdfkit text(), the same font', 'writeWithPdfkit.ts', 7);
const muhammara = program('muhammara, the same font', 'writeWithMuhammara.ts', 3);

/** A listing of 10 columns through the worker, beside programs that have the same rows in memory. */
export const listing: Rendered = {
  name: 'pdf',
  format: 'PDF',
  dataset: { create: createListingDataset, rows: LISTING_ROWS },
  references: [pdfkit, muhammara],
  allowedMb: 220,
};

/** muhammara is native code that cannot be built everywhere. */
export const pdf: Measure = {
  name: 'pdf',
  byDefault: true,
  run: async (bench, signal) => {
    const isThere = hasMuhammara();
    if (!isThere) bench.tell(`without muhammara: ${HOW_TO_INSTALL}`);
    return measureFormat(isThere ? listing : { ...listing, references: [pdfkit] }).run(bench, signal);
  },
};
