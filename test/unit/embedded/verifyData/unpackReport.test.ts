import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

import { unpackReport } from '../../../../src/embedded/verifyData/unpackReport.ts';

describe('unpackReport', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unpack-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes the CSV files of a ZIP and leaves the manifest', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('A\n1\n'), 'ae.csv');
    zip.addBuffer(Buffer.from('{}'), 'manifest.json');
    zip.addBuffer(Buffer.from('B\n'), 'cm.csv');
    zip.end();
    const paths = await unpackReport(folder, {
      content: await buffer(zip.outputStream),
      singleName: 'x.csv',
    });
    assert.deepEqual(paths, [join(folder, 'ae.csv'), join(folder, 'cm.csv')]);
    assert.equal(await readFile(join(folder, 'ae.csv'), 'utf8'), 'A\n1\n');
  });

  it('writes a report that is one CSV file under the given name', async () => {
    const paths = await unpackReport(folder, { content: Buffer.from('PRODUCT\n'), singleName: 'AE.csv' });
    assert.deepEqual(paths, [join(folder, 'AE.csv')]);
    assert.equal(await readFile(join(folder, 'AE.csv'), 'utf8'), 'PRODUCT\n');
  });
});
