import { execFile } from 'node:child_process';

import type { Environment } from '../../../src/embedded/temporalCliSearch.ts';

export type Outcome = { code: number; stdout: string; stderr: string };

/** Types `npm run …` in a folder and waits for its end. */
export function npmRun(
  words: readonly string[],
  { cwd, env }: { cwd: string; env: Environment },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    execFile('npm', ['run', ...words], { cwd, env: { ...env } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(error ?? new Error('npm could not be run.'));
    });
  });
}

/** What npm itself needs, and nothing that the npm above these tests has set. */
export function npmEnvironment(): Environment {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], NPM_CONFIG_UPDATE_NOTIFIER: 'false' };
}
