import { waitUntil } from '../waitUntil.ts';
import type { ExecutionLogAnswer, JobAddress, ReportingApi } from './reportingApi.ts';

const RUN_TIMEOUT_MS = 30 * 60_000;
const FINAL = ['COMPLETED', 'FAILED', 'CANCELLED'];

/** Polls a job until it has ended, telling every change on the way. */
export async function followJob(
  { api, job, tell }: { api: ReportingApi; job: JobAddress; tell: (line: string) => void },
  signal: AbortSignal,
): Promise<ExecutionLogAnswer> {
  const startedAt = performance.now();
  let told = '';
  return waitUntil({
    what: 'the report to be completed',
    timeoutMs: RUN_TIMEOUT_MS,
    intervalMs: 100,
    signal,
    ask: async () => {
      const log = await api.findJob(job, signal);
      const line = describe(log);
      if (line !== told)
        tell(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);
      told = line;
      return FINAL.includes(log.rptRunStatus) ? log : undefined;
    },
  });
}

function describe({ rptRunStatus, runProgress, reason }: ExecutionLogAnswer): string {
  const rows =
    runProgress === null
      ? ''
      : `  ${runProgress.rows.toLocaleString('en')} of ${runProgress.totalRows?.toLocaleString('en') ?? '?'} rows`;
  return `${rptRunStatus}${rows}${reason === null ? '' : `  ${reason}`}`;
}
