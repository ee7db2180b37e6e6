import assert from 'node:assert/strict';

import { AppError } from '../../../src/domain/errors.ts';
import {
  aJob,
  JOB_ID,
  JOB_PATH,
  readError,
  REPORT_ID,
  startApp,
  STUDY_ID,
  type RunningApp,
} from './startApp.ts';

const HYPHENATED_STUDY = 'cfd8129a-430a-473c-8a02-f4ba5daad865';
const json = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const inStudy = `${JOB_PATH}?mode=test&studyId=${STUDY_ID}`;

describe('POST /v1.0/report/job/{jobId}', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  beforeEach(() => {
    app.kickstarts.length = 0;
  });
  after(() => app.stop());

  const kickstartOf = async (path: string, init: RequestInit = { method: 'POST' }) => {
    const response = await app.send(path, init);
    assert.equal(response.status, 202, await response.clone().text());
    const [kickstart] = app.kickstarts;
    assert.ok(kickstart);
    return { kickstart, response };
  };

  it('answers 202 with the ExecutionLog, where it is and when to ask again', async () => {
    const { response } = await kickstartOf(inStudy);
    assert.equal(response.headers.get('location'), `${JOB_PATH}?mode=test&studyId=${STUDY_ID}`);
    assert.match(response.headers.get('retry-after') ?? '', /^\d+$/);
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
    const body = (await response.json()) as Record<string, unknown>; // test data
    assert.equal(body['id'], JOB_ID);
    assert.equal(body['rptRunStatus'], 'QUEUED');
  });

  it('takes a tenant report without a study, and its location has no query', async () => {
    const { response, kickstart } = await kickstartOf(JOB_PATH);
    assert.deepEqual([kickstart.studyId, kickstart.mode, kickstart.requested], [undefined, null, null]);
    assert.equal(response.headers.get('location'), JOB_PATH);
  });

  for (const query of ['studyId=', 'studyId=null', 'studyId=null&mode=null', 'studyId=&mode=']) {
    it(`reads ?${query} as a tenant report`, async () => {
      const { kickstart } = await kickstartOf(`${JOB_PATH}?${query}`);
      assert.deepEqual([kickstart.studyId, kickstart.mode], [null, null]);
    });
  }

  for (const mode of ['', 'null']) {
    it(`reads mode=${mode} beside a study as no mode`, async () => {
      const { kickstart } = await kickstartOf(inStudy.replace('=test', `=${mode}`));
      assert.deepEqual([kickstart.studyId, kickstart.mode], [STUDY_ID, null]);
    });
  }

  it('takes ids in either case, with or without hyphens', async () => {
    const path = JOB_PATH.replace(JOB_ID, '6a7c29dd-0112-41df-be1b-64399283c860');
    const { kickstart } = await kickstartOf(`${path}?mode=active&studyId=${HYPHENATED_STUDY}`);
    assert.deepEqual([kickstart.jobId, kickstart.studyId, kickstart.mode], [JOB_ID, STUDY_ID, 'active']);
  });

  for (const name of ['reportid', 'reportId']) {
    it(`takes the report as ${name}, and the format`, async () => {
      const { kickstart } = await kickstartOf(`${inStudy}&${name}=${REPORT_ID.toLowerCase()}&format=CSV`);
      assert.deepEqual([kickstart.reportId, kickstart.format], [REPORT_ID, 'CSV']);
    });
  }

  it('hands the caller and the request id on', async () => {
    const { kickstart, response } = await kickstartOf(inStudy, {
      method: 'POST',
      headers: { 'x-request-id': 'r-1' },
    });
    assert.deepEqual(kickstart.caller, { tenantId: 'acme', userId: 'user-1' });
    assert.equal(kickstart.requestId, 'r-1');
    assert.equal(response.headers.get('x-request-id'), 'r-1');
  });

  const refusals: [string, number, string, string, RequestInit, RegExp][] = [
    ['a job id of other length', 400, 'REPT_400_JOB_ID', JOB_PATH.slice(0, -1), {}, /32 hexadecimal/],
    [
      'a job id with hyphens elsewhere',
      400,
      'REPT_400_JOB_ID',
      JOB_PATH.replace('6A7C29', '6A-7C29'),
      {},
      /32/,
    ],
    ['a job id with an encoded slash', 400, 'REPT_400_JOB_ID', `${JOB_PATH.slice(0, -3)}%2F`, {}, /32/],
    ['a job id that decodes to nothing', 400, 'REPT_400_JOB_ID', `${JOB_PATH.slice(0, -3)}%zz`, {}, /32/],
    ['a bad study id', 400, 'REPT_400_STUDY_ID', `${JOB_PATH}?mode=test&studyId=1`, {}, /studyId.*32/],
    [
      'an unknown mode',
      400,
      'REPT_400_MODE',
      inStudy.replace('=test', '=design'),
      {},
      /test, active, training/,
    ],
    ['a mode in capitals', 400, 'REPT_400_MODE', inStudy.replace('=test', '=TEST'), {}, /test, active/],
    ['a bad report id', 400, 'REPT_400_REPORT_ID', `${inStudy}&reportid=x`, {}, /32 hexadecimal/],
    ['an empty report id', 400, 'REPT_400_REPORT_ID', `${inStudy}&reportid=`, {}, /32 hexadecimal/],
    ['an empty format', 400, 'REPT_400_FORMAT', `${inStudy}&format=`, {}, /255/],
    ['a repeated parameter', 400, 'REPT_400_PARAMETER', `${inStudy}&mode=test`, {}, /mode.*once/],
    [
      'the report in both spellings',
      400,
      'REPT_400_PARAMETER',
      `${inStudy}&reportid=${REPORT_ID}&reportId=${REPORT_ID}`,
      {},
      /once/,
    ],
    [
      'several wrong parameters together',
      400,
      'REPT_400_PARAMETER',
      `${JOB_PATH}x?mode=x&studyId=1`,
      {},
      /job id.*mode/,
    ],
    ['malformed JSON', 400, 'REPT_400_JSON', inStudy, json('{'), /JSON object/],
    [
      'bytes that are not UTF-8',
      400,
      'REPT_400_JSON',
      inStudy,
      { ...json('x'), body: Buffer.from([0xc3, 0x28]) },
      /UTF-8/,
    ],
    ['an array as body', 400, 'REPT_400_BODY', inStudy, json([]), /fieldSpecsList/],
    ['null as body', 400, 'REPT_400_BODY', inStudy, json('null'), /fieldSpecsList/],
    ['a text as body', 400, 'REPT_400_BODY', inStudy, json('"x"'), /fieldSpecsList/],
    ['another media type', 415, 'REPT_415', inStudy, json('{}', 'text/plain'), /application\/json/],
    [
      'a relative of JSON',
      415,
      'REPT_415',
      inStudy,
      json('{}', 'application/json-patch+json'),
      /application\/json/,
    ],
    ['another charset', 415, 'REPT_415', inStudy, json('{}', 'application/json; charset=utf-16'), /UTF-8/],
    [
      'a compressed body',
      415,
      'REPT_415',
      inStudy,
      { ...json('{}'), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
      /Content-Encoding/,
    ],
    ['an over-large body', 413, 'REPT_413', inStudy, json(`"${'x'.repeat(5000)}"`), /4096 bytes/],
  ];
  for (const [what, status, errorCode, path, init, details] of refusals) {
    it(`refuses ${what} and calls no use case`, async () => {
      const response = await app.send(path, { method: 'POST', ...init });
      const error = await readError(response);
      assert.deepEqual([response.status, error.errorCode], [status, errorCode]);
      assert.match(error.details ?? '', details);
      assert.deepEqual(app.kickstarts, []);
    });
  }

  it('refuses an over-large body of unknown length', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 9; i++) controller.enqueue(Buffer.alloc(1000, ' '));
        controller.close();
      },
    });
    const response = await app.send(inStudy, { ...json(''), body, duplex: 'half' });
    assert.equal(response.status, 413);
    assert.deepEqual(app.kickstarts, []);
  });
});

describe('POST /v1.0/report/job/{jobId}: what the use case says', () => {
  it('is the answer: code, message and details', async () => {
    const app = await startApp({
      kickstartJob: () => Promise.reject(new AppError('JOB_DIFFERS', { details: 'Order a new job.' })),
    });
    const response = await app.send(inStudy, { method: 'POST' });
    assert.equal(response.status, 409);
    assert.deepEqual(await response.json(), {
      status: 'error',
      result: null,
      errorData: {
        errorCode: 'REPT_409_FIELD_SPECS',
        errorMessage: 'The job stands with other field specs.',
        details: 'Order a new job.',
      },
    });
    await app.stop();
  });

  it('names the study and mode of the job in the location, whatever the call said', async () => {
    const app = await startApp({ kickstartJob: () => Promise.resolve(aJob({ studyMode: 'active' })) });
    const response = await app.send(JOB_PATH, { method: 'POST' });
    assert.equal(response.headers.get('location'), `${JOB_PATH}?mode=active&studyId=${STUDY_ID}`);
    await app.stop();
  });
});
