import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cachedCliPath, findInstalled } from '../../../src/embedded/findTemporalCli.ts';

describe('findInstalled', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-generation-cli-'));
    for (const name of ['named', 'temporal', 'cached']) {
      await writeFile(join(folder, name), '#!/bin/sh\necho temporal version 0', { mode: 0o755 });
    }
    await writeFile(join(folder, 'other'), '#!/bin/sh\necho something else', { mode: 0o755 });
  });
  after(() => rm(folder, { recursive: true }));

  const find = (env: Record<string, string>, cached = 'cached') => findInstalled(env, join(folder, cached));
  const named = () => join(folder, 'named');

  it('takes what TEMPORAL_CLI names before all else', async () => {
    assert.deepEqual(await find({ TEMPORAL_CLI: named(), PATH: folder }), { path: named() });
  });

  it('then what is on the PATH, then the cache', async () => {
    assert.deepEqual(await find({ PATH: `/nowhere:${folder}` }), { path: join(folder, 'temporal') });
    assert.deepEqual(await find({ PATH: '/nowhere' }), { path: join(folder, 'cached') });
  });

  it('says what it looked for where nothing is there', async () => {
    const finding = await find({ PATH: '/nowhere' }, 'absent');
    assert.ok('missing' in finding);
    for (const way of ['TEMPORAL_CLI', 'PATH', join(folder, 'absent')])
      assert.ok(finding.missing.includes(way));
  });

  it('refuses a TEMPORAL_CLI that is no temporal, though others would be there', async () => {
    for (const name of ['absent', 'other']) {
      await assert.rejects(find({ TEMPORAL_CLI: join(folder, name), PATH: folder }), /TEMPORAL_CLI names/);
    }
  });
});

describe('cachedCliPath', () => {
  it('lies in the cache folder, by version and checksum of go.sum', async () => {
    const path = await cachedCliPath({ XDG_CACHE_HOME: '/cache' });
    assert.match(path, /^\/cache\/report-generation\/temporal-\d+\.\d+\.\d+-[0-9a-f]{12}\/temporal$/);
  });
});
