import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

import type { Measure } from './measurement.ts';
import { median } from './median.ts';
import { LISTING_ROWS } from './pdf/listingRows.ts';

const ROUNDS = 3;
const BAR = 7;
const ALLOWED_MB = 220;
const MB = 1e6;
const USE = z.object({ ms: z.number(), bytes: z.number() });

/** A listing of 100,000 rows and 10 columns as our renderer writes it, beside pdfkit with the same font, each in a fresh process. */
export const pdf: Measure = {
  name: 'pdf',
  byDefault: true,
  run: async ({ tell }, signal) => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-pdf-'));
    const write = async (program: string) => {
      const script = join(import.meta.dirname, 'pdf', program);
      const parameters = ['--import', 'tsx', script, join(folder, 'listing.pdf')];
      const { stdout } = await promisify(execFile)(process.execPath, parameters, { signal });
      return USE.parse(JSON.parse(stdout));
    };
    const rounds = [];
    try {
      for (let round = 1; round <= ROUNDS; round++) {
        const ours = await write('writeOurs.ts');
        const pdfkit = await write('writeWithPdfkit.ts');
        tell(`round ${round}: ${(ours.ms / 1000).toFixed(2)} s, ${(pdfkit.ms / 1000).toFixed(2)} s`);
        rounds.push({ ours, pdfkit });
      }
    } finally {
      await rm(folder, { recursive: true });
    }
    const ratio = median(rounds.map(({ ours, pdfkit }) => pdfkit.ms / ours.ms));
    const aboveMb = Math.max(...rounds.map(({ ours }) => ours.bytes)) / MB;
    return [
      {
        name: 'pdf, speed',
        unit: 'rows/s',
        ours: (LISTING_ROWS / median(rounds.map(({ ours }) => ours.ms))) * 1000,
        reference: (LISTING_ROWS / median(rounds.map(({ pdfkit }) => pdfkit.ms))) * 1000,
        referenceName: 'pdfkit text(), the same font',
        ratio,
        bar: BAR,
        holds: ratio >= BAR,
      },
      {
        name: 'pdf, memory',
        unit: 'MB above the process before',
        ours: aboveMb,
        reference: ALLOWED_MB,
        referenceName: 'allowed',
        ratio: aboveMb / ALLOWED_MB,
        bar: 1,
        holds: aboveMb <= ALLOWED_MB,
      },
    ];
  },
};
