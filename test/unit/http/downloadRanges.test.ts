import assert from 'node:assert/strict';

import { aFile, DOWNLOAD_PATH, JOB_ID, readError, type RunningApp, startApp } from './startApp.ts';
import { aStoredFile } from './storedFile.ts';

const path = `${DOWNLOAD_PATH}?id=${JOB_ID}`;
const TEXT = '0123456789abcdefghij';
const stored = aStoredFile(aFile({ mediaType: 'text/csv' }), TEXT);
const TAG = `"${stored.file.sha256}"`;

describe('GET /v2.0/reports/download, ranges and conditions', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp({ openJobFile: () => Promise.resolve(stored) });
  });
  after(() => app.stop());
  const get = (headers: Record<string, string>, method = 'GET') => app.send(path, { method, headers });

  for (const [range, contentRange, text] of [
    ['bytes=0-0', 'bytes 0-0/20', '0'],
    ['bytes=5-9', 'bytes 5-9/20', '56789'],
    ['bytes=15-', 'bytes 15-19/20', 'fghij'],
    ['bytes=15-99999999999999999999', 'bytes 15-19/20', 'fghij'],
    ['bytes=-3', 'bytes 17-19/20', 'hij'],
    ['bytes=-99', 'bytes 0-19/20', TEXT],
    ['Bytes=0-1, ,2-3', 'bytes 0-3/20', '0123'],
    ['bytes=4-8,0-5', 'bytes 0-8/20', '012345678'],
    ['bytes=30-40,2-3', 'bytes 2-3/20', '23'],
    ['bytes=0-,-1', 'bytes 0-19/20', TEXT],
  ] as const) {
    it(`answers ${range} with one part`, async () => {
      const response = await get({ range });
      assert.equal(response.status, 206);
      assert.equal(response.headers.get('content-range'), contentRange);
      assert.equal(response.headers.get('content-length'), String(text.length));
      assert.equal(response.headers.get('content-type'), 'text/csv');
      assert.equal(response.headers.get('etag'), TAG);
      assert.equal(await response.text(), text);
    });
  }

  it('answers several ranges with a part each, in the order that they were asked for', async () => {
    const response = await get({ range: 'bytes=10-12,0-1,-2,11-13' });
    assert.equal(response.status, 206);
    assert.equal(response.headers.get('content-range'), null);
    const type = response.headers.get('content-type') ?? '';
    const [, boundary] = /^multipart\/byteranges; boundary=(\w{1,70})$/.exec(type) ?? [];
    assert.ok(boundary, type);
    const body = await response.text();
    assert.equal(response.headers.get('content-length'), String(body.length));
    const part = (range: string, text: string) =>
      `\r\n--${boundary}\r\nContent-Type: text/csv\r\nContent-Range: bytes ${range}/20\r\n\r\n${text}`;
    const parts = [part('10-13', 'abcd'), part('0-1', '01'), part('18-19', 'ij')];
    assert.equal(body, `${parts.join('')}\r\n--${boundary}--\r\n`);
  });

  for (const range of ['bytes=20-', 'bytes=20-30', 'bytes=-0', 'bytes=99-100,40-']) {
    it(`answers ${range} with 416 and the size`, async () => {
      const response = await get({ range });
      assert.equal(response.status, 416);
      assert.equal(response.headers.get('content-range'), 'bytes */20');
      assert.equal(response.headers.get('accept-ranges'), 'bytes');
      assert.equal((await readError(response)).errorCode, 'REPT_416');
      assert.equal(app.lines.at(-1)?.['code'], 'RANGE_NOT_SATISFIABLE');
      const { errorCode, outcome } = app.events.at(-1) ?? assert.fail();
      assert.deepEqual([errorCode, outcome], ['REPT_416', 'refused']);
    });
  }

  const many = Array.from({ length: 33 }, () => '0-0').join(',');
  for (const range of [
    'bytes=3-1',
    'bytes=a-5',
    'bytes=-',
    'bytes=',
    'bytes 0-1',
    'rows=0-1',
    `bytes=${many}`,
  ]) {
    it(`answers ${range.slice(0, 20)} with the whole file`, async () => {
      const response = await get({ range });
      assert.deepEqual([response.status, await response.text()], [200, TEXT]);
    });
  }

  it('answers a range of an empty file with the empty file', async () => {
    const empty = aStoredFile(aFile(), '');
    const emptyApp = await startApp({ openJobFile: () => Promise.resolve(empty) });
    const response = await emptyApp.send(path, { headers: { range: 'bytes=0-0' } });
    assert.deepEqual([response.status, await response.text()], [200, '']);
    await emptyApp.stop();
  });

  for (const [headers, status] of [
    [{ 'if-range': TAG }, 206],
    [{ 'if-range': `W/${TAG}` }, 200],
    [{ 'if-range': '"other"' }, 200],
    [{ 'if-range': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 200],
    [{ 'if-match': TAG }, 206],
    [{ 'if-match': '*' }, 206],
    [{ 'if-match': `"other", ${TAG}` }, 206],
    [{ 'if-match': `W/${TAG}` }, 412],
    [{ 'if-match': '"other"' }, 412],
    [{ 'if-match': stored.file.sha256 }, 412],
    [{ 'if-match': '"other"', 'if-none-match': TAG }, 412],
    [{ 'if-none-match': TAG }, 304],
    [{ 'if-none-match': `W/${TAG}` }, 304],
    [{ 'if-none-match': `"other" , ${TAG}` }, 304],
    [{ 'if-none-match': `"other",, ${TAG}` }, 304],
    [{ 'if-match': `, ${TAG} , ,` }, 206],
    [{ 'if-match': `"other" ${TAG}` }, 412],
    [{ 'if-match': ', ,' }, 412],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"other"' }, 206],
    [{ 'if-none-match': 'other' }, 206],
    [{ 'if-modified-since': 'Wed, 21 Oct 2099 07:28:00 GMT' }, 206],
  ] as const) {
    it(`holds a range to ${JSON.stringify(headers).replace(stored.file.sha256, '…')}: ${status}`, async () => {
      const response = await get({ range: 'bytes=0-1', ...headers });
      assert.equal(response.status, status);
      const text = await response.text();
      if (status === 206) assert.equal(text, '01');
      if (status === 304) {
        assert.deepEqual([text, response.headers.get('etag')], ['', TAG]);
        assert.equal(response.headers.get('cache-control'), 'private, no-store');
        assert.ok(!response.headers.has('repr-digest') && !response.headers.has('accept-ranges'));
      }
      if (status === 412) assert.match(text, /REPT_412/);
    });
  }

  it('holds HEAD to the same conditions', async () => {
    assert.equal((await get({ 'if-none-match': TAG }, 'HEAD')).status, 304);
    assert.equal((await get({ 'if-match': '"other"' }, 'HEAD')).status, 412);
  });
});
