import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { PROJECT_FOLDER } from './projectFolder.ts';
import type { Finding, Search } from './temporalCliSearch.ts';
import { TEMPORAL_CLI_VERSION } from './temporalVersion.ts';

const run = promisify(execFile);
const DOWNLOAD_TIMEOUT_MS = 120_000;

/** Lets the Temporal SDK download the pinned program, in a process of its own, and keeps it in the cache folder. */
export async function fetchTemporalCli(
  search: Search & { target: string },
  signal: AbortSignal,
): Promise<Finding> {
  const folder = dirname(search.target);
  await mkdir(folder, { recursive: true });
  const staging = await mkdtemp(join(folder, 'download-'));
  search.tell(`Looking for the Temporal server ${TEMPORAL_CLI_VERSION} on temporal.download.`);
  try {
    const script = fileURLToPath(new URL('./downloadTemporalCli.ts', import.meta.url));
    const args = ['--import', 'tsx', script, staging, `v${TEMPORAL_CLI_VERSION}`];
    await run(process.execPath, args, { cwd: PROJECT_FOLDER, timeout: DOWNLOAD_TIMEOUT_MS, signal });
    const [file] = await readdir(staging);
    if (file === undefined) throw new Error('The SDK left no file.');
    await rename(join(staging, file), search.target);
    return { path: search.target };
  } catch {
    signal.throwIfAborted();
    return {
      missing: " - the SDK's download: needs https://temporal.download and @temporalio/testing; it failed.",
    };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
