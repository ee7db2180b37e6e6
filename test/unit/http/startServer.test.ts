import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';

import { createBaseApp } from '../../../src/http/baseApp.ts';
import type { RequestState } from '../../../src/http/requestState.ts';
import { startServer } from '../../../src/http/startServer.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const address = { host: '127.0.0.1', port: 0 };

/** An app whose requests wait for the test to let them go. */
function createWaitingApp() {
  let arrive: () => void = () => undefined;
  let letGo: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const go = new Promise<void>((resolve) => (letGo = resolve));
  const router = new Router<RequestState>();
  router.get('/', async (ctx) => {
    arrive();
    await go;
    ctx.body = 'done';
  });
  return {
    app: createBaseApp(router, quiet),
    arrived,
    letGo: () => {
      letGo();
    },
  };
}

describe('startServer', () => {
  it('lets a request end before it closes, and takes no other', async () => {
    const { app, arrived, letGo } = createWaitingApp();
    const server = await startServer(app, address);
    const url = `http://127.0.0.1:${server.port}/`;
    const answer = fetch(url);
    await arrived;
    const closed = server.close(60_000);
    await assert.rejects(fetch(url));
    letGo();
    assert.equal(await (await answer).text(), 'done');
    await closed;
  });

  it('breaks off what lasts longer than the grace', async () => {
    const { app, arrived, letGo } = createWaitingApp();
    const server = await startServer(app, address);
    const refused = assert.rejects(fetch(`http://127.0.0.1:${server.port}/`));
    await arrived;
    await server.close(20);
    await refused;
    letGo();
  });

  it('refuses an address that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo; // a TCP server's address is never a string
    await assert.rejects(startServer(createWaitingApp().app, { ...address, port }), { code: 'EADDRINUSE' });
    other.close();
  });
});
