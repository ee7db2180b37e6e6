import assert from 'node:assert/strict';

import { canTransition, isActive, type JobState } from '../../../src/domain/job.ts';
import type { World } from './world.ts';

/** A row as it stands, with what the other tables say of it. */
export type Seen = {
  jobId: string;
  state: JobState;
  runAttempt: number;
  runId: string | null;
  changeNumber: number;
  version: number;
  entries: number;
  fileStorageId: string | null;
  committed: string | null;
  replaced: readonly string[];
};

/** Sees every row after every step and fails where a step has done what none may. */
export type Watch = {
  look(): Promise<void>;
  rows(): readonly Seen[];
};

export const SEE = /* sql */ `
  select job_id as "jobId", state, run_attempt as "runAttempt", run_id as "runId", change_number as "changeNumber", object_version_number::int as version,
    replaced_run_ids as replaced, file_storage_id as "fileStorageId",
    (select count(*)::int from execution_log_history h where h.job_id = l.job_id) as entries,
    (select string_agg(f.file_storage_id, ',') from report_file f
      where f.job_id = l.job_id and f.run_attempt = l.run_attempt) as committed
  from execution_log l where job_id = any(:jobIds) order by job_id`;

export function createWatch(world: World, see: () => Promise<readonly Seen[]>): Watch {
  let seen = new Map<string, Seen>();
  return {
    rows: () => [...seen.values()],
    async look() {
      assert.deepEqual(world.problems, []);
      const rows = world.lastDone === undefined ? [...seen.values()] : await see();
      for (const row of rows) {
        checkRow(world, row);
        const before = seen.get(row.jobId);
        if (before !== undefined) checkChange(world, before, row);
      }
      assert.ok(
        [...seen.keys()].every((jobId) => rows.some((row) => row.jobId === jobId)),
        'a job has vanished',
      );
      seen = new Map(rows.map((row) => [row.jobId, row]));
      world.lastDone = undefined;
    },
  };
}

/** What holds at any time. */
function checkRow(world: World, row: Seen): void {
  const { jobId, state, fileStorageId, committed } = row;
  assert.equal(row.entries, row.version, `${jobId} has one entry a version`);
  assert.equal(committed, fileStorageId, `${jobId} points to the one file of its attempt`);
  if (state === 'COMPLETED') assert.ok(fileStorageId, `${jobId} is COMPLETED with a file`);
  if (fileStorageId !== null) {
    assert.ok(
      ['RUNNING', 'COMPLETED'].includes(state),
      `${jobId} is ${state} although its file is committed`,
    );
    assert.ok(world.files.has(fileStorageId), `${jobId} is ${state} and its file has gone from the store`);
  }
}

function checkChange(world: World, before: Seen, after: Seen): void {
  if (after.version === before.version) {
    assert.deepEqual(after, before, 'a change without a version');
    return;
  }
  const { jobId } = after;
  const done = world.lastDone;
  assert.ok(done, `${jobId} was changed by a step`);
  const what = `${done.actor.name}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
  assert.ok(after.version === before.version + 1, `the version grows by one: ${what}`);
  const isNewAttempt = after.runAttempt > before.runAttempt;
  assert.ok(canTransition(before.state, after.state, isNewAttempt), what);
  if (done.runId === null) {
    const isOpen = before.runId !== null && world.temporal.find(before.runId)?.closedAs === null;
    const isLeftAlone = after.state === before.state && !isNewAttempt;
    assert.ok(!isActive(before.state) || isLeftAlone || !isOpen, `the row's run is open: ${what}`);
    return;
  }
  assert.equal(after.runAttempt, before.runAttempt, `a run changes no attempt: ${what}`);
  assert.equal(after.runId, done.runId, `only the row's run writes: ${what}`);
  if (before.runId === after.runId) {
    assert.ok(after.changeNumber >= before.changeNumber, `a late change changes nothing: ${what}`);
    return;
  }
  assert.ok(isActive(before.state), `a job that is over is nobody's: ${what}`);
  if (before.runId === null) return;
  const [old, taker] = [before.runId, done.runId].map((runId) => Number(runId.slice('run-'.length)));
  assert.ok((taker ?? 0) > (old ?? 0), `only a later reset takes over: ${what}`);
}
