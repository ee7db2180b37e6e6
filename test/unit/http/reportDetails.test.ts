import assert from 'node:assert/strict';

import { AppError } from '../../../src/domain/errors.ts';
import {
  aJob,
  JOB_ID,
  readError,
  REPORT_ID,
  signToken,
  startApp,
  STUDY_ID,
  type RunningApp,
} from './startApp.ts';
import { bearer } from './tokens.ts';

const PATH = `/ec-reporting-svc/rest/v1.0/studies/${STUDY_ID}/test/reportmetadata/reportId/${REPORT_ID}`;

type Details = { result: { fieldSpecs: Record<string, unknown>[]; lastJobs: Record<string, unknown>[] } };

describe('GET /v1.0/studies/{studyId}/{mode}/reportmetadata/reportId/{id}', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  beforeEach(() => {
    app.descriptions.length = 0;
  });
  after(() => app.stop());

  const read = async (running: RunningApp, path = PATH) => {
    const response = await running.send(path);
    assert.equal(response.status, 200, await response.clone().text());
    return { response, ...((await response.json()) as Details).result }; // test data
  };

  it('answers every documented member of a filter, its values, and the last jobs', async () => {
    const { fieldSpecs, lastJobs } = await read(app);
    const [{ fldId, ...site } = {}] = fieldSpecs;
    assert.match(String(fldId), /^[0-9A-F]{32}$/);
    assert.deepEqual(site, {
      ...{ parFldId: null, fldSeq: 1, fieldName: 'SITEID', fldUiLabel: 'Site' },
      ...{ fieldUiCtrlType: 'MULTISELECT', fieldPreftchUri: `${PATH}?fieldName=SITEID` },
      ...{ resultPath: 'result.fieldSpecs[0].allowedValues', idFldName: 'value', valFldName: 'label' },
      ...{ defaultValue: null, mandatoryFldInd: false, reportSearchSpec: null, reportSortSpec: null },
      ...{ hideInUI: 'VISIBLE', fieldType: 'list', allowedValuesCut: true },
      allowedValues: [{ value: '701', label: '701 – Aarhus' }],
    });
    assert.deepEqual(
      lastJobs.map(({ id, downloadId }) => [id, downloadId]),
      [[JOB_ID, JOB_ID]],
    );
  });

  it('names the field above by its id', async () => {
    const fields = ['COUNTRY', 'SITEID'].map((name) => ({
      ...{ name, otherNames: [], label: name, type: 'list' as const, filters: { column: name } },
      ...(name === 'SITEID' && { parent: 'country' }),
    }));
    const rows = { kind: 'datasets', contextColumns: true } as const;
    const named = { id: REPORT_ID, name: 'R', description: '', formats: ['CSV'] as const };
    const definition = { ...named, level: 'study' as const, fields, rows };
    const running = await startApp({
      describeReport: () =>
        Promise.resolve({
          definition,
          fields: fields.map((field) => ({ field, values: null })),
          lastJobs: [aJob()],
        }),
    });
    const [country, site] = (await read(running)).fieldSpecs;
    assert.deepEqual([country?.['parFldId'], site?.['parFldId']], [null, country?.['fldId']]);
    assert.notEqual(country?.['fldId'], site?.['fldId']);
    assert.equal(site?.['allowedValues'], null);
    await running.stop();
  });

  it('says that it is deprecated, and where its successor stands', async () => {
    const { response } = await read(app);
    assert.match(response.headers.get('deprecation') ?? '', /^@\d+$/);
    assert.match(response.headers.get('link') ?? '', /<.*\/v1\.0\/reportmetadata>; rel="successor-version"/);
  });

  it('says so to whoever it refuses, too', async () => {
    for (const response of [await app.send(`${PATH}x`), await app.send(PATH, bearer('x'))]) {
      assert.ok(response.status >= 400);
      assert.match(response.headers.get('deprecation') ?? '', /^@\d+$/);
      assert.match(response.headers.get('link') ?? '', /rel="successor-version"/);
    }
  });

  it('hands on which field is asked for and what was chosen, commas and colons included', async () => {
    await read(app, `${PATH}?fieldName=USUBJID&chosen=SITEID:701&chosen=COUNTRY:Korea,%20Republic:of`);
    const [{ authorize, ...query } = assert.fail()] = app.descriptions;
    assert.deepEqual(query, {
      ...{ tenantId: 'acme', studyId: STUDY_ID, mode: 'test', reportId: REPORT_ID, fieldName: 'USUBJID' },
      chosen: [
        { fieldName: 'SITEID', value: '701' },
        { fieldName: 'COUNTRY', value: 'Korea, Republic:of' },
      ],
    });
  });

  const refusals: [string, string, string][] = [
    ['a report id of other length', PATH.slice(0, -1), 'REPT_400_REPORT_ID'],
    ['an unknown mode', PATH.replace('/test/', '/design/'), 'REPT_400_MODE'],
    ['a study id of other length', PATH.replace(STUDY_ID, 'x'), 'REPT_400_STUDY_ID'],
    ['a choice without a value', `${PATH}?chosen=SITEID`, 'REPT_400_PARAMETER'],
    ['a choice with a NUL', `${PATH}?chosen=SITEID:%00`, 'REPT_400_PARAMETER'],
    ['two fields', `${PATH}?fieldName=A&fieldName=B`, 'REPT_400_PARAMETER'],
  ];
  for (const [what, path, errorCode] of refusals) {
    it(`refuses ${what}`, async () => {
      const response = await app.send(path);
      assert.deepEqual([response.status, (await readError(response)).errorCode], [400, errorCode]);
      assert.deepEqual(app.descriptions, []);
    });
  }

  it('answers 404 to a caller without the right, as for a study that is not there', async () => {
    const refused = await app.send(PATH, bearer(await signToken({ rights: ['ReportingPost'] })));
    const running = await startApp({
      describeReport: () => Promise.reject(new AppError('STUDY_NOT_FOUND')),
    });
    const unknown = await running.send(PATH);
    assert.equal(refused.status, 404);
    assert.deepEqual([unknown.status, await unknown.json()], [404, await refused.json()]);
    await running.stop();
  });
});
