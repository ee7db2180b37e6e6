import type { Id } from '../domain/id.ts';
import type { FileStore, OperatorLog } from './ports.ts';

type Log = { warn(fields: object, message: string): void };

type Deps = {
  operatorLog: Pick<OperatorLog, 'listLeftFiles' | 'forgetFile'>;
  fileStore: Pick<FileStore, 'removeOrphans'>;
  log: Log;
};

const PAGE = 100;

/** Removes the files of deleted jobs that were left behind; any number of these may run at once. */
export function createRemoveDeletedFiles({ operatorLog, fileStore, log }: Deps) {
  return async function removeDeletedFiles(signal: AbortSignal): Promise<void> {
    let after: Id = '';
    for (;;) {
      const files = await operatorLog.listLeftFiles({ after, limit: PAGE }, signal);
      for (const file of files) {
        try {
          const { jobId, runAttempt } = file;
          await fileStore.removeOrphans({ jobId, runAttempt, committed: [] });
          await operatorLog.forgetFile(file, 'reconciliation', signal);
        } catch (error) {
          log.warn({ jobId: file.jobId, err: error }, 'the file of a deleted job could not be removed');
        }
      }
      const last = files.at(-1);
      if (last === undefined) return;
      after = last.jobId;
    }
  };
}
