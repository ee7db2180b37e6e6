import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importDatasets } from '../../db/import/importDatasets.ts';
import type { DatasetSource } from '../../domain/dataset.ts';
import { applyDefine } from '../../intake/define/applyDefine.ts';
import { readDefine } from '../../intake/define/readDefine.ts';
import { openSources } from '../../intake/openSources.ts';
import { followJob } from '../demo/followJob.ts';
import type { JobAddress, ReportingApi } from '../demo/reportingApi.ts';
import { compareColumnTypes } from './compareColumnTypes.ts';
import { compareDataset } from './compareDataset.ts';
import { unpackReport } from './unpackReport.ts';

const MODE = 'test';
/** Its numbers were printed by programs other than the one that made the CSV files. */
const DATASET_JSON = /\.(json|ndjson|dsjc)$/i;

type Verification = {
  api: ReportingApi;
  ownerUrl: string;
  tenantId: string;
  /** What is imported, and the CSV files that hold the same datasets. */
  paths: readonly string[];
  csvPaths: readonly string[];
  /** What says the types and labels of CSV files, and the transport files that these must agree with. */
  define?: string;
  xptPaths: readonly string[];
  tell: (line: string) => void;
};

/** Takes files through import, report and download, and compares every cell; answers whether all are equal. */
export async function verifyFiles(verification: Verification, signal: AbortSignal): Promise<boolean> {
  const { api, tell } = verification;
  const sources = await openVerified(verification, signal);
  const expected = indexByName(await openSources(verification.csvPaths, signal));
  const job = await importStudy(verification, sources, signal);
  await api.kickstart(job, { fieldSpecsList: [], extFieldSpecsList: [] }, signal);
  const log = await followJob({ api, job, tell }, signal);
  if (log.rptRunStatus !== 'COMPLETED') throw new Error(`The report ended ${log.rptRunStatus}.`);

  const folder = await mkdtemp(join(tmpdir(), 'verify-data-'));
  try {
    const singleName = `${sources[0]?.name ?? ''}.csv`;
    const content = await api.download(job, signal);
    const found = indexByName(await openSources(await unpackReport(folder, { content, singleName }), signal));
    let isEqual = await compareTypes(verification, sources, signal);
    for (const source of sources) {
      const differences = await compare({ source, expected, found, tell }, signal);
      isEqual &&= differences.length === 0;
    }
    return isEqual;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function openVerified(
  { paths, define, tell }: Verification,
  signal: AbortSignal,
): Promise<readonly DatasetSource[]> {
  const sources = await openSources(paths, signal);
  if (define === undefined) return sources;
  const defined = await applyDefine(sources, await readDefine(define, signal), signal);
  for (const note of defined.notes) tell(note);
  return defined.sources;
}

/** With a define.xml, the columns of a CSV file are numbers exactly where those of the transport file are. */
async function compareTypes(
  { define, xptPaths, tell }: Verification,
  sources: readonly DatasetSource[],
  signal: AbortSignal,
): Promise<boolean> {
  if (define === undefined) return true;
  const differences = compareColumnTypes(sources, await openSources(xptPaths, signal));
  for (const difference of differences) tell(difference);
  return differences.length === 0;
}

async function importStudy(
  { ownerUrl, tenantId }: Verification,
  sources: readonly DatasetSource[],
  signal: AbortSignal,
): Promise<JobAddress> {
  const jobId = randomBytes(16).toString('hex').toUpperCase();
  const study = { name: `Verification ${jobId}`, mode: MODE } as const;
  const { studyId } = await importDatasets({ ownerUrl, tenantId, study, sources }, signal);
  return { jobId, studyId: studyId ?? '', mode: MODE };
}

type Index = ReadonlyMap<string, DatasetSource>;

const indexByName = (sources: readonly DatasetSource[]): Index =>
  new Map(sources.map((source) => [source.name, source]));

/** Compares one dataset and tells the outcome. */
async function compare(
  {
    source,
    expected,
    found,
    tell,
  }: Pick<Verification, 'tell'> & { source: DatasetSource; expected: Index; found: Index },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { name, fileName, columns } = source;
  const pair = { expected: expected.get(name), found: found.get(name) };
  if (pair.expected === undefined || pair.found === undefined) {
    const differences = [pair.found === undefined ? 'it is not in the report' : 'there is no CSV file of it'];
    tell(`${name} (${fileName}): ${differences.join()}`);
    return differences;
  }
  const allowRounding = DATASET_JSON.test(fileName);
  const numbers = new Set(columns.filter(({ type }) => type !== 'string').map((column) => column.name));
  const {
    rows,
    columns: count,
    differences,
    roundings,
  } = await compareDataset({ expected: pair.expected, found: pair.found, numbers, allowRounding }, signal);
  const rounded = roundings === 0 ? '' : ` but for the last digit of ${roundings} numbers`;
  const outcome =
    differences.length === 0
      ? `${rows} rows × ${count} columns, all equal${rounded}`
      : differences.join('; ');
  tell(`${name} (${fileName}): ${outcome}`);
  return differences;
}
