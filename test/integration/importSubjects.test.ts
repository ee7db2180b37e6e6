import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { DatasetSource } from '../../src/domain/dataset.ts';
import { createRowEncoder } from '../../src/render/csv/createRowEncoder.ts';
import { findTables } from '../support/subjectTables.ts';
import { type Sample, toSource, useImports } from './importFixture.ts';

/** The same dataset as a CSV file has it. */
function toCsvSource(sample: Sample): DatasetSource {
  const encode = createRowEncoder({ lineEnd: 'LF', distinguishNull: false });
  return {
    ...toSource(sample),
    async *csvRecords() {
      for (const row of sample.rows) {
        const bytes = Buffer.from(
          encode(row.map((cell) => (typeof cell === 'string' ? cell : null))).slice(0, -1),
        );
        yield await Promise.resolve({ bytes, starts: [0], ends: [bytes.length] });
      }
    },
  };
}

/** The first line names the columns; those in `floats` are numbers. */
function toSample(
  name: string,
  [header = [], ...rows]: (string | null)[][],
  floats: readonly string[] = [],
): Sample {
  const columns = header.map((cell) => {
    const column = cell ?? '';
    return {
      name: column,
      label: '',
      type: floats.includes(column) ? ('float' as const) : ('string' as const),
    };
  });
  return { name, columns, rows, sha: JSON.stringify(rows) };
}

