import type { PostgresUrls } from './postgres.ts';
import { findReportIds } from './findReportIds.ts';
import { AUDIENCE, ISSUER } from './identityProvider.ts';
import type { Environment } from './temporalCliSearch.ts';

/**
 * What `src/config.ts` reads in the API and the worker. The user's own settings stay, but for those of the parts that
 * are started here.
 */
export async function serviceEnvironment(parts: {
  env: Environment;
  urls: PostgresUrls;
  /** Address and namespace of an embedded server, or nothing where the user named one. */
  temporal: Record<string, string>;
  jwksUrl: string;
  filesDir: string;
  reportsDir: string;
  apiPort: number;
  workerHealthPort: number;
}): Promise<Environment> {
  const reportIds = await findReportIds(parts.reportsDir);
  const defaults = {
    DEFAULT_STUDY_REPORT: reportIds.get('Subject Data Extract'),
    DEFAULT_TENANT_REPORT: reportIds.get('Learn Training'),
  };
  // libpq's variables would change connections that our URLs describe in full.
  const inherited = Object.entries(parts.env).filter(([name]) => !name.startsWith('PG'));
  return {
    ...defaults,
    ...Object.fromEntries(inherited),
    ...parts.temporal,
    HOST: '127.0.0.1',
    PORT: String(parts.apiPort),
    WORKER_HEALTH_PORT: String(parts.workerHealthPort),
    DATABASE_URL: parts.urls.serviceUrl,
    CLINICAL_DATABASE_URL: parts.urls.clinicalUrl,
    MIGRATION_DATABASE_URL: parts.urls.ownerUrl,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_JWKS_URL: parts.jwksUrl,
    FILE_STORE: parts.filesDir,
    REPORTS_DIR: parts.reportsDir,
  };
}
