import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

import { createClient, ReportingError } from '../../../src/client/index.ts';
import { portOf } from '../../../src/embedded/findFreePorts.ts';

const ID = '6A7C29DD011241DFBE1B64399283C860';

describe('createClient', () => {
  let server: Server;
  let url = '';
  let seen: IncomingMessage[] = [];
  let answer = { status: 200, headers: {} as Record<string, string>, body: '{}' };

  before(async () => {
    server = createServer((request, response) => {
      seen.push(request);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${portOf(server)}`;
  });
  beforeEach(() => {
    seen = [];
    answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
  });
  after(() => server.close());

  it('fills in path and query, repeats lists, leaves out what is undefined, and asks for a token each time', async () => {
    let asked = 0;
    const client = createClient({ url, token: () => `t${++asked}` });
    await client.call('getReportJob', { path: { jobId: 'a/b' }, query: {} });
    await client.call('listReportJobs', { query: { limit: 1, offset: 0, status: ['QUEUED', 'RUNNING'] } });
    assert.deepEqual(
      seen.map((request) => [request.url, request.headers.authorization]),
      [
        ['/ec-reporting-svc/rest/v1.0/report/job/a%2Fb', 'Bearer t1'],
        [
          '/ec-reporting-svc/rest/v2.0/reportmetadata/downloadList?limit=1&offset=0&status=QUEUED&status=RUNNING',
          'Bearer t2',
        ],
      ],
    );
  });

  it('does not compile where the document says otherwise', () => {
    const client = createClient({ url, token: () => 't' });
    const calls = [
      // @ts-expect-error: the job's id is missing
      () => client.call('getReportJob', { query: {} }),
      // @ts-expect-error: there is no such mode
      () => client.call('getReportJob', { path: { jobId: ID }, query: { mode: 'design' } }),
      // @ts-expect-error: a GET has no body
      () => client.call('getReportJob', { path: { jobId: ID }, query: {}, body: {} }),
    ];
    assert.equal(calls.length, 3);
  });

  it('throws when to come again', async () => {
    answer = { status: 503, headers: { 'retry-after': '5' }, body: 'not JSON' };
    await assert.rejects(
      createClient({ url, token: () => 't' }).call('getReportJob', { path: { jobId: ID } }),
      (error) => {
        assert.ok(error instanceof ReportingError);
        assert.deepEqual([error.status, error.errorCode, error.retryAfterS], [503, undefined, 5]);
        return true;
      },
    );
  });
});
