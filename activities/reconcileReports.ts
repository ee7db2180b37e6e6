import { Context } from '@temporalio/activity';

type Reconciled = { looked: number; started: number; failed: number };

type Deps = { reconcileJobs: (signal: AbortSignal) => Promise<Reconciled> };

/** One look at the rows that nobody touched for a while. */
export function createReconcileReports({ reconcileJobs }: Deps) {
  return function reconcileReports(): Promise<Reconciled> {
    return reconcileJobs(Context.current().cancellationSignal);
  };
}
