import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { choosePorts } from '../../../src/embedded/choosePorts.ts';

describe('choosePorts', () => {
  let path: string;
  before(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'report-generation-ports-')), 'ports.json');
  });
  after(() => rm(join(path, '..'), { recursive: true }));

  it('keeps the ports of last time, and takes others where one is in use', async () => {
    const first = await choosePorts(path);
    assert.equal(new Set(Object.values(first)).size, 6);
    assert.deepEqual(await choosePorts(path), first);

    const occupant = createServer().listen(first.api, '127.0.0.1');
    await once(occupant, 'listening');
    const others = await choosePorts(path);
    occupant.close();
    await once(occupant, 'close');
    assert.notEqual(others.api, first.api);
  });

  it('takes none that the system may give to somebody else before it is used', async () => {
    await rm(path, { force: true });
    const ports = Object.values(await choosePorts(path));
    assert.ok(
      ports.every((port) => port < 32_768),
      ports.join(' '),
    );
  });
});
