import assert from 'node:assert/strict';

import { AppError } from '../../src/domain/errors.ts';
import type { Job, JobState } from '../../src/domain/job.ts';
import type { Kickstart } from '../../src/jobs/kickstart.ts';
import type { Catalogue } from '../../src/jobs/ports.ts';
import { createId, DEFINITION, site } from '../support/jobs.ts';
import { aKickstart, createTestKickstart } from '../support/kickstarts.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal } from './model/simulatedTemporal.ts';

const REPORT = { ...DEFINITION, formats: ['CSV', 'XPORT5'] as const };
const ENTRIES = [REPORT, { ...REPORT, id: createId() }].map((definition) => ({ definition, sha256: '' }));
const [, OTHER] = ENTRIES;
const CATALOGUE: Catalogue = {
  list: () => ENTRIES,
  find: (reportId) => ENTRIES.find(({ definition }) => definition.id === reportId),
};

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
  const kickstart = (wanted: Kickstart, catalogue: Catalogue = CATALOGUE): Promise<Job> =>
    createTestKickstart({ executionLog: logs.executionLog, starter, catalogue })(
      wanted,
      new AbortController().signal,
    );
  const refusal = (wanted: Kickstart): Promise<string> =>
    kickstart(wanted).then(
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
    ['another report', { reportId: OTHER?.definition.id ?? '' }, 'REPORT_DIFFERS'],
    ['another format', { format: 'XPORT5' }, 'REPORT_DIFFERS'],
    ['a further format', { format: 'CSV,XPORT5' }, 'REPORT_DIFFERS'],
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

  it('takes the same filter under another name of its field', async () => {
    const fields = DEFINITION.fields.map((field) => ({ ...field, otherNames: [`${field.name}s`] }));
    const entry = { definition: { ...DEFINITION, fields }, sha256: 'a'.repeat(64) };
    const catalogue = { list: () => [entry], find: () => entry };
    const order = (fieldSpecs: ReturnType<typeof site>, jobId = createId()) =>
      kickstart(aKickstart({ jobId, requested: { fieldSpecs, extFieldSpecs: [] } }), catalogue);
    const { id } = await order(site('701'));
    const renamed = (value: string) => site(value).map((spec) => ({ ...spec, fieldName: 'siteids' }));
    assert.equal((await order(renamed('701'), id)).state, 'QUEUED');
    await assert.rejects(order(renamed('702'), id), { code: 'JOB_DIFFERS' });
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
