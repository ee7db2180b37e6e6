import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { findServerUser } from '../../../src/embedded/findServerUser.ts';
import { removePostgresFolder } from '../../../src/embedded/postgresFolder.ts';
import { ProcessRecord } from '../../../src/embedded/processRecord.ts';
import { requireSetting } from '../requireSetting.ts';

export type RunFolder = { path: string; record: ProcessRecord; remove(): Promise<void> };

/** A throw-away folder inside the test run's own, so that a run that was killed leaves neither files nor processes. */
export async function createRunFolder(): Promise<RunFolder> {
  const run = requireSetting('TEST_RUN_FOLDER');
  const path = await mkdtemp(join(run, 'e2e-'));
  return {
    path,
    record: new ProcessRecord(join(run, 'processes.json')),
    async remove() {
      await removePostgresFolder(join(path, 'postgres'), await findServerUser());
      await rm(path, { recursive: true, force: true });
    },
  };
}
