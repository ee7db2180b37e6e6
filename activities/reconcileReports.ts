import { Context } from '@temporalio/activity';

type Reconciled = { looked: number; started: number; failed: number };

type Deps = {
  reconcileJobs: (signal: AbortSignal) => Promise<Reconciled>;
  removeDeletedFiles: (signal: AbortSignal) => Promise<void>;
};

/** One look at the rows that nobody touched for a while, and at files that a deletion has left behind. */
export function createReconcileReports({ reconcileJobs, removeDeletedFiles }: Deps) {
  return async function reconcileReports(): Promise<Reconciled> {
    const signal = Context.current().cancellationSignal;
    const reconciled = await reconcileJobs(signal);
    await removeDeletedFiles(signal);
    return reconciled;
  };
}
