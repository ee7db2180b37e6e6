import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { assertOneFile } from '../support/e2e/assertOneFile.ts';
import { closeGate } from '../support/e2e/databaseGate.ts';
import { pollState } from '../support/e2e/jobs.ts';
import { operate, readRunHistory } from '../support/e2e/operator.ts';
import type { Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

const PLANTED = 'PLANTED-701-1015';
const ROWS = 20_000;
const BODY = {
  rptName: 'Subject Visit',
  columns: ['Subject Id', 'Visit'],
  data: Array.from({ length: ROWS }, (_, index) => [
    `${PLANTED}-${index}`,
    index % 2 === 0 ? 'BASELINE' : null,
  ]),
  headers: { investigator: PLANTED },
};
const CSV = [
  'Subject Id,Visit',
  ...BODY.data.map(([subject, visit]) => `${subject},${visit ?? ''}`),
  '',
].join('\n');
const TIDY_TIMEOUT_MS = 30_000;

describe('A direct report', function () {
  this.timeout(180_000);
  const shared = useStack();

  for (const stage of ['claim', 'complete'] as const) {
    it(`whose worker is killed before it writes ${stage} is completed by the next one, on the rows that were sent`, async () => {
      const { stack } = shared();
      const gate = await closeGate(stack.adminUrl, stage);
      const { id: jobId } = await stack.client.postDirect(BODY);
      assert.deepEqual(await listSpool(stack), [`${jobId}.rows`]);
      await gate.reached();
      await stack.worker.kill();
      await gate.open();
      await stack.restartWorker();
      const { rows, log } = await assertOneFile(stack, jobId);
      assert.equal((await stack.client.download(jobId)).toString('utf8'), CSV);
      assert.equal(rows, ROWS);
      assert.equal(log.runAttempt, 1);
      await untilSpoolIs(stack, []);
    });
  }

  it('that was cancelled runs again on the rows that were sent, and leaves them nowhere', async () => {
    const { stack } = shared();
    await stack.worker.kill();
    const { id: jobId } = await stack.client.postDirect(BODY);
    await operate(stack, 'signal', ['-w', jobId, '--name', 'cancel', '--input', '{"by":"ops"}']);
    await stack.restartWorker();
    await pollState(stack, jobId, 'CANCELLED');
    assert.deepEqual(await listSpool(stack), [`${jobId}.rows`]);
    await stack.client.post({ jobId });
    const { log } = await assertOneFile(stack, jobId);
    assert.equal(log.runAttempt, 2);
    assert.equal((await stack.client.download(jobId)).toString('utf8'), CSV);
    await untilSpoolIs(stack, []);

    const kept = await stack.query<{ text: string }>(
      `select concat(to_jsonb(l), (select json_agg(h) from execution_log_history h where h.job_id = l.job_id)) as text
       from execution_log l where job_id = $1`,
      [jobId],
    );
    const logs = [stack.api.logFile, stack.worker.logFile].map((file) => readFile(file, 'utf8'));
    const texts = [kept[0]?.text ?? '', await readRunHistory(stack, jobId), ...(await Promise.all(logs))];
    for (const text of texts) {
      assert.notEqual(text, '');
      assert.ok(!text.includes(PLANTED));
    }
  });
});

function listSpool(stack: Stack): Promise<string[]> {
  return readdir(join(stack.filesDir, 'spool'));
}

async function untilSpoolIs(stack: Stack, names: readonly string[]): Promise<void> {
  await waitUntil({
    what: 'the spool to be tidied up',
    timeoutMs: TIDY_TIMEOUT_MS,
    signal: new AbortController().signal,
    ask: async () => ((await listSpool(stack)).join() === names.join() ? true : undefined),
  });
}
