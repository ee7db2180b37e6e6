import type { Id } from '../../../src/domain/id.ts';
import type { FileClaim } from '../../../src/jobs/ports.ts';

type Stored = FileClaim & { isPart: boolean };

/** What the file store does to names; each call is one moment. */
export type SimulatedFiles = {
  writePart(claim: FileClaim): void;
  /** False where the part is gone. */
  publish(claim: FileClaim): boolean;
  remove(file: { storageId: Id }): void;
  /** Parts of tries before this one. */
  removeParts(job: { jobId: Id; runAttempt: number; before: number }): void;
  removeOthers(job: { jobId: Id; runAttempt: number; keep: Id | null }): void;
  removeOrphans(job: { jobId: Id; runAttempt: number; committed: readonly Id[] }): void;
  has(storageId: Id): boolean;
};

export function createSimulatedFiles(): SimulatedFiles {
  let stored: Stored[] = [];
  return {
    writePart(claim) {
      stored.push({ ...claim, isPart: true });
    },
    publish({ storageId }) {
      const part = stored.find((file) => file.storageId === storageId && file.isPart);
      if (part) part.isPart = false;
      return part !== undefined;
    },
    remove({ storageId }) {
      stored = stored.filter((file) => file.storageId !== storageId);
    },
    removeParts({ jobId, runAttempt, before }) {
      const isEarlier = (file: Stored) =>
        file.runAttempt < runAttempt || (file.runAttempt === runAttempt && file.tryNumber < before);
      stored = stored.filter((file) => !(file.jobId === jobId && file.isPart && isEarlier(file)));
    },
    removeOthers({ jobId, runAttempt, keep }) {
      const isLeftOver = (file: Stored) =>
        file.jobId === jobId &&
        file.storageId !== keep &&
        (file.isPart ? file.runAttempt <= runAttempt : file.runAttempt === runAttempt);
      stored = stored.filter((file) => !isLeftOver(file));
    },
    removeOrphans({ jobId, runAttempt, committed }) {
      const isOrphan = (file: Stored) =>
        file.jobId === jobId &&
        file.runAttempt <= runAttempt &&
        (file.isPart || !committed.includes(file.storageId));
      stored = stored.filter((file) => !isOrphan(file));
    },
    has: (storageId) => stored.some((file) => file.storageId === storageId && !file.isPart),
  };
}
