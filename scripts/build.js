// Makes dist/: the compiled processes, the workflows as one prebuilt bundle, and the report definitions.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const project = join(import.meta.dirname, '..');
const dist = join(project, 'dist');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(dist, { recursive: true, force: true });
try {
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: project, stdio: 'inherit' });
} catch {
  process.exit(1);
}

const { dataConverter } = await import('../dist/src/temporal/dataConverter.js');
const { code } = await bundleWorkflowCode({
  ...dataConverter,
  workflowsPath: join(dist, 'workflows', 'index.js'),
  logger: new DefaultLogger('WARN'),
});
writeFileSync(join(dist, 'workflow-bundle.js'), code);
cpSync(join(project, 'reports'), join(dist, 'reports'), { recursive: true });
