import assert from 'node:assert/strict';

import { createMeasuringDataset } from '../../src/embedded/demoStudy/createMeasuringDataset.ts';
import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { assertOneFile } from '../support/e2e/assertOneFile.ts';
import { kickstart } from '../support/e2e/jobs.ts';
import type { Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

const REPORT_ID = '0123456789ABCDEF0123456789ABCDEF';
/** Each row's cell costs the server milliseconds, all of them before the sort can give its first row. */
const SLOW_SORT = `
id: ${REPORT_ID}
name: Slow Sort
level: study
formats: [CSV]
rows:
  kind: sql
  datasets: { work: WORK }
  statement: |
    SELECT md5(repeat(work.usubjid || work.rownum, 100000)) AS key FROM work
  columns:
    - { name: KEY, label: Key, type: string }
  orderBy: [KEY]
`;
const END_TIMEOUT_MS = 10_000;

describe('A worker killed while the database sorts', function () {
  this.timeout(180_000);
  const shared = useStack({ reports: [SLOW_SORT] });

  it('leaves no backend at work ten seconds later, and its job is completed by the next worker', async () => {
    const { stack } = shared();
    await stack.load([createMeasuringDataset({ name: 'WORK', rows: 20_000 })]);
    const jobId = await kickstart(stack, { reportId: REPORT_ID });
    await untilWorking(stack, { isWorking: true, timeoutMs: 30_000 });
    await stack.worker.kill();
    await untilWorking(stack, { isWorking: false, timeoutMs: END_TIMEOUT_MS });
    await stack.load([createMeasuringDataset({ name: 'WORK', rows: 10 })]);
    await stack.restartWorker();
    const { rows } = await assertOneFile(stack, jobId);
    assert.equal(rows, 10);
  });
});

/** Until a render's backend is, or none is any more, in its COPY. */
async function untilWorking(
  stack: Stack,
  { isWorking, timeoutMs }: { isWorking: boolean; timeoutMs: number },
): Promise<void> {
  await waitUntil({
    what: `backends of renders ${isWorking ? 'to work' : 'to end'}`,
    timeoutMs,
    signal: new AbortController().signal,
    ask: async () => {
      const found = await stack.query(
        `select from pg_stat_activity
         where usename = 'report_clinical' and state = 'active' and query ilike 'copy%'`,
      );
      return found.length > 0 === isWorking ? true : undefined;
    },
  });
}
