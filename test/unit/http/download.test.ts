import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:http';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

import { AppError } from '../../../src/domain/errors.ts';
import { toContentDisposition } from '../../../src/http/contentDisposition.ts';
import { parse } from 'content-disposition';
import { aFile, DOWNLOAD_PATH, JOB_ID, readError, signToken, startApp, STUDY_ID } from './startApp.ts';
import { aStoredFile, withContent } from './storedFile.ts';

const path = `${DOWNLOAD_PATH}?id=${JOB_ID}&studyId=${STUDY_ID}&mode=test`;

describe('GET /v2.0/reports/download', () => {
  it('streams the file with its headers', async () => {
    const app = await startApp();
    const response = await app.send(path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.equal(response.headers.get('content-length'), '8');
    assert.equal(response.headers.get('content-disposition'), 'attachment; filename=report.csv');
    assert.equal(response.headers.get('cache-control'), 'private, no-store');
    assert.equal(response.headers.get('accept-ranges'), 'bytes');
    const sha256 = createHash('sha256').update('A,B\n1,2\n').digest();
    assert.equal(response.headers.get('etag'), `"${sha256.toString('hex')}"`);
    assert.equal(response.headers.get('repr-digest'), `sha-256=:${sha256.toString('base64')}:`);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(await response.text(), 'A,B\n1,2\n');
    await app.stop();
  });

  it('streams a large file whole, and an empty one', async () => {
    for (const text of ['', 'A,B\n'.repeat(100_000)]) {
      const stored = aStoredFile(aFile(), text);
      const app = await startApp({ openJobFile: () => Promise.resolve(stored) });
      assert.equal(await (await app.send(path)).text(), text);
      assert.ok(stored.isClosed());
      await app.stop();
    }
  });

  it('answers HEAD with the same headers, whatever range it names, and closes the file', async () => {
    const stored = aStoredFile(aFile(), 'A,B\n1,2\n');
    const app = await startApp({ openJobFile: () => Promise.resolve(stored) });
    const whole = await app.send(path);
    await whole.text();
    const head = await app.send(path, { method: 'HEAD', headers: { range: 'bytes=0-1' } });
    assert.deepEqual([head.status, head.headers.get('content-length')], [200, '8']);
    const described = (response: Response) =>
      ['etag', 'repr-digest', 'accept-ranges', 'content-type', 'content-disposition'].map((name) =>
        response.headers.get(name),
      );
    assert.deepEqual(described(head), described(whole));
    assert.ok(stored.isClosed());
    await app.stop();
  });

  for (const [what, query, errorCode] of [
    ['no id', '', 'REPT_400_JOB_ID'],
    ['a bad id', '?id=1', 'REPT_400_JOB_ID'],
    ['two ids', `?id=${JOB_ID}&id=${JOB_ID}`, 'REPT_400_PARAMETER'],
    ['a bad mode', `?id=${JOB_ID}&mode=x`, 'REPT_400_MODE'],
    ['a bad study', `?id=${JOB_ID}&studyId=x`, 'REPT_400_STUDY_ID'],
    ['the mode of another world', `?id=${JOB_ID}&mode=active`, 'REPT_409_STUDY'],
    ['another study', `?id=${JOB_ID}&studyId=${JOB_ID}`, 'REPT_409_STUDY'],
    ['no study for a job that has one', `?id=${JOB_ID}&studyId=null`, 'REPT_409_STUDY'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const app = await startApp();
      assert.equal((await readError(await app.send(DOWNLOAD_PATH + query))).errorCode, errorCode);
      await app.stop();
    });
  }

  it('answers 409 with the state of a job that is not COMPLETED', async () => {
    const app = await startApp({
      openJobFile: () =>
        Promise.reject(new AppError('JOB_NOT_COMPLETED', { details: 'The job is RUNNING.' })),
    });
    const response = await app.send(path);
    assert.equal(response.status, 409);
    assert.match((await readError(response)).details ?? '', /RUNNING/);
    assert.equal(response.headers.get('content-disposition'), null);
    await app.stop();
  });

  it('answers 503 where the file cannot be opened, with nothing of the file system', async () => {
    const cause = new Error('EIO: /secret/path');
    const app = await startApp({
      openJobFile: () => Promise.reject(new AppError('FILE_STORE_UNAVAILABLE', { cause })),
    });
    const response = await app.send(path);
    assert.equal(response.status, 503);
    const text = await response.text();
    assert.ok(text.includes('REPT_503_FILES') && !text.includes('secret'), text);
    await app.stop();
  });

  const other = 'A,B\n1,3\n';
  for (const [what, text, headers] of [
    ['a file with other bytes', other.repeat(10_000), {}],
    ['a file with a few other bytes', other, {}],
    ['a range that is all of a file with other bytes', other.repeat(10_000), { range: 'bytes=0-' }],
    ['two ranges that are all of it', other.repeat(10_000), { range: 'bytes=-70000,0-20000' }],
  ] as const) {
    it(`cuts off ${what} than were recorded, and logs it`, async () => {
      const { content, ...stored } = aStoredFile(aFile(), text);
      const app = await startApp({
        openJobFile: () => Promise.resolve({ file: { ...stored.file, sha256: '0'.repeat(64) }, content }),
      });
      const line = app.nextLine();
      const response = await app.send(path, { headers });
      assert.equal(response.headers.get('content-length'), String(text.length));
      await assert.rejects(response.arrayBuffer());
      assert.deepEqual(pick(await line, 'level', 'code', 'aborted', 'jobId'), [
        'error',
        'FILE_MISMATCH',
        true,
        JOB_ID,
      ]);
      assert.ok(stored.isClosed());
      await app.stop();
    });
  }

  it('breaks the connection when reading fails midway, and logs it', async () => {
    const stored = withContent(aFile({ sizeBytes: 3_000_000 }), async (_buffer, position) => {
      await Promise.resolve();
      if (position > 1_000_000) throw new AppError('FILE_STORE_UNAVAILABLE');
    });
    const app = await startApp({ openJobFile: () => Promise.resolve(stored) });
    const line = app.nextLine();
    const response = await app.send(path);
    await assert.rejects(response.arrayBuffer());
    assert.deepEqual(pick(await line, 'level', 'code', 'aborted'), ['error', 'FILE_STORE_UNAVAILABLE', true]);
    assert.ok(stored.isClosed());
    await app.stop();
  });

  it('stops reading and frees the file when the client goes away', async () => {
    let reads = 0;
    const stored = withContent(aFile({ sizeBytes: 1e12 }), async () => {
      reads += 1;
      await Promise.resolve();
    });
    const app = await startApp({ openJobFile: () => Promise.resolve(stored) });
    const line = app.nextLine();
    const request = get(app.url + path, { headers: { authorization: `Bearer ${await signToken()}` } });
    const [response] = (await once(request, 'response')) as [Readable]; // what the event carries
    await once(response, 'data');
    response.destroy();
    assert.deepEqual(pick(await line, 'level', 'aborted'), ['info', true]);
    await setImmediate();
    assert.ok(stored.isClosed());
    const readSoFar = reads;
    await setImmediate();
    assert.equal(reads, readSoFar);
    await app.stop();
  });

  it('closes a file that was opened too late to be sent', async () => {
    const stored = aStoredFile(aFile(), 'A');
    const app = await startApp({
      settings: { deadlineMs: 20, bodyLimitBytes: 1, directBodyLimitBytes: 16_384 },
      openJobFile: (_query, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve(stored);
          });
        }),
    });
    assert.equal((await app.send(path)).status, 503);
    assert.ok(stored.isClosed());
    await app.stop();
  });
});

