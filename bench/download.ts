import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

import type { Id } from '../src/domain/id.ts';
import { type BenchEnvironment, withEnvironment } from './benchEnvironment.ts';
import { drain } from './drain.ts';
import type { Measure, Measurement } from './measurement.ts';
import { loadMeasuringStudy, type MeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';
import { checkNginx, startNginx } from './nginx.ts';
import { followMemory, readMemory } from './processMemory.ts';

const SIZE_BYTES = 1_000_000_000;
const CHUNK_BYTES = 1_000_000;
const CONNECTIONS = 20;
const WARM_UP_DOWNLOADS = 10;
const ROUNDS = 5;
const ALLOWED_MB = 60;
const MB = 1e6;

/** A file of 1 GB to 20 connections at once, beside nginx without and with sendfile from the same disk. */
export const download: Measure = {
  name: 'download',
  byDefault: true,
  run: async (bench, signal) => {
    await checkNginx();
    return withEnvironment(bench, (environment) => measure({ ...bench, ...environment }, signal), signal);
  },
};

type Bench = BenchEnvironment & { tell: (line: string) => void };
type Round = { ours: number; nginx: number; sendfile: number };

async function measure(bench: Bench, signal: AbortSignal): Promise<Measurement[]> {
  const study = await loadMeasuringStudy(bench, 10);
  const api = await bench.startApi();
  const worker = await bench.startWorker();
  const jobId = await bench.jobs.complete(study);
  await worker.stop();
  const path = await makeLarge(bench, jobId);
  const nginx = await startNginx({ ...bench, path }, signal);
  try {
    const ours = requestOf(bench, study, jobId);
    for (let done = 0; done < WARM_UP_DOWNLOADS; done++) {
      await drain({ ...ours, headers: { ...ours.headers, Range: 'bytes=0-0' }, connections: 1 }, signal);
    }
    const idleBytes = readMemory(api.pid);
    const memory = followMemory(api.pid);
    const rounds: Round[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const rates = {
        ours: await rateOf(ours, signal),
        nginx: await rateOf({ url: nginx.url, headers: {} }, signal),
        sendfile: await rateOf({ url: nginx.sendfileUrl, headers: {} }, signal),
      };
      const figures = Object.values(rates).map((rate) => `${rate.toFixed(0)} MB/s`);
      bench.tell(`round ${round}: ${figures.join(', ')}`);
      rounds.push(rates);
    }
    const aboveIdleMb = (memory.stop() - idleBytes) / MB;
    return [
      toSpeed(rounds, { name: 'nginx, sendfile off', of: 'nginx', bar: 0.6 }),
      toSpeed(rounds, { name: 'nginx, sendfile on', of: 'sendfile', bar: null }),
      {
        name: 'download, memory',
        unit: 'MB above the idle API',
        ours: aboveIdleMb,
        reference: ALLOWED_MB,
        referenceName: 'allowed',
        ratio: aboveIdleMb / ALLOWED_MB,
        bar: 1,
        holds: aboveIdleMb <= ALLOWED_MB,
      },
    ];
  } finally {
    await nginx.stop();
  }
}

/** Puts 1 GB in the place of a job's file, and into its record what the commit point would have noted. */
async function makeLarge({ folder, urls }: Bench, jobId: Id): Promise<string> {
  const inside = join(folder, 'files', jobId);
  const [name = ''] = await readdir(inside);
  const path = join(inside, name);
  const file = await open(path, 'w');
  const sha256 = await fill(file).finally(() => file.close());
  const { size, mtime, ino } = await stat(path, { bigint: true });
  const stamp = { sizeBytes: Number(size), modifiedAt: mtime, inode: String(ino) };
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  try {
    await owner.query('update report_file set size_bytes = $2, sha256 = $3, stamp = $4 where job_id = $1', [
      ...[jobId, SIZE_BYTES, sha256, JSON.stringify(stamp)],
    ]);
  } finally {
    await owner.end();
  }
  return path;
}

async function fill(file: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let written = 0; written < SIZE_BYTES; written += CHUNK_BYTES) {
    chunk.fill(`${written},a row of a large report\n`);
    hash.update(chunk);
    await file.write(chunk);
  }
  await file.sync();
  return hash.digest('hex');
}

type Request = { url: string; headers: Readonly<Record<string, string>> };

function requestOf({ api }: Bench, { studyId }: MeasuringStudy, jobId: Id): Request {
  const query = new URLSearchParams({ id: jobId, studyId, mode: 'test' }).toString();
  return {
    url: `${api.url}/ec-reporting-svc/rest/v2.0/reports/download?${query}`,
    headers: { Authorization: `Bearer ${api.token}` },
  };
}

/** MB a second, over all connections. */
async function rateOf(request: Request, signal: AbortSignal): Promise<number> {
  const startedAt = performance.now();
  const bytes = await drain({ ...request, connections: CONNECTIONS }, signal);
  if (bytes < CONNECTIONS * SIZE_BYTES) throw new Error(`${request.url} sent ${bytes} bytes only.`);
  return bytes / MB / ((performance.now() - startedAt) / 1000);
}

function toSpeed(
  rounds: readonly Round[],
  reference: { name: string; of: 'nginx' | 'sendfile'; bar: number | null },
): Measurement {
  const ratio = median(rounds.map((round) => round.ours / round[reference.of]));
  return {
    name: `download, ${CONNECTIONS} connections`,
    unit: 'MB/s',
    ours: median(rounds.map((round) => round.ours)),
    reference: median(rounds.map((round) => round[reference.of])),
    referenceName: reference.name,
    ratio,
    bar: reference.bar,
    holds: reference.bar === null || ratio >= reference.bar,
  };
}
