import { randomBytes } from 'node:crypto';

import { importDatasets } from '../../src/db/import/importDatasets.ts';
import type { DatasetSource } from '../../src/domain/dataset.ts';
import type { Format } from '../../src/domain/reportDefinition.ts';
import { applyDefine } from '../../src/intake/define/applyDefine.ts';
import { readDefine } from '../../src/intake/define/readDefine.ts';
import { openSources } from '../../src/intake/openSources.ts';
import { followJob } from '../../src/embedded/demo/followJob.ts';
import type { JobAddress, ReportingApi } from '../../src/embedded/demo/reportingApi.ts';
import { compareColumnTypes } from './compareColumnTypes.ts';
import { compareFormat } from './compareFormat.ts';
import { openReport } from './openReport.ts';

const MODE = 'test';

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
  /** What the datasets are ordered as. */
  formats: readonly Format[];
  tell: (line: string) => void;
};

/** Takes files through import, report and download, and compares every cell; answers whether all are equal. */
export async function verifyFiles(verification: Verification, signal: AbortSignal): Promise<boolean> {
  const { api, tell } = verification;
  const sources = await openVerified(verification, signal);
  const expected = indexByName(await openSources(verification.csvPaths, signal));
  const job = await importStudy(verification, sources, signal);
  const order = { ...job, format: verification.formats.join() };
  await api.kickstart(order, { fieldSpecsList: [], extFieldSpecsList: [] }, signal);
  const log = await followJob({ api, job, tell }, signal);
  if (log.rptRunStatus !== 'COMPLETED') throw new Error(`The report ended ${log.rptRunStatus}.`);

  const report = await openReport(await api.download(job, signal));
  let isEqual = await compareTypes(verification, sources, signal);
  for (const format of verification.formats) {
    isEqual = (await compareFormat({ report, format, sources, expected, tell }, signal)) && isEqual;
  }
  return isEqual;
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

const indexByName = (sources: readonly DatasetSource[]): ReadonlyMap<string, DatasetSource> =>
  new Map(sources.map((source) => [source.name, source]));
