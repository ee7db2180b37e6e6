import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

import type { Measure, Measurement } from './measurement.ts';
import { median } from './median.ts';
import { LISTING_ROWS } from './pdf/listingRows.ts';
import { loadMuhammara } from './pdf/loadMuhammara.ts';

const ROUNDS = 3;
const ALLOWED_MB = 220;
const MB = 1e6;
const USE = z.object({ ms: z.number(), bytes: z.number() });
type Use = z.infer<typeof USE>;

const REFERENCES = [
  { name: 'pdfkit text(), the same font', program: 'writeWithPdfkit.ts', bar: 7 },
  { name: 'muhammara, the same font', program: 'writeWithMuhammara.ts', bar: 3 },
] as const;

type Round = { ours: Use; references: readonly Use[] };

/** A listing of 100,000 rows and 10 columns as our renderer writes it, beside others with the same font, each in a fresh process. */
export const pdf: Measure = {
  name: 'pdf',
  byDefault: true,
  run: async ({ tell }, signal) => {
    loadMuhammara();
    const folder = await mkdtemp(join(tmpdir(), 'bench-pdf-'));
    const write = async (program: string) => {
      const script = join(import.meta.dirname, 'pdf', program);
      const parameters = ['--import', 'tsx', script, join(folder, 'listing.pdf')];
      const { stdout } = await promisify(execFile)(process.execPath, parameters, { signal });
      return USE.parse(JSON.parse(stdout));
    };
    const rounds: Round[] = [];
    try {
      for (let round = 1; round <= ROUNDS; round++) {
        const ours = await write('writeOurs.ts');
        const references: Use[] = [];
        for (const { program } of REFERENCES) references.push(await write(program));
        const times = [ours, ...references].map(({ ms }) => `${(ms / 1000).toFixed(2)} s`);
        tell(`round ${round}: ${times.join(', ')}`);
        rounds.push({ ours, references });
      }
    } finally {
      await rm(folder, { recursive: true });
    }
    return [...REFERENCES.map((_, index) => toSpeed(rounds, index)), toMemory(rounds)];
  },
};

function toSpeed(rounds: readonly Round[], index: number): Measurement {
  const { name: referenceName = '', bar = 0 } = REFERENCES[index] ?? {};
  const timeOf = ({ references }: Round) => references[index]?.ms ?? Number.NaN;
  const toRate = (ms: number) => (LISTING_ROWS / ms) * 1000;
  const ratio = median(rounds.map((round) => timeOf(round) / round.ours.ms));
  return {
    name: 'pdf, speed',
    unit: 'rows/s',
    ours: toRate(median(rounds.map(({ ours }) => ours.ms))),
    reference: toRate(median(rounds.map(timeOf))),
    referenceName,
    ratio,
    bar,
    holds: ratio >= bar,
  };
}

function toMemory(rounds: readonly Round[]): Measurement {
  const aboveMb = Math.max(...rounds.map(({ ours }) => ours.bytes)) / MB;
  return {
    name: 'pdf, memory',
    unit: 'MB above the process before',
    ours: aboveMb,
    reference: ALLOWED_MB,
    referenceName: 'allowed',
    ratio: aboveMb / ALLOWED_MB,
    bar: 1,
    holds: aboveMb <= ALLOWED_MB,
  };
}
