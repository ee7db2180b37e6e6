import assert from 'node:assert/strict';

import pg from 'pg';

import { assertOneFile } from '../support/e2e/assertOneFile.ts';
import { kickstart } from '../support/e2e/jobs.ts';
import { requireTls } from '../support/e2e/requireTls.ts';
import { useStack } from '../support/e2e/useStack.ts';

describe('A clinical database behind TLS', function () {
  this.timeout(180_000);
  const shared = useStack();

  it('gives the same file as without', async () => {
    const { stack, undisturbed } = shared();
    const encryptedUrl = await requireTls(stack);
    const plain = new pg.Client({ connectionString: stack.postgres.urls.clinicalUrl });
    await assert.rejects(plain.connect(), { code: '28000' });

    await stack.worker.kill();
    await stack.restartWorker({ env: { CLINICAL_DATABASE_URL: encryptedUrl } });
    const { sha256, rows } = await assertOneFile(stack, await kickstart(stack));
    assert.deepEqual([sha256, rows], [undisturbed.sha256, undisturbed.rows]);
  });
});
