import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PROJECT_FOLDER } from '../projectFolder.ts';
import { type BundleInputs, keepWorkflowBundle } from './keepWorkflowBundle.ts';

const run = promisify(execFile);
const BUNDLE_TIMEOUT_MS = 120_000;
const inProject = (path: string) => join(PROJECT_FOLDER, path);

/** What the bundle of this checkout is made from: its workflows, what makes it, and the packages that are installed. */
export const BUNDLE_INPUTS: BundleInputs = {
  folder: PROJECT_FOLDER,
  entries: ['workflows/index.ts', 'workflows/payloadConverter.ts'].map(inProject),
  files: [
    'src/bundleWorkflows.ts',
    'src/temporal/dataConverter.ts',
    'package-lock.json',
    'node_modules/.package-lock.json',
  ].map(inProject),
};

/** The bundle of this checkout's workflows as they are now; webpack takes seconds, so it is kept in the data folder. */
export function findWorkflowBundle(dataFolder: string, signal: AbortSignal): Promise<string> {
  return keepWorkflowBundle(join(dataFolder, 'workflow-bundle'), BUNDLE_INPUTS, async (target) => {
    try {
      await run(process.execPath, ['--import', 'tsx', 'src/bundleWorkflows.ts', target], {
        ...{ cwd: PROJECT_FOLDER, timeout: BUNDLE_TIMEOUT_MS, signal },
      });
    } catch (cause) {
      signal.throwIfAborted();
      const said = cause instanceof Error && 'stderr' in cause ? `\n${String(cause.stderr)}` : '';
      throw new Error(`The workflow code could not be bundled.${said}`, { cause });
    }
  });
}
