import assert from 'node:assert/strict';

import {
  DOWNLOAD_PATH,
  JOB_ID,
  JOB_PATH,
  readError,
  signToken,
  startApp,
  STUDY_ID,
  type RunningApp,
} from './startApp.ts';
import { bearer } from './tokens.ts';

const inStudy = `${JOB_PATH}?mode=test&studyId=${STUDY_ID}`;

describe('rights', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const hyphenated = 'cfd8129a-430a-473c-8a02-f4ba5daad865';
  const study = (mode: string, ...rights: string[]) => ({
    rights: [],
    studies: { [hyphenated]: { [mode]: rights } },
  });
  const cases: [string, object, string, string, number][] = [
    ['tenant-wide', { rights: ['ReportingPost'] }, 'POST', inStudy, 202],
    ['tenant-wide, for a tenant report', { rights: ['ReportingPost'] }, 'POST', JOB_PATH, 202],
    ['for the study and mode', study('test', 'ReportingPost'), 'POST', inStudy, 202],
    ['for another mode', study('active', 'ReportingPost'), 'POST', inStudy, 401],
    ['of another kind', study('test', 'ReportingGet'), 'POST', inStudy, 401],
    ['for a study, not for the tenant', study('test', 'ReportingPost'), 'POST', JOB_PATH, 401],
    [
      'for a study without its mode',
      study('test', 'ReportingPost'),
      'POST',
      `${JOB_PATH}?studyId=${STUDY_ID}`,
      401,
    ],
    ['none', {}, 'POST', inStudy, 401],
    ['as a text', { rights: 'ReportingPost' }, 'POST', inStudy, 401],
    ['in claims of other shapes', { rights: {}, studies: [1] }, 'POST', inStudy, 401],
    ['in modes of other shapes', { studies: { [STUDY_ID]: ['test'] } }, 'POST', inStudy, 401],
    ['to post, for reading', { rights: ['ReportingPost'] }, 'GET', JOB_PATH, 401],
    ['to read', { rights: ['ReportingGet'] }, 'GET', JOB_PATH, 200],
    ["to read, for the row's study", study('test', 'ReportingGet'), 'GET', JOB_PATH, 200],
    ['to read, for another mode', study('active', 'ReportingGet'), 'GET', JOB_PATH, 401],
    ['to read the manifest', study('active', 'ReportingGet'), 'GET', `${JOB_PATH}/manifest`, 401],
    ['to download', study('active', 'ReportingGet'), 'GET', `${DOWNLOAD_PATH}?id=${JOB_ID}`, 401],
    ['to download, held', study('test', 'ReportingGet'), 'GET', `${DOWNLOAD_PATH}?id=${JOB_ID}`, 200],
  ];
  for (const [what, grants, method, path, status] of cases) {
    it(`${method} with a right ${what}: ${status}`, async () => {
      const token = await signToken({ rights: undefined, ...grants });
      const response = await app.send(path, { method, ...bearer(token) });
      assert.equal(response.status, status);
      if (status !== 401) return;
      assert.match(response.headers.get('www-authenticate') ?? '', /error="insufficient_scope"/);
      assert.match(
        (await readError(response)).details ?? '',
        method === 'POST' ? /ReportingPost/ : /ReportingGet/,
      );
    });
  }

  it('names right, study and mode that are missing', async () => {
    const response = await app.send(inStudy, { method: 'POST', ...bearer(await signToken({ rights: [] })) });
    const { details } = await readError(response);
    assert.equal(details, `The caller lacks the right ReportingPost for study ${STUDY_ID} in mode test.`);
  });

  for (const query of ['', '?mode=test', `?studyId=${STUDY_ID}`, `?mode=active&studyId=${STUDY_ID}`]) {
    it(`names no study and mode of a job that the call does not name: ${query}`, async () => {
      const token = await signToken({ rights: [] });
      const { details } = await readError(await app.send(`${JOB_PATH}${query}`, bearer(token)));
      assert.equal(
        details,
        'The caller lacks the right ReportingGet for the whole tenant, and for the study and mode that are asked for.',
      );
    });
  }
});
