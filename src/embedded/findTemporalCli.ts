import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { access, constants, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { buildTemporalCli } from './buildTemporalCli.ts';
import { fetchTemporalCli } from './fetchTemporalCli.ts';
import { PROJECT_FOLDER, TEMPORAL_TOOLS_FOLDER } from './projectFolder.ts';
import type { Environment, Finding, Search } from './temporalCliSearch.ts';
import { TEMPORAL_CLI_VERSION } from './temporalVersion.ts';

const run = promisify(execFile);

/**
 * The `temporal` program: named by TEMPORAL_CLI, on the PATH, kept in the user's cache folder, downloaded by the SDK, or
 * built with Go. Throws one error that lists every way and what it needs.
 */
export async function findTemporalCli(search: Search, signal: AbortSignal): Promise<string> {
  const cached = await cachedCliPath(search.env);
  const ways = [
    () => findInstalled(search.env, cached),
    () => fetchTemporalCli({ ...search, target: cached }, signal),
    () => buildTemporalCli({ ...search, target: cached }, signal),
  ];
  const missing: string[] = [];
  for (const way of ways) {
    const finding = await way();
    if ('path' in finding) return finding.path;
    missing.push(finding.missing);
    signal.throwIfAborted();
  }
  throw new Error(
    [
      'No Temporal server was found. Each of these would do:',
      ' - TEMPORAL_ADDRESS: the address of one that runs.',
    ]
      .concat(missing)
      .join('\n'),
  );
}

/** Where a download or build is kept: by version and checksum of go.sum, so that another pin gets another program. */
export async function cachedCliPath(env: Environment): Promise<string> {
  const sum = createHash('sha256').update(await readFile(join(TEMPORAL_TOOLS_FOLDER, 'go.sum')));
  const cache = env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = `temporal-${TEMPORAL_CLI_VERSION}-${sum.digest('hex').slice(0, 12)}`;
  return join(cache, 'report-generation', folder, 'temporal');
}

/** What is on this machine already; never downloads or builds. */
export async function findInstalled(env: Environment, cached: string): Promise<Finding> {
  const named = env['TEMPORAL_CLI'];
  if (named) {
    if (await isTemporal(named)) return { path: named };
    throw new Error(`TEMPORAL_CLI names ${named}, which is not a temporal program that runs here.`);
  }
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, 'temporal');
    if (await isTemporal(path)) return { path };
  }
  if (await isTemporal(cached)) return { path: cached };
  return {
    missing: [
      ' - TEMPORAL_CLI: the path of the temporal program; it is not set.',
      ' - temporal on the PATH: https://docs.temporal.io/cli/setup-cli; it is not there.',
      ` - an earlier download or build in ${cached}; it is not there.`,
    ].join('\n'),
  };
}

async function isTemporal(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    const { stdout } = await run(path, ['--version'], { timeout: 10_000, cwd: PROJECT_FOLDER });
    return stdout.includes('temporal');
  } catch {
    return false;
  }
}
