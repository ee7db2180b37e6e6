import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import type { Id } from '../../src/domain/id.ts';
import { createOpenJobFile } from '../../src/jobs/openJobFile.ts';
import { createDiskFileStore } from '../../src/storage/diskFileStore.ts';
import { fileName, jobFolder } from '../../src/storage/diskLayout.ts';
import { aFile, aRun } from '../support/jobs.ts';
import { asAnn, openOperatorHarness, type OperatorHarness } from './operatorHarness.ts';

const { signal } = new AbortController();
const PSQL = new URL('../support/standIns/psql.ts', import.meta.url).pathname;

describe('Files restored from a backup', function () {
  this.timeout(60_000);
  let harness: OperatorHarness;
  let folder: string;
  let restored: string;
  before(async () => {
    harness = await openOperatorHarness();
    folder = await mkdtemp(join(tmpdir(), 'restore-'));
    restored = join(folder, 'restored');
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await harness.close();
  });

  /** A COMPLETED job whose file is in the store. */
  const complete = async (content: string) => {
    const { id, runId } = await harness.running();
    const run = aRun(id, { runId: runId ?? '' });
    const { runLog } = harness.logs;
    await runLog.beginRender(run, 1, signal);
    const store = createDiskFileStore(join(folder, 'files'));
    const file = { ...aFile(run), sha256: createHash('sha256').update(content).digest('hex') };
    const { sizeBytes } = await store.writePart(
      { ...file, tryNumber: 1 },
      Readable.from([Buffer.from(content)]),
      signal,
    );
    const stamp = await store.publish({ ...file, tryNumber: 1 });
    await runLog.commitFile(run, 1, { ...file, sizeBytes, stamp }, signal);
    await runLog.change(run, { kind: 'complete' }, signal);
    return file;
  };
  const open = async (jobId: Id) => {
    const { executionLog } = harness.logs;
    const openJobFile = createOpenJobFile({ executionLog, fileStore: createDiskFileStore(restored) });
    const { content } = await openJobFile(asAnn({ id: jobId }), signal);
    await content.close();
  };
  /** The shell script of docs/operations.md, where `psql` is ours. */
  const stamp = async () => {
    const guide = await readFile('docs/operations.md', 'utf8');
    const [, script = ''] = /^A download compares .*?^```sh\n(.*?)^```$/ms.exec(guide) ?? [];
    assert.match(script, /psql/);
    const bin = join(folder, 'bin');
    await mkdir(bin);
    await writeFile(
      join(bin, 'psql'),
      `#!/bin/sh\nexec "${process.execPath}" --import tsx "${PSQL}" "$@"\n`,
      {
        mode: 0o700,
      },
    );
    const path = [bin, process.env['PATH']].join(delimiter);
    const env = { PATH: path, MIGRATION_DATABASE_URL: harness.logs.ownerUrl, FILE_STORE: restored };
    return promisify(execFile)('sh', ['-c', script], { env });
  };

  it('are downloaded again once their stamps are recorded, but for those that are not what was rendered', async () => {
    const [sound, broken] = [await complete('a,b\n1,2\n'), await complete('c,d\n3,4\n')];
    await cp(join(folder, 'files'), restored, { recursive: true, preserveTimestamps: true });
    const brokenName = join(broken.jobId, fileName(broken));
    await appendFile(join(jobFolder(restored, broken.jobId), fileName(broken)), '5,6\n');
    await assert.rejects(open(sound.jobId), { code: 'FILE_MISMATCH' });

    const { stderr } = await stamp();
    await open(sound.jobId);
    await assert.rejects(open(broken.jobId), { code: 'FILE_MISMATCH' });
    assert.equal(stderr, `${brokenName} is missing or not what was rendered\n`);
  });
});
