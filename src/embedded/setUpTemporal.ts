import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { PROJECT_FOLDER } from './projectFolder.ts';
import type { Environment } from './temporalCliSearch.ts';

const run = promisify(execFile);
const SET_UP_TIMEOUT_MS = 60_000;

/** Registers search attributes on a server that is not ours; our own is given them when it starts. */
export async function setUpTemporal(env: Environment, signal: AbortSignal): Promise<void> {
  const options = { cwd: PROJECT_FOLDER, env: { ...env }, timeout: SET_UP_TIMEOUT_MS, signal };
  try {
    await run(process.execPath, ['--import', 'tsx', 'src/temporalSetup.ts'], options);
  } catch (cause) {
    signal.throwIfAborted();
    throw new Error(
      `The Temporal server at TEMPORAL_ADDRESS (${env['TEMPORAL_ADDRESS'] ?? ''}) could not be set up: it does not ` +
        'answer, or refuses to register search attributes.',
      { cause },
    );
  }
}
