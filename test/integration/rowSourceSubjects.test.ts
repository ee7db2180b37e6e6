import assert from 'node:assert/strict';

import type { Column, DataType } from '../../src/domain/dataset.ts';
import { text } from './importFixture.ts';
import { listing, useRowSource } from './rowSourceFixture.ts';

const column = (name: string, type: DataType = 'string'): Column => ({ name, label: '', type });

describe('SQL reports over subjects and visits', () => {
  const study = useRowSource({
    name: 'SV',
    columns: ['USUBJID', 'SITEID', 'VISITNUM', 'VISIT'].map(text),
    rows: [
      ['s1', '701', '1', 'WEEK 1'],
      ['s1', '701', '2.50', 'UNSCHEDULED 2.5'],
      ['s2', '702', '', ''],
    ],
  });
  const visits = {
    columns: [
      column('USUBJID'),
      column('SITEID'),
      column('VISITNUM', 'decimal'),
      column('UNSCHED', 'integer'),
    ],
    statement: `SELECT s.usubjid, s.siteid, v.visitnum, v.unscheduled::int AS unsched
                FROM subject s LEFT JOIN visit v ON v.usubjid = s.usubjid`,
  };
  const rows = [
    ['s1', '701', '1', '0'],
    ['s1', '701', '2.5', '1'],
    ['s2', '702', null, null],
  ];

  it('find those of the study, however many others there are', async () => {
    await study.loadOther({ name: 'DM', columns: [text('USUBJID')], rows: [['of another study']] });
    assert.deepEqual(await study.readOne(listing(visits)), rows);
  });

  it('have an alias of their own go first', async () => {
    const statement = 'SELECT usubjid, siteid, visitnum FROM visit';
    const own = { ...visits, datasets: { visit: 'SV' }, columns: visits.columns.slice(0, 3), statement };
    assert.deepEqual(await study.readOne(listing(own)), [
      ['s1', '701', '1'],
      ['s1', '701', '2.50'],
      ['s2', '702', null],
    ]);
  });

  it('find none in a mode that nothing was imported into', async () => {
    const snapshot = await study
      .rowSource()
      .open(
        { ...study.toQuery(listing(visits), []), scope: { ...study.scope(), mode: 'active' } },
        new AbortController().signal,
      );
    try {
      assert.deepEqual(
        snapshot.datasets.map(({ rowCount }) => rowCount),
        [0],
      );
    } finally {
      await snapshot.close();
    }
  });
});
