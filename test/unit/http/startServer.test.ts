import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import Router from '@koa/router';

import { createBaseApp } from '../../../src/http/baseApp.ts';
import type { RequestState } from '../../../src/http/requestState.ts';
import { BASE_RESPONSE } from '../../../src/http/schemas/baseResponse.ts';
import { startServer } from '../../../src/http/startServer.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const address = { host: '127.0.0.1', port: 0, log: quiet, stallMs: 60_000 };

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
  router.post('/', async (ctx) => {
    ctx.body = await text(ctx.req);
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

  for (const [what, sent] of [
    ['headers', 'GET / HTTP/1.1\r\nHost: x\r\n'],
    ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{'],
  ] as const) {
    it(`cuts off a client that does not finish ${what}`, async () => {
      const { app, letGo } = createWaitingApp();
      const sending = { headersMs: 200, requestMs: 400, lookMs: 50 };
      const server = await startServer(app, { ...address, sending });
      const client = connect(server.port, '127.0.0.1');
      client.write(sent);
      const [answer] = await Promise.all([text(client), once(client, 'close')]);
      assert.match(answer, /^HTTP\/1\.1 408 [^]*REPT_408/);
      letGo();
      await server.close(1_000);
    });
  }

  const tooLong = `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(64 * 1024)}\r\n\r\n`;
  for (const [what, sent, status, errorCode] of [
    ['headers without end', tooLong, 431, 'REPT_431'],
    ['what is no HTTP', 'good morning\r\n\r\n', 400, 'REPT_400_REQUEST'],
  ] as const) {
    it(`answers ${status} with a body like every other to ${what}`, async () => {
      const { app, letGo } = createWaitingApp();
      const server = await startServer(app, address);
      const client = connect(server.port, '127.0.0.1');
      client.write(sent);
      const answer = await text(client);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.match(answer, /\r\nX-Request-Id: [\w-]{36}\r\n/);
      const { errorData } = BASE_RESPONSE.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))));
      assert.equal(errorData.errorCode, errorCode);
      letGo();
      await server.close(1_000);
    });
  }

  it('gives what it cannot read the headers that every other answer has', async () => {
    const { app, letGo } = createWaitingApp();
    const server = await startServer(app, address);
    const client = connect(server.port, '127.0.0.1');
    client.write('good morning\r\n\r\n');
    const answer = await text(client);
    const other = await fetch(`http://127.0.0.1:${server.port}/elsewhere`);
    for (const [name, value] of other.headers) {
      if (['date', 'connection', 'keep-alive', 'content-length', 'x-request-id'].includes(name)) continue;
      assert.ok(answer.toLowerCase().includes(`\r\n${name}: ${value}\r\n`.toLowerCase()), name);
    }
    await other.text();
    letGo();
    await server.close(1_000);
  });

  it('cuts off what cannot be read while an answer is being sent', async () => {
    const router = new Router<RequestState>();
    router.get('/', (ctx) => {
      ctx.body = new PassThrough().on('error', () => undefined);
      (ctx.body as PassThrough).write('begun'); // set in the line above
    });
    const server = await startServer(createBaseApp(router, quiet), address);
    const client = connect(server.port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(client, 'data');
    client.write('good morning\r\n\r\n');
    const rest = await text(client).catch(() => '');
    assert.doesNotMatch(rest, /REPT_400_REQUEST/);
    await server.close(1_000);
  });

  it('refuses an address that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo; // a TCP server's address is never a string
    await assert.rejects(startServer(createWaitingApp().app, { ...address, port }), { code: 'EADDRINUSE' });
    other.close();
  });
});
