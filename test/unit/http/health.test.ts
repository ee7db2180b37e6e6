import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';

import { createBaseApp } from '../../../src/http/baseApp.ts';
import { createHealthApp } from '../../../src/http/createApp.ts';
import type { RequestState } from '../../../src/http/requestState.ts';
import { readyRoute } from '../../../src/http/health.ts';
import { startApp } from './startApp.ts';

const ok = () => Promise.resolve();
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const anonymous = { headers: { authorization: '' } };

describe('GET /health', () => {
  it('needs no token: live, and ready with every part', async () => {
    const app = await startApp();
    assert.deepEqual(await (await app.send('/health/live', anonymous)).json(), { status: 'ok' });
    const ready = await app.send('/health/ready', anonymous);
    assert.equal(ready.status, 200);
    assert.deepEqual(await ready.json(), {
      status: 'ok',
      checks: { database: 'ok', temporal: 'ok', fileStore: 'ok', keySet: 'ok' },
    });
    await app.stop();
  });

  it('answers 503 with the state of each part, and no text of a driver', async () => {
    const app = await startApp({
      checks: {
        database: () => Promise.reject(new Error('secret')),
        temporal: ok,
        fileStore: ok,
        keySet: ok,
      },
    });
    const ready = await app.send('/health/ready', anonymous);
    assert.equal(ready.status, 503);
    assert.deepEqual(await ready.json(), {
      status: 'unavailable',
      checks: { database: 'failed', temporal: 'ok', fileStore: 'ok', keySet: 'ok' },
    });
    assert.equal((await app.send('/health/live', anonymous)).status, 200);
    await app.stop();
  });

  it('waits for no part longer than its deadline', async () => {
    const router = new Router<RequestState>();
    router.get(
      '/',
      readyRoute({ database: () => new Promise(() => undefined), temporal: ok }, { deadlineMs: 20 }),
    );
    const answer = await call(createBaseApp(router, quiet).callback(), '/');
    assert.equal(answer.status, 503);
    assert.deepEqual(answer.body, {
      status: 'unavailable',
      checks: { database: 'unanswered', temporal: 'ok' },
    });
  });

  it('looks once for all that ask meanwhile, and keeps what it saw for a while', async () => {
    let looks = 0;
    let see: () => void = () => undefined;
    const seen = new Promise<void>((resolve) => (see = resolve));
    const database = () => {
      looks += 1;
      return looks === 1 ? seen : Promise.reject(new Error('away'));
    };
    const router = new Router<RequestState>();
    router.get('/kept', readyRoute({ database }, { keptMs: 3_600_000 }));
    const handle = createBaseApp(router, quiet).callback();
    const answers = [call(handle, '/kept'), call(handle, '/kept')];
    see();
    for (const { status } of await Promise.all(answers)) assert.equal(status, 200);
    assert.equal((await call(handle, '/kept')).status, 200);
    assert.equal(looks, 1);
  });

  it('looks again after that while', async () => {
    let looks = 0;
    const database = () => {
      looks += 1;
      return looks === 1 ? Promise.resolve() : Promise.reject(new Error('away'));
    };
    const router = new Router<RequestState>();
    router.get('/', readyRoute({ database }, { keptMs: 0 }));
    const handle = createBaseApp(router, quiet).callback();
    assert.equal((await call(handle, '/')).status, 200);
    assert.equal((await call(handle, '/')).status, 503);
  });

  it('serves a process without an API, with the parts that it has', async () => {
    const app = createHealthApp({ checks: { temporal: ok }, log: quiet });
    const answer = await call(app.callback(), '/health/ready');
    assert.deepEqual(answer, { status: 200, body: { status: 'ok', checks: { temporal: 'ok' } } });
    assert.equal((await call(app.callback(), '/x')).status, 404);
  });

  it('says of a part that the process was told nothing of, and does without it', async () => {
    const app = createHealthApp({ checks: { temporal: ok, keySet: null }, log: quiet });
    const answer = await call(app.callback(), '/health/ready');
    assert.deepEqual(answer, {
      status: 200,
      body: { status: 'ok', checks: { temporal: 'ok', keySet: 'unset' } },
    });
  });
});

async function call(handle: ReturnType<ReturnType<typeof createHealthApp>['callback']>, path: string) {
  const server = createServer((req, res) => void handle(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  const body: unknown = await response.json();
  server.closeAllConnections();
  server.close();
  return { status: response.status, body };
}
