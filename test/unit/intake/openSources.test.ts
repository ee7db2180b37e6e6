import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';

import { openSources } from '../../../src/intake/openSources.ts';
import { toTransportFile } from '../../support/transportFile.ts';
import { findFault, signal, useIntakeFolder } from './intakeFolder.ts';

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
    assert.equal(sources[1]?.fileSha256, createHash('sha256').update(transport).digest('hex'));
  });

  it('knows a transport file by its content, whatever it is called', async () => {
    const [source] = await open('dm.csv', transport);
    assert.equal(source?.columns[0]?.type, 'float');
  });

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
