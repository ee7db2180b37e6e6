import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname } from 'node:path';
import { deflateSync } from 'node:zlib';

import { openSources } from '../../../src/intake/openSources.ts';
import { toTransportFile } from '../../support/transportFile.ts';
import { findFault, readRows, signal, useIntakeFolder } from './intakeFolder.ts';

const transport = toTransportFile({ name: 'DM', variables: [{ name: 'A', size: 8 }], rows: [[1]] });

describe('openSources', () => {
  const { open, write } = useIntakeFolder();

  it('opens the datasets of all files in their order, each with its own checksum', async () => {
    const paths = [await write('b.csv', 'A\n1\n'), await write('a.XPT', transport)];
    const sources = await openSources(paths, signal);
    assert.deepEqual(
      sources.map(({ name, fileName }) => [name, fileName]),
      [
        ['B', 'b.csv'],
        ['DM', 'a.XPT'],
      ],
    );
    assert.equal(await sources[1]?.readSha256(signal), createHash('sha256').update(transport).digest('hex'));
  });

  it('knows a transport file by its content, whatever it is called', async () => {
    const [source] = await open('dm.csv', transport);
    assert.equal(source?.columns[0]?.type, 'float');
  });

  const lines = Buffer.from(
    `${JSON.stringify({
      ...{ datasetJSONCreationDateTime: '2026-02-03T04:05:06', datasetJSONVersion: '1.1.0' },
      ...{ itemGroupOID: 'IG.X', records: 1, name: 'X', label: 'X' },
      columns: [{ itemOID: 'IT.A', name: 'A', label: 'A', dataType: 'string' }],
    })}\n["1"]\n`,
  );
  for (const [name, content] of [
    ['x.csv', 'A\n1\n'],
    ['x.xpt', transport],
    ['x.ndjson', lines],
    ['x.dsjc', deflateSync(lines)],
  ] as const) {
    it(`says so where a file is gone before its rows are read, ${extname(name)}`, async () => {
      const path = await write(name, content);
      const [source] = await openSources([path], signal);
      assert.ok(source);
      assert.equal((await readRows(source)).length, 1);
      await rm(path);
      assert.equal(await findFault(readRows(source)), `${name}: there is no such file.`);
      assert.equal(await findFault(source.readSha256(signal)), `${name}: there is no such file.`);
    });
  }

  it('refuses what is neither, what is not there, and a folder', async () => {
    assert.equal(
      await findFault(open('x.txt', 'A\n')),
      'x.txt: no SAS transport file (.xpt), CSV file (.csv) or Dataset-JSON file (.json, .ndjson, .dsjc).',
    );
    assert.equal(await findFault(openSources(['/no/such/x.csv'], signal)), 'x.csv: there is no such file.');
    assert.equal(
      await findFault(openSources([tmpdir()], signal)),
      `${basename(tmpdir())}: this is a folder, not a file.`,
    );
  });
});