describe('toContentDisposition', () => {
  const names: [string, string][] = [
    ['Subject Data Extract.csv', 'Subject Data Extract.csv'],
    ['Исследование 試験 éü.csv', 'Исследование 試験 éü.csv'],
    ['50%41 off.csv', '50%41 off.csv'],
    ['a"b\\c;d=e.csv', 'a_b_c;d=e.csv'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\x.csv', 'C__x.csv'],
    ['x\r\nSet-Cookie: a=b.csv', 'x__Set-Cookie_ a=b.csv'],
    ['a\0b\u202efdp.csv', 'a_b_fdp.csv'],
    ['half \ud83d.csv', 'half _.csv'],
    ['...', 'report'],
    ['', 'report'],
  ];
  for (const [name, expected] of names) {
    it(`makes ${JSON.stringify(name)} a name that is safe and says the same`, () => {
      const header = toContentDisposition(name);
      assert.match(header, /^attachment; filename=[\x20-\x7e]+$/);
      const { parameters } = parse(header);
      assert.equal(parameters['filename'], expected);
    });
  }

  it('gives a fallback of plain ASCII', () => {
    assert.match(toContentDisposition('試験.csv'), /filename="?__\.csv"?; filename\*=UTF-8''%E8%A9%A6/);
  });

  it('shortens a long name and keeps its extension', () => {
    const { parameters } = parse(toContentDisposition(`${'試'.repeat(300)}.zip`));
    assert.equal(Array.from(parameters['filename'] ?? '').length, 150);
    assert.ok(toContentDisposition(`${'x'.repeat(300)}.zip`).endsWith('.zip'));
  });
});

function pick(line: Record<string, unknown>, ...names: string[]): unknown[] {
  return names.map((name) => line[name]);
}