describe('subjects and visits of an import', () => {
  const { load: loadSamples, loadFresh: loadSources, query } = useImports();

  async function load(...samples: Sample[]) {
    const { studyId } = await loadSamples(...samples);
    const { subject, visit } = await findTables(query, studyId);
    const list = async (sql: string) => (await query(sql)).map((row) => Object.values(row));
    return {
      subjects: () => list(`select * from ${subject} order by usubjid`),
      visits: () =>
        list(`select usubjid, visitnum::text, visit, unscheduled, svstdtc from ${visit} v
              order by usubjid, v.visitnum`),
    };
  }

  it('takes subjects from DM, and what DM lacks from the other datasets', async () => {
    const study = await load(
      toSample('AE', [
        ['USUBJID', 'SITEID', 'INVNAM'],
        ['s1', '999', 'Dr. A'],
        ['s3', '003', ''],
        ['', '004', ''],
      ]),
      toSample('DM', [
        ['USUBJID', 'SUBJID', 'SITEID', 'COUNTRY', 'SCRNID', 'INVID', 'SITENAME'],
        ['s1', '1', '001', 'USA', 'x1', 'i1', 'Boston'],
        ['s2', '2', '', 'DEU', '', '', ''],
      ]),
      toSample('ZZ', [
        ['usubjid', 'SiteId'],
        ['s2', '002'],
        ['s3', '009'],
      ]),
    );
    assert.deepEqual(await study.subjects(), [
      ['s1', '1', 'x1', '001', 'Boston', 'USA', 'i1', 'Dr. A'],
      ['s2', '2', '', '002', '', 'DEU', '', ''],
      ['s3', '', '', '003', '', '', '', ''],
    ]);
  });

  it('takes visits from SV: the first by SVSTDTC of those that round to one number', async () => {
    const study = await load(
      toSample(
        'SV',
        [
          ['USUBJID', 'VISITNUM', 'VISIT', 'SVSTDTC', 'SVUPDES'],
          ['s1', '9.3', 'UNSCHEDULED 9.3', '2014-05-02', ''],
          ['s1', '9.299999999999999', 'Unscheduled 9.3', '2014-05-01', ''],
          ['s1', '3.5', 'AMBUL ECG PLACEMENT', '', ''],
          ['s1', '3.5', 'AMBUL ECG', '2014-02', ''],
          ['s1', '4', 'WEEK 4', '2014-03', 'early'],
          ['s1', null, 'NO NUMBER', '2014-03', ''],
          ['', '4', 'NOBODY', '2014-03', ''],
          ['s2', '-1', 'SCREENING', '2014-01', ''],
        ],
        ['VISITNUM'],
      ),
    );
    assert.deepEqual(await study.visits(), [
      ['s1', '3.5', 'AMBUL ECG', false, '2014-02'],
      ['s1', '4', 'WEEK 4', true, '2014-03'],
      ['s1', '9.3', 'Unscheduled 9.3', true, '2014-05-01'],
      ['s2', '-1', 'SCREENING', false, '2014-01'],
    ]);
    assert.deepEqual(
      (await study.subjects()).map(([usubjid]) => usubjid),
      ['s1', 's2'],
    );
  });

  it('takes visits that SV lacks from the other datasets, and reads VISITNUM from text where it is a number', async () => {
    const study = await load(
      toSample('SV', [
        ['USUBJID', 'VISITNUM', 'VISIT'],
        ['s1', '1.0', 'BASELINE'],
        ['s1', 'abc', 'NONE'],
        ['s1', '', 'NONE'],
        ['s1', ' 2e0 ', 'WEEK 2'],
        ['s1', '1e9999', 'NONE'],
      ]),
      toSample('VS', [
        ['USUBJID', 'VISITNUM', 'VISIT', 'VSDTC'],
        ['s1', '1', 'OTHER NAME', '2014'],
        ['s1', '3', 'WEEK 3', '2014'],
        ['s1', '3.0', '', '2014'],
        ['s2', '101.1', 'UNSCHEDULED 1.1', '2014'],
      ]),
    );
    assert.deepEqual(await study.visits(), [
      ['s1', '1', 'BASELINE', false, ''],
      ['s1', '2', 'WEEK 2', false, ''],
      ['s1', '3', 'WEEK 3', false, ''],
      ['s2', '101.1', 'UNSCHEDULED 1.1', true, ''],
    ]);
  });

  it('are the same whether they were tallied while a CSV file was read or gathered by the database', async () => {
    const cell = fc.constantFrom(
      '',
      's1',
      's2',
      '1',
      ' 1',
      '1.0',
      'WEEK "1", x',
      'ß',
      '\u{1f600}',
      '\uffee',
      'a\\b',
      'x',
    );
    const header = ['PAD', 'USUBJID', 'VISITNUM', 'VISIT', 'SITEID', 'SVSTDTC', 'SVUPDES', 'INVNAM'];
    const row = fc.array(cell, { minLength: header.length, maxLength: header.length });
    const rows = fc.array(row, { minLength: 20, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(rows, rows, async (first, second) => {
        const samples = [toSample('AE', [header, ...first]), toSample('DM', [header, ...second])];
        const seen: unknown[] = [];
        for (const toRead of [toSource, toCsvSource]) {
          const { studyId } = await loadSources(...samples.map((sample) => toRead(sample)));
          const { subject, visit } = await findTables(query, studyId);
          const rowsOf = (table: string) => query(`select * from ${table} order by 1, 2`);
          seen.push([await rowsOf(subject), await rowsOf(visit)]);
        }
        assert.deepEqual(seen[1], seen[0]);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('makes them anew from what stands after each import', async () => {
    await load(
      toSample('DM', [['USUBJID'], ['s1'], ['s2']]),
      toSample('SV', [
        ['USUBJID', 'VISITNUM'],
        ['s1', '1'],
      ]),
    );
    const study = await load(
      toSample('DM', [['USUBJID'], ['s3']]),
      toSample('SV', [
        ['USUBJID', 'VISITNUM'],
        ['s3', '2'],
      ]),
    );
    assert.equal((await study.subjects()).length, 1);
    assert.deepEqual(await study.visits(), [['s3', '2', '', false, '']]);
  });

  it('finds none where no dataset names a subject', async () => {
    const study = await load(toSample('TS', [['TSPARMCD'], ['AGEMAX']]));
    assert.deepEqual([await study.subjects(), await study.visits()], [[], []]);
  });
});
