import type { Stack } from './startStack.ts';

/** What `.data/dev.json` says of the running parts. */
export type DevState = {
  apiUrl: string;
  temporalAddress: string;
  temporalUiUrl: string | null;
  temporalCli: string | null;
  /** As the service's role; the others as theirs. */
  databaseUrl: string;
  clinicalDatabaseUrl: string;
  migrationDatabaseUrl: string;
  adminDatabaseUrl: string;
  filesDir: string;
  /** The processes that do the work; Temporal's is null where the server is not ours. */
  pids: { postgres: number | null; temporal: number | null; api: number | null; worker: number | null };
};

export function toDevState(stack: Stack, pids: ReadonlyMap<string, number>): DevState {
  const pidOf = (name: string) => pids.get(name) ?? null;
  return {
    apiUrl: stack.apiUrl,
    temporalAddress: stack.temporal.address,
    temporalUiUrl: stack.temporal.uiUrl,
    temporalCli: stack.temporal.cli,
    databaseUrl: stack.urls.serviceUrl,
    clinicalDatabaseUrl: stack.urls.clinicalUrl,
    migrationDatabaseUrl: stack.urls.ownerUrl,
    adminDatabaseUrl: stack.urls.adminUrl,
    filesDir: stack.filesDir,
    pids: {
      postgres: pidOf('postgres'),
      temporal: pidOf('temporal'),
      api: pidOf('api'),
      worker: pidOf('worker'),
    },
  };
}
