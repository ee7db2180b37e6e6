import { AppError } from '../domain/errors.ts';
import { isSameStamp } from '../domain/fileStamp.ts';
import { type JobQuery, loadOwnJob } from './findJob.ts';
import type { ExecutionLog, FileStore, OpenedFile, ReportFile } from './ports.ts';

/** The file of a COMPLETED job, to be closed by whoever asked for it; throws JOB_NOT_FOUND, JOB_NOT_COMPLETED with the state, or FILE_MISMATCH. */
export type OpenJobFile = (
  query: JobQuery,
  signal: AbortSignal,
) => Promise<{ file: ReportFile; content: OpenedFile }>;

type Deps = {
  executionLog: Pick<ExecutionLog, 'find' | 'findFile'>;
  fileStore: Pick<FileStore, 'open'>;
};

/** Size, modification time and inode must be those of the commit point before the first byte is sent. */
export function createOpenJobFile({ executionLog, fileStore }: Deps): OpenJobFile {
  return async function openJobFile(query, signal) {
    const file = await loadJobFile(executionLog, query, signal);
    const content = await fileStore.open(file);
    if (content !== undefined && isSameStamp(content.stamp, file.stamp)) return { file, content };
    await content?.close();
    // A deletion or the retention may have come between the row and its file: then nothing is wrong with the store.
    if (content === undefined) await loadJobFile(executionLog, query, signal);
    throw new AppError('FILE_MISMATCH', { details: `Job ${file.jobId}.` });
  };
}

/** What is recorded of the file of a COMPLETED job. */
export async function loadJobFile(
  executionLog: Deps['executionLog'],
  query: JobQuery,
  signal: AbortSignal,
): Promise<ReportFile> {
  const job = await loadOwnJob(executionLog, query, signal);
  const file = job.state === 'COMPLETED' ? await executionLog.findFile(job, signal) : undefined;
  if (file === undefined) throw new AppError('JOB_NOT_COMPLETED', { details: `The job is ${job.state}.` });
  return file;
}
