import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findSources } from '../../../src/embedded/workflowBundle/findSources.ts';
import { keepWorkflowBundle } from '../../../src/embedded/workflowBundle/keepWorkflowBundle.ts';

describe('keepWorkflowBundle', () => {
  let folder: string;
  let made: number;
  const at = (name: string) => join(folder, name);
  const write = (name: string, text: string) => writeFile(at(name), text);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-generation-bundle-'));
    made = 0;
    await mkdir(at('domain'));
    await write('index.ts', "export { run } from './run.ts';\n");
    await write(
      'run.ts',
      "import {\n  fine,\n  type Fine,\n} from './domain/fine.ts';\nimport type { Activities } from './activities.ts';\n" +
        "import { proxy } from '@temporalio/workflow';\nimport './quiet.ts';\n",
    );
    await write('domain/fine.ts', "const later = () => import('./later.ts');\n");
    await write('domain/later.ts', '');
    await write('quiet.ts', '');
    await write('lock.json', '1');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const keep = (whileMaking: () => Promise<void> = () => Promise.resolve()) =>
    keepWorkflowBundle(
      at('kept'),
      { folder, entries: [at('index.ts')], files: [at('lock.json'), at('missing.json')] },
      async (target) => {
        made += 1;
        await writeFile(target, `bundle ${made}`);
        await whileMaking();
      },
    );

  it('finds whatever is imported, but for types', async () => {
    assert.deepEqual(
      [...(await findSources([at('index.ts')])).keys()].toSorted(),
      ['domain/fine.ts', 'domain/later.ts', 'index.ts', 'quiet.ts', 'run.ts'].map(at),
    );
  });

  it('makes a bundle once as long as nothing changes', async () => {
    const path = await keep();
    assert.equal(await keep(), path);
    assert.equal(made, 1);
  });

  for (const name of [
    'index.ts',
    'domain/fine.ts',
    'domain/later.ts',
    'quiet.ts',
    'lock.json',
    'missing.json',
  ]) {
    it(`makes another one when ${name} changes, and keeps that one alone`, async () => {
      const old = await keep();
      await write(name, `${await readFile(at(name), 'utf8').catch(() => '')}// changed\n`);
      const path = await keep();
      assert.notEqual(path, old);
      assert.equal(await readFile(path, 'utf8'), 'bundle 2');
      assert.equal((await readdir(at('kept'))).length, 1);
    });
  }

  it('makes it again where a source changes while it is made', async () => {
    const path = await keep(async () => {
      if (made === 1) await write('quiet.ts', '// changed\n');
    });
    assert.equal(await readFile(path, 'utf8'), 'bundle 2');
    assert.equal(await keep(), path);
  });

  it('keeps nothing of one that could not be made', async () => {
    await assert.rejects(
      keep(() => Promise.reject(new Error('no bundle'))),
      /no bundle/,
    );
    assert.equal(await readFile(await keep(), 'utf8'), 'bundle 2');
  });
});
