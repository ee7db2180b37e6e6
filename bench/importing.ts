import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

import pg from 'pg';

import { cleanDatasets } from '../src/db/import/cleanDatasets.ts';
import { createRowSource } from '../src/db/rowSource/createRowSource.ts';
import type { ReportDefinition } from '../src/domain/reportDefinition.ts';
import { renderOutput } from '../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../test/support/renderOptions.ts';
import { reportOf } from '../test/support/reportOf.ts';
import { type BenchEnvironment, withEnvironment } from './benchEnvironment.ts';
import { startImportClient } from './importClient.ts';
import type { Measure, Measurement } from './measurement.ts';
import { loadMeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';
import { followMemory, readMemory } from './processMemory.ts';
import { checkPsql } from './psql.ts';

const ROWS = 1_000_000;
const ROUNDS = 5;
const ALLOWED_MB = 100;
const MB = 1e6;
const TENANT = 'import';

const KINDS = [
  { name: 'CSV', format: 'CSV', file: 'me.csv', bar: 0.6 },
  { name: 'transport', format: 'XPORT', file: 'me.xpt', bar: 0.4 },
] as const;
type Kind = (typeof KINDS)[number];
type Bench = BenchEnvironment & { tell: (line: string) => void };

/** Files on their way in, beside psql's COPY FROM of the same rows as CSV into a table with the same columns. */
export const importing: Measure = {
  name: 'import',
  byDefault: true,
  run: async (bench, signal) => {
    await checkPsql();
    return withEnvironment(
      bench,
      async (environment) => {
        const all = { ...bench, ...environment };
        await writeFiles(all, signal);
        const measurements: Measurement[] = [];
        for (const kind of KINDS) measurements.push(...(await measure(all, kind, signal)));
        return measurements;
      },
      signal,
    );
  },
};

/** The measuring dataset in each format, as the service itself writes it. */
async function writeFiles(bench: Bench, signal: AbortSignal): Promise<void> {
  const { studyId } = await loadMeasuringStudy(bench, ROWS);
  const rowSource = createRowSource({ connectionString: bench.urls.clinicalUrl });
  for (const { format, file } of KINDS) {
    const definition: ReportDefinition = {
      ...{
        id: 'F'.repeat(32),
        name: 'Import',
        level: 'study',
        description: '',
        formats: [format],
        fields: [],
      },
      rows: { kind: 'datasets', contextColumns: false },
    };
    const scope = { tenantId: 'bench', studyId, mode: 'test' } as const;
    const snapshot = await rowSource.open({ definition, scope, studyName: 'ME', filters: [] }, signal);
    try {
      const { content } = renderOutput({
        ...{ formats: [format], options: RENDER_OPTIONS, name: 'me' },
        report: reportOf(snapshot.datasets),
        describe: () => undefined,
      });
      await pipeline(content, createWriteStream(join(bench.folder, file)));
    } finally {
      await snapshot.close();
    }
  }
}

async function measure(bench: Bench, kind: Kind, signal: AbortSignal): Promise<Measurement[]> {
  const { folder, tell } = bench;
  const { ownerUrl } = bench.urls;
  const owner = new pg.Client({ connectionString: ownerUrl });
  const client = startImportClient(signal);
  try {
    await owner.connect();
    const trivial = join(folder, 'trivial.csv');
    await writeFile(trivial, 'USUBJID\ns1\n');
    await client.load({ ownerUrl, tenantId: TENANT, study: 'Trivial', path: trivial });
    const idleBytes = readMemory(client.pid);
    const memory = followMemory(client.pid);
    const rounds: { oursMs: number; psqlMs: number }[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const order = {
        ownerUrl,
        tenantId: TENANT,
        study: `${kind.name} ${round}`,
        path: join(folder, kind.file),
      };
      const oursMs = await client.load(order);
      const psqlMs = await timeReference({ owner, ownerUrl, folder }, signal);
      tell(`${kind.name}, round ${round}: ${(oursMs / 1000).toFixed(2)} s, ${(psqlMs / 1000).toFixed(2)} s`);
      rounds.push({ oursMs, psqlMs });
      await owner.query('delete from clinical.dataset where tenant_id = $1', [TENANT]);
      await owner.query('delete from clinical.subject_list where tenant_id = $1', [TENANT]);
      await cleanDatasets(ownerUrl, signal);
    }
    return toMeasurements(kind, rounds, (memory.stop() - idleBytes) / MB);
  } finally {
    await client.stop();
    await owner.end();
  }
}

type Reference = { owner: pg.Client; ownerUrl: string; folder: string };

/** Writes the imported rows as CSV and times psql loading them into a table with the same columns; milliseconds. */
async function timeReference({ owner, ownerUrl, folder }: Reference, signal: AbortSignal): Promise<number> {
  const { rows } = await owner.query<{ table_name: string; columns: string }>(
    /* sql */ `select d.table_name, string_agg(quote_ident(c.column_name), ', ' order by position) as columns
               from clinical.dataset d join clinical.dataset_column c using (dataset_id)
               where d.tenant_id = $1 and d.name = 'ME' group by d.table_name`,
    [TENANT],
  );
  const [found] = rows;
  if (found === undefined) throw new Error('The import left no dataset ME.');
  const table = `clinical_data.${pg.escapeIdentifier(found.table_name)}`;
  const file = join(folder, 'reference.csv');
  const psql = (command: string) =>
    promisify(execFile)('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', command, ownerUrl], { signal });
  await psql(`\\copy (select ${found.columns} from ${table} order by "#row") to ${file} with (format csv)`);
  await owner.query(`drop table if exists public.reference`);
  await owner.query(`create table public.reference as select ${found.columns} from ${table} with no data`);
  const startedAt = performance.now();
  await psql(`\\copy public.reference from ${file} with (format csv)`);
  return performance.now() - startedAt;
}

function toMeasurements(
  { name, bar }: Kind,
  rounds: readonly { oursMs: number; psqlMs: number }[],
  aboveIdleMb: number,
): Measurement[] {
  const ratio = median(rounds.map(({ oursMs, psqlMs }) => psqlMs / oursMs));
  return [
    {
      name: `import of ${name}, speed`,
      unit: 'rows/s',
      ours: (ROWS / median(rounds.map(({ oursMs }) => oursMs))) * 1000,
      reference: (ROWS / median(rounds.map(({ psqlMs }) => psqlMs))) * 1000,
      referenceName: 'psql, COPY FROM of the same rows as CSV',
      ...{ ratio, bar, holds: ratio >= bar },
    },
    {
      name: `import of ${name}, memory`,
      unit: 'MB above the idle importer',
      ours: aboveIdleMb,
      reference: ALLOWED_MB,
      referenceName: 'allowed',
      ...{ ratio: aboveIdleMb / ALLOWED_MB, bar: 1, holds: aboveIdleMb <= ALLOWED_MB },
    },
  ];
}
