// Bundles the workflow code into the file of its argument, as the embedded parts keep it.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

import { dataConverter } from './temporal/dataConverter.ts';

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('bundleWorkflows FILE');
const { code } = await bundleWorkflowCode({
  ...dataConverter,
  workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
  logger: new DefaultLogger('WARN'),
});
writeFileSync(target, code);
