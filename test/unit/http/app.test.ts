import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';

import { AppError, ERRORS, isErrorCode, type ErrorCode } from '../../../src/domain/errors.ts';
import { toErrorAnswer } from '../../../src/http/errorHandler.ts';
import { DOWNLOAD_PATH, JOB_PATH, readError, signToken, startApp, type RunningApp } from './startApp.ts';

describe('the paths and methods', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const methods: [string, string, string][] = [
    ['PUT', JOB_PATH, 'GET, HEAD, POST'],
    ['DELETE', JOB_PATH, 'GET, HEAD, POST'],
    ['OPTIONS', JOB_PATH, 'GET, HEAD, POST'],
    ['POST', `${JOB_PATH}/manifest`, 'GET, HEAD'],
    ['POST', DOWNLOAD_PATH, 'GET, HEAD'],
    ['PATCH', '/health/live', 'GET, HEAD'],
  ];
  for (const [method, path, allow] of methods) {
    it(`${method} ${path} answers 405 with Allow: ${allow}`, async () => {
      const response = await app.send(path, { method });
      assert.equal(response.status, 405);
      assert.equal(response.headers.get('allow'), allow);
      const error = await readError(response);
      assert.equal(error.errorCode, 'REPT_405');
      assert.ok(error.details?.includes(allow));
    });
  }

  for (const path of [
    '/',
    '/ec-reporting-svc',
    `${JOB_PATH}/`,
    `${JOB_PATH}/manifest/`,
    `${JOB_PATH}/other`,
    JOB_PATH.toLowerCase().replace('job', 'JOB'),
    JOB_PATH.slice(0, JOB_PATH.lastIndexOf('/')),
    `${DOWNLOAD_PATH}/x`,
    '/__proto__',
    '/%00',
    '//health/live',
  ]) {
    it(`GET ${path} answers 404`, async () => {
      const response = await app.send(path);
      assert.deepEqual([response.status, (await readError(response)).errorCode], [404, 'REPT_404_PATH']);
    });
  }

  it('HEAD of a job has the headers of its GET', async () => {
    const [head, get] = [await app.send(JOB_PATH, { method: 'HEAD' }), await app.send(JOB_PATH)];
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('content-length'), get.headers.get('content-length'));
  });

  it('GET of a job and of its manifest answer 200', async () => {
    const job = (await (await app.send(JOB_PATH)).json()) as { rptRunStatus: string }; // test data
    const manifest = (await (await app.send(`${JOB_PATH}/manifest`)).json()) as { mode: string }; // test data
    assert.deepEqual([job.rptRunStatus, manifest.mode], ['QUEUED', 'test']);
  });

  for (const id of ['good.id:1_-', 'x'.repeat(128)]) {
    it(`hands a request id back: ${id.slice(0, 20)}`, async () => {
      const response = await app.send('/health/live', { headers: { 'x-request-id': id } });
      assert.equal(response.headers.get('x-request-id'), id);
    });
  }
  for (const id of ['bad id', 'é', '{}', 'x'.repeat(129)]) {
    it(`replaces a request id that is not safe: ${id.slice(0, 20)}`, async () => {
      const response = await app.send('/health/live', { headers: { 'x-request-id': id } });
      assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    });
  }
});

describe('the error handler', () => {
  const sentence = 'password=hunter2 subject 0815';

  for (const code of Object.keys(ERRORS).filter(isErrorCode)) {
    it(`answers ${code} by the table`, async () => {
      const app = await startApp({
        findJob: () => Promise.reject(new AppError(code, { details: 'D.', cause: new Error(sentence) })),
      });
      const line = app.nextLine();
      const response = await app.send(JOB_PATH);
      const text = await response.text();
      const { status, body } = toErrorAnswer(new AppError(code, { details: 'D.' }));
      assert.equal(response.status, ERRORS[code].status);
      assert.equal(status, ERRORS[code].status);
      assert.deepEqual(JSON.parse(text), body);
      assert.equal(response.headers.has('retry-after'), status === 503);
      assert.equal(response.headers.has('www-authenticate'), status === 401);
      assert.equal((await line)['code'], code);
      assert.equal((await line).level, status >= 500 ? 'error' : 'info');
      assert.ok(!JSON.stringify(app.lines).includes('hunter2') && !text.includes('hunter2'));
      await app.stop();
    });
  }

  it('has one wire code for one meaning: the status stands in it', () => {
    for (const { status, errorCode } of Object.values(ERRORS)) {
      assert.match(errorCode, new RegExp(`^REPT_${status}(_[A-Z_]+)?$`));
    }
  });

  const shapes: [string, unknown, ErrorCode][] = [
    ['an error of a driver', Object.assign(new Error(sentence), { code: '57P01' }), 'INTERNAL'],
    ['a thrown text', sentence, 'INTERNAL'],
    [
      'an http error of 413',
      Object.assign(new Error(sentence), { status: 413, expose: true }),
      'BODY_TOO_LARGE',
    ],
    ['an http error of 415', Object.assign(new Error(sentence), { status: 415, expose: true }), 'MEDIA_TYPE'],
    ['an http error of 400', Object.assign(new Error(sentence), { status: 400, expose: true }), 'BODY_SHAPE'],
    ['an http error of 418', Object.assign(new Error(sentence), { status: 418, expose: true }), 'BODY_SHAPE'],
    ['an http error of 502', Object.assign(new Error(sentence), { status: 502, expose: false }), 'INTERNAL'],
  ];
  for (const [what, failure, code] of shapes) {
    it(`answers ${what} as ${code}, with a fixed sentence, and keeps its text out of the log`, async () => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a thrown text is one of the cases
      const app = await startApp({ findJob: () => Promise.reject(failure) });
      const response = await app.send(JOB_PATH);
      const text = await response.text();
      assert.equal(response.status, ERRORS[code].status);
      assert.ok(text.includes(ERRORS[code].errorCode) && !text.includes('hunter2'), text);
      assert.ok(!JSON.stringify(app.lines).includes('hunter2'));
      await app.stop();
    });
  }
});

