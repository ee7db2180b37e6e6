import assert from 'node:assert/strict';

import { OPERATIONS } from '../../src/http/operations/index.ts';
import { useStack } from '../support/e2e/useStack.ts';
import { type Done, runSchemathesis } from '../support/schemathesis.ts';

/** Longer than a run's own limit of seconds, which is given in its arguments. */
const MOST_MS = 600_000;
const HOSTILE = ['--mode', 'negative', '--generation-allow-x00', 'true', '--phases', 'coverage,fuzzing'];
const FEW = ['--max-examples', '10'];
/** Far fewer than a run follows; none where the operation that they begin with orders nothing. */
const LEAST_LINKS = 5;

describe('The service under Schemathesis', function () {
  this.timeout(MOST_MS);
  const shared = useStack();
  let env: Record<string, string> = {};
  before(async () => {
    const { call, place } = shared().stack.client;
    const reports = (await call('listReports', { query: place })).data.result;
    const report = reports.find(({ reportName }) => reportName === 'Subject Data Extract');
    const jobs = (await call('listReportJobs', { query: { ...place, limit: 1, offset: 0 } })).data.result;
    assert.ok(report !== undefined && jobs.asOf !== null);
    env = { STUDY_ID: place.studyId, REPORT_ID: report.reportId, AS_OF: jobs.asOf };
  });
  const run = (config: string, options: readonly string[], more: Record<string, string> = {}) =>
    runSchemathesis(shared().stack.address, { config, options, env: { ...env, ...more } });

  it('takes whatever its document allows, and answers as it says', async () => {
    const phases = ['--mode', 'positive', '--phases', 'examples,coverage,fuzzing', ...FEW];
    assertAllTested(await run('schemathesis.toml', [...phases, '--max-time', '120']));
  });

  it('refuses whatever its document does not allow in a study that is there', async () => {
    assertAllTested(await run('schemathesis.toml', [...HOSTILE, ...FEW, '--max-time', '60']));
  });

  it('refuses whatever its document does not allow anywhere', async () => {
    assertAllTested(await run('schemathesis.hostile.toml', [...HOSTILE, ...FEW, '--max-time', '60']));
  });

  it('answers as its document says along its links, under hostile input too', async () => {
    const hostile = ['--mode', 'all', '--generation-allow-x00', 'true'];
    const options = ['--phases', 'stateful', ...hostile, '--max-time', '60'];
    const { errors, operations, followedLinks } = await run('schemathesis.toml', options, {
      FOLLOW_LINKS: 'true',
    });
    assert.deepEqual([errors, operations.errored], [[], 0]);
    assert.ok(followedLinks >= LEAST_LINKS, `${followedLinks} links were followed`);
  });
});

function assertAllTested({ operations, errors }: Done): void {
  assert.deepEqual(errors, []);
  const count = OPERATIONS.length + OPERATIONS.filter(({ headId }) => headId !== undefined).length;
  const all = { total: count, tested: count, errored: 0, skipped: 0 };
  assert.deepEqual(operations, all);
}
