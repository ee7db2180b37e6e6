import assert from 'node:assert/strict';

import { AppError } from '../../../src/domain/errors.ts';
import type { OperatorNote } from '../../../src/jobs/ports.ts';
import type { Step } from '../../../src/jobs/steerJob.ts';
import {
  aJob,
  JOB_ID,
  JOB_PATH,
  readError,
  type RunningApp,
  signToken,
  startApp,
  STUDY_ID,
} from './startApp.ts';

const REPORTS = '/ec-reporting-svc/rest/v1.0/reports';
const OF_STUDY = `/ec-reporting-svc/rest/v1.0/studies/${STUDY_ID}/test/reports`;
const SCOPE = { studyId: STUDY_ID, mode: 'test' } as const;

describe('Steps of an operator over REST', () => {
  let app: RunningApp;
  let steps: Step[];
  let deletions: OperatorNote[];
  let waits: number[];
  let failure: AppError | undefined;
  before(async () => {
    app = await startApp({
      steerJob: (query, step) => {
        query.authorize(SCOPE);
        if (failure) throw failure;
        steps.push(step);
        return Promise.resolve(aJob({ state: 'RUNNING' }));
      },
      deleteJob: (query, note) => {
        query.authorize(SCOPE);
        if (failure) throw failure;
        deletions.push(note);
        return Promise.resolve();
      },
      awaitJob: (query, waitMs) => {
        query.authorize(SCOPE);
        waits.push(waitMs);
        return Promise.resolve(aJob({ state: 'COMPLETED' }));
      },
      listHistory: (query, { limit, offset }) => {
        query.authorize(SCOPE);
        const entry = { state: 'QUEUED', kicked_off_at: '2026-01-02T04:04:05.678+01:00', render_try: 1 };
        const members = Object.keys(entry);
        const at = new Date('2026-01-02T03:04:06Z');
        return Promise.resolve({
          entries: [{ version: offset + 1, at, actor: 'ann', operation: 'INSERT', members, entry }],
          total: limit + 7,
        });
      },
    });
  });
  after(() => app.stop());
  beforeEach(() => {
    [steps, deletions, waits, failure] = [[], [], [], undefined];
  });

  const post = (path: string, body?: unknown) =>
    app.send(`${JOB_PATH}/${path}`, {
      method: 'POST',
      ...(body !== undefined && {
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
  const asDeleter = async (path: string) =>
    app.send(path, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${await signToken({ sub: 'dora', rights: ['ReportingDelete'] })}` },
    });

  for (const kind of ['cancel', 'pause', 'resume'] as const) {
    it(`answers ${kind} with 202 and the ExecutionLog, with a reason or without`, async () => {
      for (const body of [undefined, {}, { reason: null }, { reason: 'why' }]) {
        const response = await post(kind, body);
        assert.equal(response.status, 202);
        assert.equal(((await response.json()) as { rptRunStatus: string }).rptRunStatus, 'RUNNING'); // its schema
      }
      const texts = [null, null, null, 'why'];
      assert.deepEqual(
        steps,
        texts.map((text) => ({ kind, by: 'user-1', text })),
      );
    });
  }

  it('answers comment with 202, and takes none without a text', async () => {
    assert.equal((await post('comment', { text: 'seen' })).status, 202);
    assert.deepEqual(steps, [{ kind: 'comment', by: 'user-1', text: 'seen' }]);
    for (const body of [undefined, {}, { text: '' }, { text: 1 }, { text: 'x'.repeat(3001) }]) {
      assert.equal((await readError(await post('comment', body))).errorCode, 'REPT_400_BODY');
    }
  });

  for (const body of [[], 'null', { reason: 7 }, { reason: '' }, { reason: 'a\0b' }]) {
    it(`refuses the reason ${JSON.stringify(body)}`, async () => {
      assert.equal((await readError(await post('cancel', body))).errorCode, 'REPT_400_BODY');
      assert.deepEqual(steps, []);
    });
  }

  for (const [code, status] of [
    ['JOB_OVER', 409],
    ['TEMPORAL_UNAVAILABLE', 503],
    ['JOB_UNSETTLED', 503],
  ] as const) {
    it(`answers ${status} where the step meets ${code}`, async () => {
      failure = new AppError(code);
      const response = await post('pause');
      assert.equal(response.status, status);
      assert.equal(response.headers.has('retry-after'), status === 503);
    });
  }

  it('deletes with 204, the name of the caller and the reason', async () => {
    const response = await asDeleter(`${REPORTS}?id=${JOB_ID}&mode=test&studyId=${STUDY_ID}&reason=old`);
    assert.deepEqual([response.status, await response.text()], [204, '']);
    assert.deepEqual(deletions, [{ by: 'dora', text: 'old' }]);
    assert.equal(response.headers.get('deprecation'), null);
  });

  it('deletes below the path of the study, and says that there is a newer operation', async () => {
    const response = await asDeleter(`${OF_STUDY}?id=${JOB_ID}`);
    assert.equal(response.status, 204);
    assert.match(response.headers.get('deprecation') ?? '', /^@\d+$/);
    assert.equal(response.headers.get('link'), `<${REPORTS}>; rel="successor-version"`);
    assert.deepEqual(deletions, [{ by: 'dora', text: null }]);
  });

  for (const [path, status] of [
    [REPORTS, 400],
    [`${REPORTS}?id=1`, 400],
    [`${REPORTS}?id=${JOB_ID}&mode=x`, 400],
    [`${REPORTS}?id=${JOB_ID}&reason=`, 400],
    [`${REPORTS}?id=${JOB_ID}&mode=active&studyId=${STUDY_ID}`, 409],
    [OF_STUDY, 400],
    [`${OF_STUDY.replace('/test/', '/x/')}?id=${JOB_ID}`, 400],
    [`${OF_STUDY.replace('/test/', '/active/')}?id=${JOB_ID}`, 404],
    [`${OF_STUDY.replace(STUDY_ID, JOB_ID)}?id=${JOB_ID}`, 404],
  ] as const) {
    it(`refuses DELETE ${path.slice(27)} with ${status}`, async () => {
      assert.equal((await asDeleter(path)).status, status);
      assert.deepEqual(deletions, []);
    });
  }

  it('deletes nothing without the right', async () => {
    for (const path of [`${REPORTS}?id=${JOB_ID}`, `${OF_STUDY}?id=${JOB_ID}`]) {
      assert.equal((await app.send(path, { method: 'DELETE' })).status, 401);
    }
    assert.deepEqual(deletions, []);
  });

  for (const [prefer, waitMs, applied] of [
    ['wait=5', 5_000, 'wait=5'],
    ['respond-async, Wait = "7"; x=1', 7_000, 'wait=7'],
    ['wait=0', 0, 'wait=0'],
    ['wait=3600', 60_000, 'wait=60'],
    ['wait=3, wait=9', 3_000, 'wait=3'],
  ] as const) {
    it(`honours Prefer: ${prefer}`, async () => {
      const response = await app.send(JOB_PATH, { headers: { prefer } });
      assert.equal(response.headers.get('preference-applied'), applied);
      assert.deepEqual(waits, [waitMs]);
      assert.equal(((await response.json()) as { rptRunStatus: string }).rptRunStatus, 'COMPLETED'); // its schema
    });
  }

  for (const prefer of ['', 'wait', 'wait=-1', 'wait=soon', 'return=minimal']) {
    it(`does not wait for Prefer: ${prefer}`, async () => {
      const response = await app.send(JOB_PATH, { headers: { prefer } });
      assert.deepEqual([response.status, response.headers.get('preference-applied')], [200, null]);
      assert.deepEqual(waits, []);
    });
  }

  it('answers a page of the history in the words of the ExecutionLog', async () => {
    const response = await app.send(`${JOB_PATH}/history?limit=1&offset=2`);
    assert.deepEqual(await response.json(), {
      ...{ count: 1, hasMore: 'true', limit: 1, offset: 2, totalResults: 8 },
      history: [
        {
          ...{ version: 3, at: '2026-01-02T03:04:06.000Z', actor: 'ann', operation: 'INSERT' },
          members: ['rptRunStatus', 'rptKickoffDatetime', 'renderTry'],
          entry: {
            rptRunStatus: 'QUEUED',
            rptKickoffDatetime: '2026-01-02T03:04:05.678Z',
            renderTry: 1,
          },
        },
      ],
    });
    assert.equal((await app.send(`${JOB_PATH}/history`)).status, 200);
    for (const query of ['limit=0', 'limit=5001', 'limit=x', 'offset=-1']) {
      assert.equal((await app.send(`${JOB_PATH}/history?${query}`)).status, 400);
    }
  });
});
