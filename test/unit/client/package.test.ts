import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PROJECT_FOLDER } from '../../../src/embedded/projectFolder.ts';

const run = promisify(execFile);
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const CONSUMER = `import { createClient } from 'clinical-report-generation/client';
const client = createClient({ url: 'https://reports.example', token: () => 'a token' });
export const ask = async () => (await client.call('getReportJob', { path: { jobId: '1' } })).data.rptRunStatus;
// @ts-expect-error: the job's id is missing
export const fail = () => client.call('getReportJob', {});
`;

describe('The package', function () {
  this.timeout(120_000);
  let folder = '';
  let consumer = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'package-'));
    consumer = join(folder, 'consumer');
    const unpacked = join(consumer, 'node_modules', 'clinical-report-generation');
    await mkdir(unpacked, { recursive: true });
    const tarball = await pack(join(folder, 'product'));
    await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', unpacked]);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('brings a client that needs no other package', async () => {
    const script = `import { createClient } from 'clinical-report-generation/client'; console.log(typeof createClient);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: consumer });
    assert.equal(stdout.trim(), 'function');
  });

  it('brings the types of its client', async () => {
    await writeFile(join(consumer, 'package.json'), '{ "type": "module" }');
    await writeFile(join(consumer, 'consumer.ts'), CONSUMER);
    const language = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom'];
    // No types but the package's own.
    const args = [TSC, '--noEmit', ...language, '--typeRoots', join(consumer, 'none'), 'consumer.ts'];
    await run(process.execPath, args, { cwd: consumer });
  });
});

/** Packs the product as it is published, but for its build, which compiles the client alone: all of it takes a minute. */
async function pack(product: string): Promise<string> {
  await mkdir(product);
  for (const name of ['README.md', 'LICENSE']) {
    await copyFile(join(PROJECT_FOLDER, name), join(product, name));
  }
  const manifest = JSON.parse(await readFile(join(PROJECT_FOLDER, 'package.json'), 'utf8')) as {
    private?: boolean;
    scripts: Record<string, string>;
  };
  assert.notEqual(manifest.private, true, 'npm publishes no private package');
  manifest.scripts['build'] = `"${process.execPath}" "${TSC}" -p tsconfig.json`;
  await writeFile(join(product, 'package.json'), JSON.stringify(manifest));
  const settings = {
    extends: join(PROJECT_FOLDER, 'tsconfig.build.json'),
    compilerOptions: {
      ...{ rootDir: PROJECT_FOLDER, outDir: join(product, 'dist') },
      typeRoots: [join(PROJECT_FOLDER, 'node_modules', '@types')],
    },
    include: [],
    files: [join(PROJECT_FOLDER, 'src', 'client', 'index.ts')],
  };
  await writeFile(join(product, 'tsconfig.json'), JSON.stringify(settings));
  const { stdout } = await run('npm', ['pack', '--silent', '--offline'], { cwd: product });
  return join(product, stdout.trim());
}