describe('the log', () => {
  it('has one line for each request, with its fixed fields and neither token nor query', async () => {
    const app = await startApp();
    const line = app.nextLine();
    await (await app.send(`${JOB_PATH}?mode=test`, { headers: { 'x-request-id': 'r-1' } })).text();
    const { durationMs, ...rest } = await line;
    assert.equal(typeof durationMs, 'number');
    assert.deepEqual(rest, {
      level: 'info',
      requestId: 'r-1',
      method: 'GET',
      path: JOB_PATH,
      status: 200,
      jobId: JOB_PATH.slice(-32),
    });
    assert.equal(app.lines.length, 1);
    await app.stop();
  });
});

describe('the request deadline', () => {
  const hang = (signals: AbortSignal[]) => (_query: unknown, signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<never>(() => undefined);
  };
  const settings = { deadlineMs: 20, bodyLimitBytes: 1024, directBodyLimitBytes: 16_384 };

  it('ends work that never answers: 503 with Retry-After', async () => {
    const signals: AbortSignal[] = [];
    const app = await startApp({ settings, findJob: hang(signals) });
    const response = await app.send(JOB_PATH);
    assert.deepEqual([response.status, (await readError(response)).errorCode], [503, 'REPT_503_DATABASE']);
    assert.ok(response.headers.has('retry-after'));
    assert.ok(signals[0]?.aborted);
    await app.stop();
  });

  it('lets the use case say something better once its signal has fired', async () => {
    const app = await startApp({
      settings,
      kickstartJob: (_kickstart, signal) => rejectOnAbort(signal, new AppError('CLINICAL_UNAVAILABLE')),
    });
    const response = await app.send(JOB_PATH, { method: 'POST' });
    assert.equal((await readError(response)).errorCode, 'REPT_503_CLINICAL');
    await app.stop();
  });

  it('turns a plain abort into 503', async () => {
    const app = await startApp({
      settings,
      findJob: (_query, signal) => rejectOnAbort(signal, new DOMException('aborted', 'AbortError')),
    });
    assert.equal((await app.send(JOB_PATH)).status, 503);
    await app.stop();
  });

  it('leaves an error that came in time as it is', async () => {
    const app = await startApp({ findJob: () => Promise.reject(new Error('x')) });
    assert.equal((await app.send(JOB_PATH)).status, 500);
    await app.stop();
  });

  it('fires when the client goes away before the answer, which is no failure', async () => {
    const signals: AbortSignal[] = [];
    const app = await startApp({ findJob: hang(signals) });
    const started = new Promise<void>((resolve) => {
      app.server.once('request', () => setImmediate(resolve));
    });
    const line = app.nextLine();
    const call = request(app.url + JOB_PATH, { headers: { authorization: `Bearer ${await signToken()}` } });
    call.on('error', () => undefined).end();
    await started;
    while (signals.length === 0) await new Promise(setImmediate);
    const aborted = once(signals[0] ?? assert.fail(), 'abort');
    call.destroy();
    await aborted;
    const { level, aborted: isAborted } = await line;
    assert.deepEqual([level, isAborted], ['info', true]);
    await app.stop();
  });
});

describe('a hostile client', () => {
  it('that breaks off in the middle of a body calls no use case', async () => {
    const app = await startApp();
    const line = app.nextLine();
    const { port } = new URL(app.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST ${JOB_PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await signToken()}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"fieldSpecsList"',
    );
    await once(app.server, 'request');
    socket.destroy();
    assert.equal((await line)['aborted'], true);
    assert.deepEqual(app.kickstarts, []);
    await app.stop();
  });
});

function rejectOnAbort(signal: AbortSignal, error: Error): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(error);
    });
  });
}
