import { createReconcileReports } from './reconcileReports.ts';
import { createRenderReport } from './renderReport.ts';
import { createResolveFieldSpecs } from './resolveFieldSpecs.ts';
import { createUpdateExecutionLog } from './updateExecutionLog.ts';

type Deps = Parameters<typeof createUpdateExecutionLog>[0] &
  Parameters<typeof createResolveFieldSpecs>[0] &
  Parameters<typeof createRenderReport>[0] &
  Parameters<typeof createReconcileReports>[0];

/** Everything that touches the world outside, as the workflows call it. */
export function createActivities(deps: Deps) {
  return {
    updateExecutionLog: createUpdateExecutionLog(deps),
    resolveFieldSpecs: createResolveFieldSpecs(deps),
    renderReport: createRenderReport(deps),
    reconcileReports: createReconcileReports(deps),
  };
}

export type Activities = ReturnType<typeof createActivities>;
