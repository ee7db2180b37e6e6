import Router from '@koa/router';
import type Koa from 'koa';

import type { AwaitJob } from '../jobs/awaitJob.ts';
import type { DeleteJob } from '../jobs/deleteJob.ts';
import type { CollateCasebook } from '../jobs/collateCasebook.ts';
import type { FindJob } from '../jobs/findJob.ts';
import type { FindManifest } from '../jobs/findManifest.ts';
import type { KickstartJob } from '../jobs/kickstartJob.ts';
import type { ListJobs } from '../jobs/listJobs.ts';
import type { ListAudit } from '../jobs/listAudit.ts';
import type { ListHistory } from '../jobs/listHistory.ts';
import type { OpenJobFile } from '../jobs/openJobFile.ts';
import type { DescribeReport } from '../jobs/describeReport.ts';
import type { ListReports } from '../jobs/listReports.ts';
import type { OrderScheduled } from '../jobs/orderScheduled.ts';
import type { OrderJob } from '../jobs/orderJob.ts';
import type { AuditDeps } from './audit.ts';
import type { OrderDirectReport } from '../jobs/orderDirectReport.ts';
import type { SteerJob } from '../jobs/steerJob.ts';
import type { VerifyToken } from './auth/verifyToken.ts';
import { createBaseApp } from './baseApp.ts';
import { type HealthCheck, type HealthChecks, liveRoute, readyRoute } from './health.ts';
import { addDocumentRoutes } from './openapi/documentRoutes.ts';
import { OPERATIONS } from './operations/index.ts';
import { BASE_PATH } from './paths.ts';
import type { Log, RequestState } from './requestState.ts';
import { serve, type ServeDeps } from './serve.ts';
import { createTurns } from './turns.ts';

export type AppDeps = {
  kickstartJob: KickstartJob;
  findJob: FindJob;
  awaitJob: AwaitJob;
  listHistory: ListHistory;
  steerJob: SteerJob;
  deleteJob: DeleteJob;
  findManifest: FindManifest;
  listJobs: ListJobs;
  openJobFile: OpenJobFile;
  orderJob: OrderJob;
  orderScheduled: OrderScheduled;
  listReports: ListReports;
  describeReport: DescribeReport;
  listAudit: ListAudit;
  orderDirectReport: OrderDirectReport;
  collateCasebook: CollateCasebook;
  verifyToken: VerifyToken;
  /** Where every call of an identified caller is accounted for. */
  audit: AuditDeps;
  checks: Readonly<Record<'database' | 'temporal' | 'fileStore' | 'keySet', HealthCheck>>;
  log: Log;
  settings: ServeDeps['settings'];
};

/** Of bodies that are larger than others. */
const MOST_LARGE_BODIES = 2;

/** The REST API; never listens. */
export function createApp(deps: AppDeps): Koa<RequestState> {
  const serving = { ...deps, takeTurn: createTurns(MOST_LARGE_BODIES) };
  const router = new Router<RequestState>({ strict: true, sensitive: true });
  for (const operation of OPERATIONS) {
    router[operation.method](toRouterPath(operation.path), serve(operation, serving));
  }
  addDocumentRoutes(router, OPERATIONS);
  addHealthRoutes(router, deps.checks);
  return createBaseApp(router, deps.log);
}

/** `{name}` in the document is `:name` in the router. */
function toRouterPath(path: string): string {
  return BASE_PATH + path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** The health routes alone, for a process without an API. */
export function createHealthApp(deps: { checks: HealthChecks; log: Log }): Koa<RequestState> {
  const router = new Router<RequestState>({ strict: true, sensitive: true });
  addHealthRoutes(router, deps.checks);
  return createBaseApp(router, deps.log);
}

function addHealthRoutes(router: Router<RequestState>, checks: HealthChecks): void {
  router.get('/health/live', liveRoute);
  router.get('/health/ready', readyRoute(checks));
}
