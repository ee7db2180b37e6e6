import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

import { FORMATS } from '../../src/domain/reportDefinition.ts';

const run = promisify(execFile);
const STAND_IN = join(import.meta.dirname, '../support/standIns/fullDisk.ts');
/** Blocks of 512 bytes (POSIX): the system takes so much of a file, and refuses the rest. */
const MOST_BLOCKS = 3_000;

describe('a disk that takes no more', function () {
  this.timeout(120_000);
  let folder = '';
  let outcomes: Record<string, unknown> = {};

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'full-'));
    const limited = `ulimit -f ${MOST_BLOCKS} && exec "$@"`;
    const { stdout } = await run('sh', [
      ...['-c', limited, 'sh', process.execPath, '--import', 'tsx', STAND_IN, folder],
    ]);
    outcomes = z.record(z.string(), z.unknown()).parse(JSON.parse(stdout));
  });
  after(() => rm(folder, { recursive: true }));

  for (const format of FORMATS) {
    it(`ends ${format} as DISK_FULL, leaves no part of it, and lets its rows go`, () => {
      assert.deepEqual(outcomes[format], { code: 'DISK_FULL', files: [], isSourceOpen: false });
    });
  }
});
