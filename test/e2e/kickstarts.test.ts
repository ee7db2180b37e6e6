import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { assertOneFile } from '../support/e2e/assertOneFile.ts';
import { kickstart, pollState } from '../support/e2e/jobs.ts';
import { countRuns, operate, readRunHistory } from '../support/e2e/operator.ts';
import { listField, refusalOf } from '../support/e2e/reportingClient.ts';
import { useStack } from '../support/e2e/useStack.ts';
import { createId } from '../support/jobs.ts';
import { findTables } from '../support/subjectTables.ts';

const AT_ONCE = 50;
/** Jobs that fail side by side, and how often each is kickstarted again: a hundred times in all. */
const FAILING = 10;
const AGAIN = 10;
const LOG_TIMEOUT_MS = 30_000;

describe('Kickstarts over REST', function () {
  this.timeout(240_000);
  const shared = useStack();

  it('that are identical and come at once make one run, and get the same answer', async () => {
    const { stack } = shared();
    const jobId = createId();
    const logs = await Promise.all(
      Array.from({ length: AT_ONCE }, () => stack.client.post({ jobId, dataset: 'AE' })),
    );
    const answers = logs.map(
      ({ id, runAttempt, rptKickoffDatetime }) => `${id} ${runAttempt} ${rptKickoffDatetime}`,
    );
    assert.equal(new Set(answers).size, 1);
    await assertOneFile(stack, jobId);
    assert.equal(await countRuns(stack, jobId), 1);
  });

  it('with different field specs for one job make one run and one 409', async () => {
    const { stack } = shared();
    const jobId = createId();
    const calls = ['AE', 'VS'].map((dataset) => stack.client.post({ jobId, dataset }));
    const answers = await Promise.allSettled(calls);
    const refused = calls.filter((_call, index) => answers[index]?.status === 'rejected');
    assert.deepEqual(await Promise.all(refused.map(async (call) => (await refusalOf(call)).status)), [409]);
    await assertOneFile(stack, jobId);
    assert.equal(await countRuns(stack, jobId), 1);
  });

  it('right after FAILED was seen make exactly one new run, a hundred times out of a hundred', async () => {
    const { stack } = shared();
    const again = async () => {
      const jobId = createId();
      const order = async (dataset: string) => (await stack.client.post({ jobId, dataset })).runAttempt;
      for (let runAttempt = 1; runAttempt <= AGAIN; runAttempt += 1) {
        assert.equal(await order('NOTHERE'), runAttempt);
        await pollState(stack, jobId, 'FAILED');
      }
      assert.equal(await order('AE'), AGAIN + 1);
      const log = await pollState(stack, jobId, 'COMPLETED');
      return { jobId, runAttempt: log.runAttempt, runs: await countRuns(stack, jobId) };
    };
    const jobs = await Promise.all(Array.from({ length: FAILING }, again));
    for (const { jobId, runAttempt, runs } of jobs) {
      assert.deepEqual({ jobId, runAttempt, runs }, { jobId, runAttempt: AGAIN + 1, runs: AGAIN + 1 });
      await assertOneFile(stack, jobId);
    }
  });

  it('that fail are told once, in the log of the worker that saw why', async () => {
    const { stack } = shared();
    const jobId = await kickstart(stack, { dataset: 'NOTHERE' });
    await pollState(stack, jobId, 'FAILED');
    assert.equal(await countRuns(stack, jobId), 1);
    // The log is written in its order, and a little later: what a next job says comes after the run's last word.
    const log = await readLogUntil(stack.worker.logFile, await kickstart(stack, { dataset: 'AE' }));
    const warnings = log.split('\n').filter((line) => line.includes(jobId) && /"level":[45]0/.test(line));
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(warnings[0] ?? '', /"msg":"a step failed"/);
  });

  it('of a COMPLETED job render nothing again', async () => {
    const { stack } = shared();
    const jobId = await kickstart(stack, { dataset: 'DM' });
    const { log } = await assertOneFile(stack, jobId);
    const again = await stack.client.post({ jobId, dataset: 'DM' });
    assert.equal(again.fileStorageId, log.fileStorageId);
    assert.equal((await refusalOf(stack.client.post({ jobId, dataset: 'VS' }))).status, 409);
  });

  it('are accepted within 3 seconds while Temporal is away, and run when it is back without another call', async () => {
    const { stack } = shared();
    await stack.temporal.kill('SIGKILL');
    const jobId = createId();
    const askedAt = performance.now();
    const log = await stack.client.post({ jobId, dataset: 'AE' });
    const tookMs = performance.now() - askedAt;
    await stack.temporal.start();
    assert.ok(tookMs < 3_000, `answered after ${tookMs} ms`);
    assert.equal(log.rptRunStatus, 'QUEUED');
    assert.match(log.reason ?? '', /Temporal did not confirm the start/);
    await assertOneFile(stack, jobId);
  });

  it('are refused with 503 and Retry-After within 3 seconds while the database is away', async () => {
    const { stack } = shared();
    await stack.postgres.kill('SIGQUIT');
    const askedAt = performance.now();
    const refusal = await refusalOf(stack.client.post({ jobId: createId(), dataset: 'AE' }));
    const tookMs = performance.now() - askedAt;
    await stack.postgres.start();
    assert.equal(refusal.status, 503);
    assert.ok((refusal.retryAfterS ?? 0) > 0);
    assert.doesNotMatch(`${refusal.message} ${refusal.details}`, /ECONN|postgres|terminat/i);
    assert.ok(tookMs < 3_000, `answered after ${tookMs} ms`);
  });

  it('let no subject id into logs or histories, whatever happens to them', async () => {
    const { stack } = shared();
    const tables = await findTables((sql, values) => stack.query(sql, values));
    const [subject] = await stack.query<{ usubjid: string }>(
      `select usubjid from ${tables.subject} order by usubjid limit 1`,
    );
    const planted = subject?.usubjid ?? '';
    assert.notEqual(planted, '');
    const good = createId();
    const bad = createId();
    const order = (jobId: string, subject: string) =>
      stack.client.postFields(jobId, [listField('DOMAIN', ['AE']), listField('USUBJID', [subject])]);
    await order(good, planted);
    await order(bad, `${planted}-unknown`);
    await assertOneFile(stack, good);
    const failed = await pollState(stack, bad, 'FAILED');
    assert.doesNotMatch(failed.reason ?? '', new RegExp(planted));
    await operate(stack, 'signal', [
      '--workflow-id',
      good,
      '--name',
      'comment',
      '--input',
      '{"text":"late"}',
    ]).catch(() => undefined);
    const said = await Promise.all([
      readFile(stack.api.logFile, 'utf8'),
      readFile(stack.worker.logFile, 'utf8'),
      ...[good, bad].map((jobId) => readRunHistory(stack, jobId)),
    ]);
    // What is looked through is there: a log line of the job, and a decoded argument of its run.
    assert.match(said[1], new RegExp(good));
    assert.match(said[2] ?? '', /"runAttempt":1/);
    for (const text of said) assert.ok(!text.includes(planted), 'a subject id was told');
  });
});

async function readLogUntil(logFile: string, word: string): Promise<string> {
  return waitUntil({
    what: `${word} in the log`,
    timeoutMs: LOG_TIMEOUT_MS,
    signal: new AbortController().signal,
    ask: async () => {
      const log = await readFile(logFile, 'utf8');
      return log.includes(word) ? log : undefined;
    },
  });
}
