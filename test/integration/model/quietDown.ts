import assert from 'node:assert/strict';

import { isActive } from '../../../src/domain/job.ts';
import { reconcile, type Real } from './commands.ts';

const MOST_STEPS = 3_000;
const RECONCILIATIONS = 6;

/** Misfortune ends; after enough reconciliations every job must be over, or PAUSED by an open run. */
export async function quietDown(real: Real): Promise<void> {
  const { world, watch } = real;
  Object.assign(world, { isReachable: true, lostAnswers: 0, statementFault: null });
  await drain(real);
  for (const { wakeUp } of world.actors) wakeUp();
  await drain(real);
  await reconcileOften(real);
  for (const { jobId, state, runAttempt } of watch.rows()) {
    if (!isActive(state)) continue;
    const open = world.temporal.findOpen(jobId);
    assert.equal(state, 'PAUSED', `${jobId} is ${state} for ever`);
    assert.ok(open?.runAttempt === runAttempt, `${jobId} is PAUSED without a run`);
    world.workflows.signal(open, 'resume');
  }
  await reconcileOften(real);
  for (const { jobId, state } of watch.rows()) {
    const { mayFail, mayBeCancelled } = world.causes(jobId);
    assert.ok(!isActive(state), `${jobId} is ${state} although it was resumed`);
    if (state === 'FAILED') assert.ok(mayFail, `${jobId} is FAILED without a cause`);
    if (state === 'CANCELLED')
      assert.ok(mayBeCancelled, `${jobId} is CANCELLED although nobody asked for it`);
  }
  for (const jobId of world.jobIds) {
    const isKnown = watch.rows().some((row) => row.jobId === jobId);
    if (world.causes(jobId).isAccepted) assert.ok(isKnown, `${jobId} was accepted and is nowhere`);
  }
}

async function reconcileOften(real: Real): Promise<void> {
  for (let round = 0; round < RECONCILIATIONS; round += 1) {
    await drain(real);
    reconcile(real.world);
  }
  await drain(real);
}

async function drain({ world, watch }: Real): Promise<void> {
  await world.gate.settle();
  for (let taken = 0; await world.gate.step(); taken += 1) {
    await watch.look();
    assert.ok(taken < MOST_STEPS, 'it never becomes quiet');
  }
}
