import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';

import type { AuditEvent } from '../../../src/domain/auditEvent.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { createFindClientAddress } from '../../../src/http/clientAddress.ts';
import type { AppDeps } from '../../../src/http/createApp.ts';
import { untilTrue } from '../../support/untilTrue.ts';
import {
  aFile,
  DOWNLOAD_PATH,
  JOB_ID,
  JOB_PATH,
  readError,
  type RunningApp,
  signToken,
  startApp,
  STUDY_ID,
} from './startApp.ts';
import { PIECE_BYTES } from '../../../src/http/download/readSpan.ts';
import { aStoredFile, withContent } from './storedFile.ts';
import { bearer } from './tokens.ts';

const inStudy = `?mode=test&studyId=${STUDY_ID}`;
const download = `${DOWNLOAD_PATH}${inStudy}&id=${JOB_ID}`;
const away = () => Promise.reject(new AppError('AUDIT_UNAVAILABLE'));
const findClientAddress = createFindClientAddress([]);

describe('the audit of calls', () => {
  const apps: RunningApp[] = [];
  const start = async (deps: Partial<AppDeps> = {}) => {
    const app = await startApp(deps);
    apps.push(app);
    return app;
  };
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.stop();
  });

  const recorder = (changes: Partial<AppDeps['audit']['recorder']>) => {
    const events: AuditEvent[] = [];
    const keep = (event: AuditEvent) => {
      events.push(event);
    };
    const record = async (event: AuditEvent) => {
      keep(event);
      return Promise.resolve();
    };
    const whole = { record, recordSoon: keep, checkRoom: () => undefined, ...changes };
    return { events, audit: { recorder: whole, findClientAddress } };
  };
  const tell = (events: AuditEvent[]) => events.map(({ action, outcome, bytes }) => [action, outcome, bytes]);

  it('says who did what, when, from where and how it ended', async () => {
    const app = await start();
    const before = Date.now();
    await app.send(JOB_PATH, { headers: { 'x-request-id': 'request-7' } });
    const [{ id, at, ...event } = assert.fail(), ...others] = app.events;
    assert.deepEqual(others, []);
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.ok(at.getTime() >= before && at.getTime() <= Date.now());
    assert.deepEqual(event, {
      tenantId: 'acme',
      userId: 'user-1',
      action: 'getReportJob',
      studyId: STUDY_ID,
      studyMode: 'test',
      jobId: JOB_ID,
      outcome: 'done',
      status: 200,
      errorCode: null,
      bytes: null,
      clientAddress: '127.0.0.1',
      requestId: 'request-7',
    });
  });

  it('names the study of the job, which the call need not name', async () => {
    const app = await start();
    await app.send(`${JOB_PATH}/manifest`);
    assert.deepEqual([app.events[0]?.studyId, app.events[0]?.studyMode], [STUDY_ID, 'test']);
  });

  it('names a missing right’s study, and what was answered', async () => {
    const app = await start();
    const token = await signToken({ rights: [] });
    await app.send(JOB_PATH, bearer(token));
    const [{ outcome, status, errorCode, studyId, jobId } = assert.fail()] = app.events;
    assert.deepEqual([outcome, status, errorCode], ['refused', 401, 'REPT_401']);
    assert.deepEqual([studyId, jobId], [STUDY_ID, JOB_ID]);
  });

  it('tells of calls that cannot be understood', async () => {
    const app = await start();
    await app.send(`${JOB_PATH}x`);
    assert.deepEqual([app.events[0]?.outcome, app.events[0]?.errorCode], ['refused', 'REPT_400_JOB_ID']);
  });

  it('tells of failures', async () => {
    const app = await start({ findJob: () => Promise.reject(new Error('broken')) });
    await app.send(JOB_PATH);
    assert.deepEqual([app.events[0]?.outcome, app.events[0]?.status], ['failed', 500]);
  });

  it('knows nobody by whom to name a call without a valid token', async () => {
    const app = await start();
    await app.send(JOB_PATH, { headers: { authorization: '' } });
    await app.send(JOB_PATH, bearer(await signToken({ iss: 'https://other.example' })));
    assert.deepEqual(app.events, []);
  });

  it('tells a download twice: before its first byte, and when its last is out', async () => {
    const app = await start();
    await (await app.send(download)).text();
    await untilTrue(() => app.events.length === 2);
    assert.deepEqual(tell(app.events), [
      ['downloadReport', 'done', null],
      ['downloadReport', 'complete', 8],
    ]);
  });

  it('holds a download back until its event is kept', async () => {
    let keep: () => void = () => undefined;
    const kept = new Promise<void>((resolve) => (keep = resolve));
    let asked = false;
    const { audit } = recorder({
      record: () => {
        asked = true;
        return kept;
      },
    });
    const app = await start({ audit });
    const answer = app.send(download);
    await untilTrue(() => asked);
    assert.equal(
      await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50, 'none'))]),
      'none',
    );
    keep();
    assert.equal(await (await answer).text(), 'A,B\n1,2\n');
  });

  it('tells nothing of a file whose download cannot be accounted for: 503', async () => {
    const stored = aStoredFile(aFile(), 'secret');
    const { audit, events } = recorder({ record: away });
    const app = await start({ audit, openJobFile: () => Promise.resolve(stored) });
    const response = await app.send(download);
    assert.equal(response.status, 503);
    assert.equal((await readError(response)).errorCode, 'REPT_503_AUDIT');
    assert.equal(response.headers.get('content-disposition'), null);
    assert.ok(stored.isClosed());
    assert.deepEqual(tell(events), [['downloadReport', 'failed', null]]);
  });

  it('tells that a client went away in the middle of a download', async () => {
    let goOn: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (goOn = resolve));
    const stored = withContent(aFile({ sizeBytes: PIECE_BYTES + 4 }), async (_buffer, position) => {
      if (position > 0) await gone;
    });
    const app = await start({ openJobFile: () => Promise.resolve(stored) });
    const line = app.nextLine();
    const client = request(app.url + download, { headers: { authorization: `Bearer ${await signToken()}` } });
    client.on('error', () => undefined).end();
    await once(client, 'response');
    client.destroy();
    await line;
    goOn();
    await untilTrue(() => app.events.length === 2);
    const [begun, [name, outcome, sentBytes] = []] = tell(app.events);
    assert.deepEqual(begun, ['downloadReport', 'done', null]);
    assert.deepEqual([name, outcome], ['downloadReport', 'brokenOff']);
    // Whether the system had taken the first piece by then is the system's affair.
    assert.ok(sentBytes === 0 || sentBytes === PIECE_BYTES, String(sentBytes));
    assert.ok(stored.isClosed());
  });

  it('is answered as every other result, with no error in it', async () => {
    const app = await start();
    const response = await app.send(`/ec-reporting-svc/rest/v1.0/audit${inStudy}&limit=7&offset=1`);
    assert.equal(response.status, 200);
    const result = { count: 0, hasMore: 'false', limit: 7, offset: 1, asOf: null, auditEvents: [] };
    assert.deepEqual(await response.json(), { status: 'success', result, errorData: null });
    const refused = await app.send(`/ec-reporting-svc/rest/v1.0/audit${inStudy}&limit=1001`);
    assert.match((await readError(refused)).details ?? '', /limit: allowed: a whole number from 1 to 1000/);
  });

  it('takes no call that cannot be accounted for', async () => {
    const { audit } = recorder({
      checkRoom: () => {
        throw new AppError('AUDIT_UNAVAILABLE');
      },
    });
    const app = await start({ audit });
    const response = await app.send(JOB_PATH + inStudy, { method: 'POST' });
    assert.equal(response.status, 503);
    assert.deepEqual(app.kickstarts, []);
  });

  it('does not hold up an order', async () => {
    const { audit, events } = recorder({ record: away });
    const app = await start({ audit });
    assert.equal((await app.send(JOB_PATH + inStudy, { method: 'POST' })).status, 202);
    assert.deepEqual(tell(events), [['kickstartReport', 'done', null]]);
  });

  it('believes a forwarded address where a setting says so', async () => {
    const { audit, events } = recorder({});
    const trusting = createFindClientAddress(['127.0.0.0/8']);
    const app = await start({ audit: { ...audit, findClientAddress: trusting } });
    await app.send(JOB_PATH, { headers: { 'x-forwarded-for': '198.51.100.9' } });
    assert.equal(events[0]?.clientAddress, '198.51.100.9');
  });
});
