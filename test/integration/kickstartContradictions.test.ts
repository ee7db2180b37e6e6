import assert from 'node:assert/strict';

import { AppError } from '../../src/domain/errors.ts';
import type { Job, JobState } from '../../src/domain/job.ts';
import type { Kickstart } from '../../src/jobs/kickstart.ts';
import { createId, DEFINITION, site } from '../support/jobs.ts';
import { aKickstart, createTestKickstart } from '../support/kickstarts.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal } from './model/simulatedTemporal.ts';

describe('kickstartJob, a call that contradicts its job', () => {
  let logs: Logs;
  let calls: string[] = [];
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  const { starter } = createSimulatedTemporal({
    deliver: (label) => {
      calls.push(label);
      return Promise.resolve('answered');
    },
    onRun: () => undefined,
  });
  const kickstart = (wanted: Kickstart, deps = {}): Promise<Job> =>
    createTestKickstart({ executionLog: logs.executionLog, starter, ...deps })(
      wanted,
      new AbortController().signal,
    );
  const refusal = (wanted: Kickstart, deps = {}): Promise<string> =>
    kickstart(wanted, deps).then(
      ({ state }) => `accepted as ${state}`,
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
  const ask = (job: Job, changes: Partial<Kickstart> = {}) => aKickstart({ jobId: job.id, ...changes });
  const inState = async (state: JobState): Promise<Job> => {
    const { id } = await kickstart(aKickstart({ requested: { fieldSpecs: site('701'), extFieldSpecs: [] } }));
    await logs.force(id, state);
    return logs.load(id);
  };

  const DIFFERENT: [string, Partial<Kickstart>, string][] = [
    ['other field specs', { requested: { fieldSpecs: site('702'), extFieldSpecs: [] } }, 'JOB_DIFFERS'],
    ['no filter', { requested: { fieldSpecs: [], extFieldSpecs: [] } }, 'JOB_DIFFERS'],
    ['another study', { studyId: '0'.repeat(32) }, 'STUDY_DIFFERS'],
    ['no study', { studyId: null }, 'STUDY_DIFFERS'],
    ['another mode', { mode: 'active' }, 'STUDY_DIFFERS'],
    ['another tenant', { caller: { tenantId: 'other', userId: 'eve' } }, 'JOB_NOT_FOUND'],
  ];
  for (const state of ['QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED'] as const) {
    for (const [what, changes, code] of DIFFERENT) {
      it(`is refused for ${what} while the job is ${state}, before Temporal is asked`, async () => {
        const job = await inState(state);
        calls = [];
        assert.equal(await refusal(ask(job, changes)), code);
        assert.deepEqual(calls, []);
        assert.deepEqual(await logs.load(job.id), job);
      });
    }
  }

  it('is refused for another report', async () => {
    const other = { definition: { ...DEFINITION, id: createId() }, sha256: '' };
    const catalogue = { list: () => [other], find: () => other };
    const wanted = ask(await inState('QUEUED'), { reportId: other.definition.id });
    assert.equal(await refusal(wanted, { catalogue }), 'REPORT_DIFFERS');
  });

  it('takes the same filter written another way', async () => {
    const job = await inState('QUEUED');
    const fieldSpecs = site('701', '701').map((spec) => ({
      ...spec,
      fieldName: 'siteid',
      fieldSequence: 9,
    }));
    assert.equal(
      (await kickstart(ask(job, { requested: { fieldSpecs, extFieldSpecs: site('x') } }))).state,
      'QUEUED',
    );
  });
});
