import Router from '@koa/router';
import type Koa from 'koa';

import type { FindJob } from '../jobs/findJob.ts';
import type { FindManifest } from '../jobs/findManifest.ts';
import type { KickstartJob } from '../jobs/kickstartJob.ts';
import type { OpenJobFile } from '../jobs/openJobFile.ts';
import type { VerifyToken } from './auth/verifyToken.ts';
import { createBaseApp } from './baseApp.ts';
import type { Log, RequestState } from './requestState.ts';
import { downloadRoute } from './routes/download.ts';
import { liveRoute, readyRoute, type HealthCheck } from './routes/health.ts';
import { jobRoute, manifestRoute } from './routes/job.ts';
import { kickstartRoute } from './routes/kickstart.ts';
import { DOWNLOAD_PATH, JOB_PATH } from './routes/paths.ts';

export type AppDeps = {
  kickstartJob: KickstartJob;
  findJob: FindJob;
  findManifest: FindManifest;
  openJobFile: OpenJobFile;
  verifyToken: VerifyToken;
  checks: Readonly<Record<'database' | 'temporal' | 'fileStore' | 'keySet', HealthCheck>>;
  log: Log;
  settings: { deadlineMs: number; bodyLimitBytes: number };
};

/** The REST API; never listens. */
export function createApp(deps: AppDeps): Koa<RequestState> {
  const router = new Router<RequestState>({ strict: true, sensitive: true });
  router.post(`${JOB_PATH}/:jobId`, kickstartRoute(deps));
  router.get(`${JOB_PATH}/:jobId`, jobRoute(deps));
  router.get(`${JOB_PATH}/:jobId/manifest`, manifestRoute(deps));
  router.get(DOWNLOAD_PATH, downloadRoute(deps));
  addHealthRoutes(router, deps.checks);
  return createBaseApp(router, deps.log);
}

/** The health routes alone, for a process without an API. */
export function createHealthApp(deps: {
  checks: Readonly<Record<string, HealthCheck>>;
  log: Log;
}): Koa<RequestState> {
  const router = new Router<RequestState>({ strict: true, sensitive: true });
  addHealthRoutes(router, deps.checks);
  return createBaseApp(router, deps.log);
}

function addHealthRoutes(router: Router<RequestState>, checks: Readonly<Record<string, HealthCheck>>): void {
  router.get('/health/live', liveRoute);
  router.get('/health/ready', readyRoute(checks));
}
