import assert from 'node:assert/strict';

import { AppError } from '../../../src/domain/errors.ts';
import { DEFINITION } from '../../support/jobs.ts';
import { readError, signToken, startApp, STUDY_ID } from './startApp.ts';
import { bearer } from './tokens.ts';

const PATH = '/ec-reporting-svc/rest/v1.0/reportmetadata';
const inStudy = `${PATH}?mode=test&studyId=${STUDY_ID}`;

describe('GET /v1.0/reportmetadata', () => {
  it('answers the wrapped list with the documented members and ours', async () => {
    const app = await startApp();
    const response = await app.send(inStudy);
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), {
      status: 'success',
      result: [
        {
          reportId: DEFINITION.id,
          reportName: 'Subject Data Extract',
          ...{ reportType: 'Study Production', rptTypeSeq: 1, rptSeq: 1 },
          ...{ formats: ['CSV'], level: 'study', description: '' },
        },
      ],
      errorData: null,
    });
    await app.stop();
  });

  it('answers 401 to a caller who may run nothing there', async () => {
    const app = await startApp();
    const response = await app.send(inStudy, bearer(await signToken({ rights: ['ReportingGet'] })));
    assert.deepEqual([response.status, (await readError(response)).errorCode], [401, 'REPT_401']);
    await app.stop();
  });

  it('answers 400 for an unknown study', async () => {
    const app = await startApp({ listReports: () => Promise.reject(new AppError('STUDY_UNKNOWN')) });
    const response = await app.send(inStudy);
    assert.deepEqual([response.status, (await readError(response)).errorCode], [400, 'REPT_400_STUDY']);
    await app.stop();
  });
});
