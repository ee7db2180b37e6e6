import { fileURLToPath } from 'node:url';

import './quietTemporal.ts';

import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

import { dataConverter } from '../../src/temporal/dataConverter.ts';

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;

/** The workflows as workers run them, bundled once per test process. */
export function loadWorkflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  bundle ??= bundleWorkflowCode({
    ...dataConverter,
    workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  return bundle;
}
