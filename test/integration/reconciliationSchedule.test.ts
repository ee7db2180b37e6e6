import assert from 'node:assert/strict';

import { connectClient, type TemporalClient } from '../../src/temporal/connectTemporal.ts';
import {
  createReconciliationSchedule,
  ensureReconciliationSchedule,
} from '../../src/temporal/reconciliationSchedule.ts';
import { RECONCILIATION_SCHEDULE_ID } from '../../workflows/contract.ts';
import { testTemporalAddress } from '../support/temporal.ts';

/** Long enough that nothing is ever due. */
const DAY_MS = 24 * 60 * 60 * 1000;

describe("The reconciliation's schedule", () => {
  let temporal: TemporalClient;
  before(async () => {
    const options = { namespace: 'default', apiKey: undefined, tls: undefined };
    temporal = await connectClient({ ...options, address: testTemporalAddress() }, 'setup');
  });
  after(async () => {
    await schedule().delete();
    await temporal.connection.close();
  });

  const schedule = () => temporal.client.schedule.getHandle(RECONCILIATION_SCHEDULE_ID);
  const intervals = async () => (await schedule().describe()).spec.intervals?.map(({ every }) => every);

  it('follows a changed interval, and stays paused', async () => {
    await ensureReconciliationSchedule(temporal, DAY_MS);
    assert.deepEqual(await intervals(), [DAY_MS]);
    await schedule().pause('maintenance');

    await ensureReconciliationSchedule(temporal, 2 * DAY_MS);
    assert.deepEqual(await intervals(), [2 * DAY_MS]);
    const { state, action, policies } = await schedule().describe();
    assert.deepEqual([state.paused, state.note], [true, 'maintenance']);
    assert.deepEqual([action.workflowId, policies.overlap], [RECONCILIATION_SCHEDULE_ID, 'SKIP']);
  });

  it('is left alone where nothing changed, and by a worker that only looks for it', async () => {
    await ensureReconciliationSchedule(temporal, DAY_MS);
    const { info } = await schedule().describe();
    await ensureReconciliationSchedule(temporal, DAY_MS);
    assert.equal(await createReconciliationSchedule(temporal, 2 * DAY_MS), false);
    const now = await schedule().describe();
    assert.deepEqual(now.info.lastUpdatedAt, info.lastUpdatedAt);
    assert.deepEqual(await intervals(), [DAY_MS]);
  });
});
