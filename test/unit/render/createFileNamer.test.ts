import assert from 'node:assert/strict';

import { createFileNamer } from '../../../src/render/createFileNamer.ts';

const nameAll = (names: readonly string[]): string[] => names.map(createFileNamer('csv'));

describe('createFileNamer', () => {
  it('names each file after its dataset in lower case', () => {
    assert.deepEqual(nameAll(['DM', 'QSCO']), ['dm.csv', 'qsco.csv']);
  });

  it('keeps letters, digits, underscore and hyphen only, so that no name leads out of a folder', () => {
    assert.deepEqual(nameAll(['../etc/passwd', 'C:\\x', 'Ä 1-b_2', '']), [
      '___etc_passwd.csv',
      'c__x.csv',
      '__1-b_2.csv',
      '_.csv',
    ]);
  });

  it('gives each name once', () => {
    assert.deepEqual(nameAll(['ae', 'AE', 'ae_2', 'Ae']), ['ae.csv', 'ae_2.csv', 'ae_2_2.csv', 'ae_3.csv']);
  });
});
