import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import Router from '@koa/router';

import { createBaseApp } from '../../../src/http/baseApp.ts';
import { cutOffStalled } from '../../../src/http/cutOffStalled.ts';
import type { RequestState } from '../../../src/http/requestState.ts';
import { startServer } from '../../../src/http/startServer.ts';
import { createCollateCasebook } from '../../../src/jobs/collateCasebook.ts';
import { untilTrue } from '../../support/untilTrue.ts';
import { aFile, DOWNLOAD_PATH, JOB_ID, type RunningApp, signToken, startApp, STUDY_ID } from './startApp.ts';
import { withContent } from './storedFile.ts';

const STALL_MS = 100;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('A client that does not read its answer', () => {
  const apps: RunningApp[] = [];
  const sockets: Socket[] = [];
  const start = async (deps: Parameters<typeof startApp>[0]) => {
    const app = await startApp(deps);
    apps.push(app);
    cutOffStalled(app.server, { stallMs: STALL_MS, log: quiet });
    return app;
  };
  /** Sends a request over a socket of its own, and reads nothing of the answer. */
  const ask = async (port: string | number, line: string) => {
    // Before it connects: a connection that says nothing is closed.
    const token = await signToken();
    const socket = connect(Number(port), '127.0.0.1').pause();
    sockets.push(socket.on('error', () => undefined));
    socket.write(`${line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    return socket;
  };
  const portOf = ({ url }: RunningApp) => new URL(url).port;
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const app of apps.splice(0)) await app.stop();
  });

  it('is cut off, and the file of its download is closed', async () => {
    const stored = withContent(aFile({ sizeBytes: 1e12 }), () => Promise.resolve());
    const app = await start({ openJobFile: () => Promise.resolve(stored) });
    const line = app.nextLine();
    await ask(portOf(app), `GET ${DOWNLOAD_PATH}?id=${JOB_ID}`);
    const { level, aborted, jobId } = await line;
    assert.deepEqual([level, aborted, jobId], ['info', true, JOB_ID]);
    await untilTrue(() => stored.isClosed());
    assert.deepEqual(app.events.at(-1)?.outcome, 'brokenOff');
  });

  /** An endless one, of which four are given out at a time. */
  const aCasebook = (readingMs: number) => {
    let closed = 0;
    const endless = async function* () {
      for (;;) {
        await setImmediate();
        yield 'x'.repeat(64 * 1024);
      }
    };
    const nothing = { takenAt: new Date(0), forms: [], visits: [], sites: [] };
    const collateCasebook = createCollateCasebook({
      studies: { findStudy: () => Promise.resolve({ id: STUDY_ID, name: 'Demo' }) },
      rowSource: { resolve: () => Promise.resolve({ filters: [], header: [], estimatedRows: 0 }) },
      casebooks: {
        open: () =>
          Promise.resolve({
            ...nothing,
            rows: async function* () {
              yield await Promise.resolve([]);
            },
            close: () => {
              closed += 1;
              return Promise.resolve();
            },
          }),
      },
      render: endless,
      limits: { subjects: 1, rows: 1, bytes: 1_000_000 },
      readingMs,
    });
    return { collateCasebook, countClosed: () => closed };
  };
  const CASEBOOK_PATH = `/ec-reporting-svc/rest/v1.0/crf/reports?studyId=${STUDY_ID}&mode=test&reportName=CRF_SUBJECT_DATA`;
  const takesAnother = async (app: RunningApp) => {
    const aborted = new AbortController();
    const response = await app.send(CASEBOOK_PATH, { method: 'POST', signal: aborted.signal });
    assert.equal(response.status, 200);
    aborted.abort();
  };

  it('keeps no casebook from others for longer', async () => {
    const { collateCasebook, countClosed } = aCasebook(60_000);
    const app = await start({ collateCasebook });
    for (let place = 0; place < 4; place += 1) await ask(portOf(app), `POST ${CASEBOOK_PATH}`);
    await untilTrue(() => countClosed() === 4);
    await takesAnother(app);
    for (const { level } of app.lines.slice(0, 4)) assert.equal(level, 'info');
  });

  it('keeps no casebook from others where it reads, but too slowly', async () => {
    const { collateCasebook, countClosed } = aCasebook(100);
    // Nobody cuts off who stalls: as one who takes a few bytes now and then.
    const app = await startApp({ collateCasebook });
    apps.push(app);
    for (let place = 0; place < 4; place += 1) await ask(portOf(app), `POST ${CASEBOOK_PATH}`);
    await untilTrue(() => countClosed() === 4);
    await takesAnother(app);
  });

  it('is cut off where Koa sends the answer', async () => {
    const router = new Router<RequestState>();
    router.get('/', (ctx) => {
      ctx.body = Buffer.alloc(64 * 1024 * 1024);
    });
    const server = await startServer(createBaseApp(router, quiet), {
      ...{ host: '127.0.0.1', port: 0, log: quiet, stallMs: STALL_MS },
    });
    const socket = await ask(server.port, 'GET /');
    await once(socket, 'readable');
    // Without the cut only the end of the grace would let the server close.
    await server.close(3_600_000);
  });

  it('may wait for an answer for longer, and read it then', async () => {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const router = new Router<RequestState>();
    router.get('/', async (ctx) => {
      ctx.res.once('timeout', answer);
      await answered;
      ctx.body = 'done';
    });
    const server = await startServer(createBaseApp(router, quiet), {
      ...{ host: '127.0.0.1', port: 0, log: quiet, stallMs: STALL_MS },
    });
    const response = await fetch(`http://127.0.0.1:${server.port}/`);
    assert.equal(await response.text(), 'done');
    await server.close(0);
  });
});
