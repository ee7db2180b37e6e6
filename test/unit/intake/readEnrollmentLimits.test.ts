import assert from 'node:assert/strict';

import { readEnrollmentLimits } from '../../../src/intake/readEnrollmentLimits.ts';
import { findFault, signal, useIntakeFolder } from './intakeFolder.ts';

const HEADER = 'SITEID,COUNTRY,STATUS,SCREENING,RANDOMIZATION\n';

describe('readEnrollmentLimits', () => {
  const { write } = useIntakeFolder();
  const read = async (rows: string, header = HEADER) =>
    readEnrollmentLimits(await write('limits.csv', header + rows), signal);

  it('reads the limits of sites, countries and the study, in columns of any order', async () => {
    assert.deepEqual(await read('007,USA,Open,14,12\n,USA,,,36\n,,Closed,0,\n'), [
      { country: 'USA', siteId: '007', status: 'Open', screening: 14, randomization: 12 },
      { country: 'USA', siteId: '', status: '', screening: null, randomization: 36 },
      { country: '', siteId: '', status: 'Closed', screening: 0, randomization: null },
    ]);
  });

  const faulty: [string, string, RegExp][] = [
    [
      'a number that is none',
      '7,USA,,1,x\n',
      /^limits\.csv, row 1, column RANDOMIZATION: a limit is a whole/,
    ],
    ['a negative number', '7,USA,,-1,\n', /^limits\.csv, row 1, column SCREENING: /],
    ['a number that no integer holds', '7,USA,,2147483648,\n', /row 1, column SCREENING: /],
    ['a site without a country', '7,,,1,1\n', /row 1, column COUNTRY: a site stands in a country/],
    ['a site twice', '7,USA,,1,1\n7,USA,,2,2\n', /row 2: this country and site stand twice/],
  ];
  for (const [what, rows, fault] of faulty) {
    it(`refuses ${what}`, async () => {
      assert.match((await findFault(read(rows))) ?? '', fault);
    });
  }

  it('names the column that a file lacks', async () => {
    assert.match(
      (await findFault(read('', 'COUNTRY,SITEID,STATUS,SCREENING\n'))) ?? '',
      /RANDOMIZATION: the col/,
    );
  });
});
