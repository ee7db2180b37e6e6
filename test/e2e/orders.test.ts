import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { z } from 'zod';

import { countCsvRows } from '../../src/embedded/demo/countCsvRows.ts';
import { BASE_PATH } from '../../src/http/paths.ts';
import { MANIFEST } from '../../src/http/schemas/manifest.ts';
import { REPORT_DETAILS } from '../../src/http/schemas/reportDetails.ts';
import { REPORT_METADATA } from '../../src/http/schemas/reportMetadata.ts';
import { RUN_STATUS_PAGE } from '../../src/http/schemas/runStatus.ts';
import { successOf } from '../../src/http/schemas/success.ts';
import { assertOneFile } from '../support/e2e/assertOneFile.ts';
import { pollState } from '../support/e2e/jobs.ts';
import { countRuns } from '../support/e2e/operator.ts';
import { parseExecutionLog } from '../support/e2e/reportingClient.ts';
import { useStack } from '../support/e2e/useStack.ts';
import { unzip } from '../support/unzip.ts';

const AT_ONCE = 20;

describe('Orders over REST', function () {
  this.timeout(240_000);
  const shared = useStack();

  const call = (path: string, init: { headers?: Record<string, string>; body?: unknown } = {}) => {
    const { url, token } = shared().stack.address;
    const { headers = {}, body } = init;
    return fetch(`${url}${BASE_PATH}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const read = async <S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> => {
    const response = await call(path);
    const body: unknown = await response.json();
    assert.equal(response.status, 200, JSON.stringify(body));
    return schema.parse(body);
  };
  const place = () => `studyId=${shared().stack.address.studyId}&mode=test`;
  const findReport = async (): Promise<string> => {
    const { result } = await read(`/v1.0/reportmetadata?${place()}`, successOf(z.array(REPORT_METADATA)));
    const report = result.find(({ reportName }) => reportName === 'Subject Data Extract');
    assert.ok(report);
    return report.reportId;
  };
  const forms = (...values: string[]) => ({
    fieldSpecsList: [{ fieldName: 'DOMAIN', fieldType: 'list', fieldValueList: values }],
  });

  it('find a report, order it, find the job in the list and its file complete', async () => {
    const { stack } = shared();
    const reportId = await findReport();
    const path = `/v1.0/reports?${place()}&reportid=${reportId}&format=CSV`;
    const { id } = await parseExecutionLog(await call(path, { body: forms('AE') }));
    await assertOneFile(stack, id);
    const list = `/v2.0/reportmetadata/downloadList?${place()}&rptId=${reportId}&limit=1&offset=0`;
    const { result } = await read(list, successOf(RUN_STATUS_PAGE));
    const [newest] = result.reportRunStatus;
    assert.deepEqual([newest?.downloadId, newest?.rptRunStatus], [id, 'COMPLETED']);
  });

  const several: [string, Record<string, string>][] = [
    ['xport5,CSV', { CSV: 'csv/ae.csv', XPORT5: 'xport5/ae.xpt' }],
    ['CSV,XPORT,PDF', { CSV: 'csv/ae.csv', PDF: 'pdf/report.pdf', XPORT: 'xport/ae.xpt' }],
  ];
  for (const [format, names] of several) {
    it(`give ${format} of the same rows in one archive, whose manifest proves it`, async () => {
      const { stack } = shared();
      const path = `/v1.0/reports?${place()}&reportid=${await findReport()}&format=${format}`;
      const { id } = await parseExecutionLog(await call(path, { body: forms('AE') }));
      const log = await pollState(stack, id, 'COMPLETED');
      const entries = await unzip(await stack.client.download(id));
      assert.deepEqual(
        entries.map(({ name }) => name),
        [...Object.values(names), 'manifest.json'],
      );
      const rows = countCsvRows(entries[0]?.content ?? Buffer.alloc(0));
      assert.equal(log.recCount, rows);
      const { datasets, files } = MANIFEST.parse(await stack.client.findManifest(id));
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
    const path = `/v1.0/reports?${place()}&reportid=${await findReport()}`;
    const headers = { 'idempotency-key': '"orders-1"' };
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => call(path, { headers, body: forms('DM') })),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [202]);
    const logs = await Promise.all(answers.map(parseExecutionLog));
    const ids = [...new Set(logs.map(({ id }) => id))];
    assert.equal(ids.length, 1);
    await assertOneFile(stack, ids[0] ?? '');
    assert.equal(await countRuns(stack, ids[0] ?? ''), 1);
    assert.equal((await call(path, { headers, body: forms('AE') })).status, 422);
  });

  it('are made by a scheduler with string pairs', async () => {
    const { stack } = shared();
    const { studyId } = stack.address;
    const path = '/v1.0/scheduled/reports?reportName=Subject%20Data%20Extract&format=CSV';
    const body = JSON.stringify({ studyId, mode: 'test', form: 'DM' });
    const { id } = await parseExecutionLog(await call(path, { body }));
    await assertOneFile(stack, id);
  });

  it('are prepared with the subjects of the chosen sites', async () => {
    const { studyId } = shared().stack.address;
    const details = `/v1.0/studies/${studyId}/test/reportmetadata/reportId/${await findReport()}`;
    const valuesOf = async (query: string): Promise<string[]> => {
      const { result } = await read(`${details}?${query}`, successOf(REPORT_DETAILS));
      const [{ allowedValues } = assert.fail()] = result.fieldSpecs;
      return (allowedValues ?? []).map(({ value }) => value);
    };
    const [one = '', two = ''] = await valuesOf('fieldName=SITEID');
    const ofOne = await valuesOf(`fieldName=USUBJID&chosen=SITEID:${one}`);
    const ofTwo = await valuesOf(`fieldName=USUBJID&chosen=SITEID:${two}`);
    assert.ok(ofOne.length > 0 && ofTwo.length > 0);
    assert.ok(!ofOne.some((subject) => ofTwo.includes(subject)));
    assert.deepEqual(await valuesOf('fieldName=USUBJID&chosen=SITEID:none'), []);
  });
});

function sha256Of(content: Buffer = Buffer.alloc(0)): string {
  return createHash('sha256').update(content).digest('hex');
}
