import assert from 'node:assert/strict';
import { once } from 'node:events';

import { AppError } from '../../../src/domain/errors.ts';
import type { CasebookOrder } from '../../../src/jobs/collateCasebook.ts';
import { readError, type RunningApp, startApp, STUDY_ID } from './startApp.ts';

const PATH = '/ec-reporting-svc/rest/v1.0/crf/reports';
const inStudy = `${PATH}?studyId=${STUDY_ID}&mode=test&reportName=CRF_SUBJECT_DATA`;
const ODM = '<ODM a="1">\n</ODM>';

describe('POST …/crf/reports', () => {
  let app: RunningApp;
  const orders: CasebookOrder[] = [];
  before(async () => {
    app = await startApp({
      collateCasebook: (order) => {
        orders.push(order);
        order.authorize(order);
        const xml = (async function* () {
          yield '<ODM a="1">';
          yield await Promise.resolve('\n</ODM>');
        })();
        return Promise.resolve({ xml, close: () => Promise.resolve() });
      },
    });
  });
  beforeEach(() => {
    orders.length = 0;
  });
  after(() => app.stop());

  it('answers the ODM inside of a BaseResponse', async () => {
    const response = await app.send(`${inStudy}&format=UNIQUE`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        fieldSpecsList: [{ fieldName: 'USUBJID', fieldType: 'list', fieldValueList: ['1'] }],
      }),
    });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
    assert.deepEqual(await response.json(), { status: 'success', result: { ODM }, errorData: null });
    const { authorize, ...order } = orders[0] ?? assert.fail();
    assert.equal(typeof authorize, 'function');
    assert.deepEqual(order, {
      ...{
        studyId: STUDY_ID,
        mode: 'test',
        reportName: 'CRF_SUBJECT_DATA',
        kind: 'UNIQUE',
        tenantId: 'acme',
      },
      fieldSpecs: [{ fieldName: 'USUBJID', fieldType: 'list', fieldValueList: ['1'] }],
    });
  });

  for (const [accept, type] of [
    ['application/xml', 'application/xml; charset=utf-8'],
    ['text/xml, */*;q=0.1', 'application/xml; charset=utf-8'],
    ['application/json, application/xml', 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
  ] as const) {
    it(`answers ${type} to Accept: ${accept}`, async () => {
      const response = await app.send(inStudy, { method: 'POST', headers: { accept } });
      assert.equal(response.headers.get('content-type'), type);
      assert.match(response.headers.get('vary') ?? '', /Accept/);
      const content = await response.text();
      if (type.includes('xml')) assert.equal(content, ODM);
      assert.equal(orders[0]?.kind, 'CASEBOOK');
    });
  }

  for (const [query, errorCode] of [
    [inStudy.replace('&reportName=CRF_SUBJECT_DATA', ''), 'REPT_400_PARAMETER'],
    [`${inStudy}&format=PDF`, 'REPT_400_FORMAT'],
    [inStudy.replace(`studyId=${STUDY_ID}`, ''), 'REPT_400_STUDY_ID'],
    [inStudy.replace('mode=test', ''), 'REPT_400_MODE'],
  ] as const) {
    it(`refuses ${query.replace(PATH, '')}: ${errorCode}`, async () => {
      const response = await app.send(query, { method: 'POST' });
      assert.equal(response.status, 400);
      assert.equal((await readError(response)).errorCode, errorCode);
      assert.equal(orders.length, 0);
    });
  }

  it('breaks the connection where the reading fails, and closes what it read from', async () => {
    const closed = new AbortController();
    const broken = await startApp({
      collateCasebook: () =>
        Promise.resolve({
          xml: (async function* () {
            yield await Promise.resolve('<ODM>');
            throw new AppError('CLINICAL_UNAVAILABLE');
          })(),
          close: () => {
            closed.abort();
            return Promise.resolve();
          },
        }),
    });
    try {
      const isClosed = once(closed.signal, 'abort');
      await assert.rejects(broken.send(inStudy, { method: 'POST' }).then((response) => response.text()));
      await isClosed;
    } finally {
      await broken.stop();
    }
  });
});
