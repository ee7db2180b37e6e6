import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { countCsvRows } from '../../src/embedded/demo/countCsvRows.ts';
import { assertOneFile } from '../support/e2e/assertOneFile.ts';
import { pollState } from '../support/e2e/jobs.ts';
import { countRuns } from '../support/e2e/operator.ts';
import { listField, refusalOf } from '../support/e2e/reportingClient.ts';
import { useStack } from '../support/e2e/useStack.ts';
import { unzip } from '../support/unzip.ts';

const AT_ONCE = 20;

describe('Orders over REST', function () {
  this.timeout(240_000);
  const shared = useStack();

  const findReport = async (): Promise<string> => {
    const { call, place } = shared().stack.client;
    const { result } = (await call('listReports', { query: place })).data;
    const report = result.find(({ reportName }) => reportName === 'Subject Data Extract');
    assert.ok(report);
    return report.reportId;
  };
  const order = async (form: string, { format = 'CSV', key }: { format?: string; key?: string } = {}) => {
    const { call, place } = shared().stack.client;
    const ordered = await call('orderReport', {
      query: { ...place, reportid: await findReport(), format },
      ...(key !== undefined && { header: { 'Idempotency-Key': key } }),
      body: { fieldSpecsList: [listField('DOMAIN', [form])] },
    });
    assert.equal(ordered.status, 202);
    return ordered.data;
  };

  it('find a report, order it, find the job in the list and its file complete', async () => {
    const { stack } = shared();
    const { id, rptId } = await order('AE');
    await assertOneFile(stack, id);
    const { call, place } = stack.client;
    const { data } = await call('listReportJobs', { query: { ...place, rptId, limit: 1, offset: 0 } });
    const [newest] = data.result.reportRunStatus;
    assert.deepEqual([newest?.downloadId, newest?.rptRunStatus], [id, 'COMPLETED']);
  });

  const several: [string, Record<string, string>][] = [
    ['xport5,CSV', { CSV: 'csv/ae.csv', XPORT5: 'xport5/ae.xpt' }],
    ['CSV,XPORT,PDF', { CSV: 'csv/ae.csv', PDF: 'pdf/report.pdf', XPORT: 'xport/ae.xpt' }],
  ];
  for (const [format, names] of several) {
    it(`give ${format} of the same rows in one archive, whose manifest proves it`, async () => {
      const { stack } = shared();
      const { id } = await order('AE', { format });
      const log = await pollState(stack, id, 'COMPLETED');
      const entries = await unzip(await stack.client.download(id));
      assert.deepEqual(
        entries.map(({ name }) => name),
        [...Object.values(names), 'manifest.json'],
      );
      const rows = countCsvRows(entries[0]?.content ?? Buffer.alloc(0));
      assert.equal(log.recCount, rows);
      const { datasets, files } = await stack.client.findManifest(id);
      assert.deepEqual(
        files.map((file) => [file.format, file.rows, file.sha256]),
        Object.keys(names).map((name, index) => [name, rows, sha256Of(entries[index]?.content)]),
      );
      assert.deepEqual(
        datasets.map((dataset) => [dataset.name, dataset.rows]),
        [['AE', rows]],
      );
      assert.match(datasets[0]?.sha256 ?? '', /^[0-9a-f]{64}$/);
    });
  }

  it('make one job with one run of 20 calls at once with one key, and refuse another order with it', async () => {
    const { stack } = shared();
    const key = '"orders-1"';
    const logs = await Promise.all(Array.from({ length: AT_ONCE }, () => order('DM', { key })));
    const ids = [...new Set(logs.map(({ id }) => id))];
    assert.equal(ids.length, 1);
    await assertOneFile(stack, ids[0] ?? '');
    assert.equal(await countRuns(stack, ids[0] ?? ''), 1);
    assert.equal((await refusalOf(order('AE', { key }))).status, 422);
  });

  it('are made by a scheduler with string pairs', async () => {
    const { stack } = shared();
    const { call, place } = stack.client;
    const { data } = await call('orderScheduledReport', {
      query: { reportName: 'Subject Data Extract', format: 'CSV' },
      body: JSON.stringify({ ...place, form: 'DM' }),
    });
    await assertOneFile(stack, data.id);
  });

  it('are prepared with the subjects of the chosen sites', async () => {
    const { call, place } = shared().stack.client;
    const path = { ...place, id: await findReport() };
    const valuesOf = async (fieldName: string, chosen: string[]): Promise<string[]> => {
      const { result } = (await call('describeReport', { path, query: { fieldName, chosen } })).data;
      const [{ allowedValues } = assert.fail()] = result.fieldSpecs;
      return (allowedValues ?? []).map(({ value }) => value);
    };
    const [one = '', two = ''] = await valuesOf('SITEID', []);
    const ofOne = await valuesOf('USUBJID', [`SITEID:${one}`]);
    const ofTwo = await valuesOf('USUBJID', [`SITEID:${two}`]);
    assert.ok(ofOne.length > 0 && ofTwo.length > 0);
    assert.ok(!ofOne.some((subject) => ofTwo.includes(subject)));
    assert.deepEqual(await valuesOf('USUBJID', ['SITEID:none']), []);
  });
});

function sha256Of(content: Buffer = Buffer.alloc(0)): string {
  return createHash('sha256').update(content).digest('hex');
}
