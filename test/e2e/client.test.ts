import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import { type Client, createClient, ReportingError } from '../../src/client/index.ts';
import { countCsvRows } from '../../src/embedded/demo/countCsvRows.ts';
import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { useStack } from '../support/e2e/useStack.ts';

const FIRST_PAGE = { limit: 50, offset: 0 };
const FIELDS = {
  fieldSpecsList: [{ fieldName: 'DOMAIN', fieldType: 'list' as const, fieldValueList: ['DM'] }],
};

describe('The typed client', function () {
  this.timeout(240_000);
  const shared = useStack();
  const open = (): { client: Client; place: { studyId: string; mode: 'test' } } => {
    const { url, token, studyId } = shared().stack.address;
    return { client: createClient({ url, token: () => token }), place: { studyId, mode: 'test' } };
  };

  it('finds a report, orders it, waits for it in the list and downloads it', async () => {
    const { client, place } = open();
    const { data: list } = await client.call('listReports', { query: place });
    const report = list.result.find(({ reportName }) => reportName === 'Subject Data Extract');
    assert.ok(report !== undefined);
    const ordered = await client.call('orderReport', {
      query: { ...place, reportid: report.reportId, format: 'CSV' },
      header: { 'Idempotency-Key': '"the-only-order"' },
      body: FIELDS,
    });
    assert.equal(ordered.status, 202);
    const { downloadId, recCount } = await waitUntil({
      what: 'the report to be listed as completed',
      timeoutMs: 60_000,
      intervalMs: 200,
      signal: new AbortController().signal,
      ask: async () => {
        const { data } = await client.call('listReportJobs', {
          query: { ...place, ...FIRST_PAGE, status: ['COMPLETED'] },
        });
        return data.result.reportRunStatus.find(({ id }) => id === ordered.data.id);
      },
    });
    assert.equal(downloadId, ordered.data.id);
    const file = await client.call('downloadReport', { query: { ...place, id: downloadId } });
    assert.equal(file.status, 200);
    assert.match(file.headers.get('content-type') ?? '', /^text\/csv/);
    assert.equal(countCsvRows(await buffer(file.data)), recCount);
  });

  it('throws what the service refuses with', async () => {
    const { client, place } = open();
    const path = { jobId: '0'.repeat(32) };
    await assert.rejects(client.call('getReportJob', { path, query: place }), (error) => {
      assert.ok(error instanceof ReportingError);
      assert.deepEqual([error.status, error.errorCode], [404, 'REPT_404']);
      return true;
    });
  });
});
