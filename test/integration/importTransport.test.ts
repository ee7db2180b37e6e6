import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DatasetSource } from '../../src/domain/dataset.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { openSources } from '../../src/intake/openSources.ts';
import { missing, toTransportFile, type TransportMember } from '../support/transportFile.ts';
import { writeAgain } from '../verifyData/writeAgain.ts';
import { findFault, signal, useImports } from './importFixture.ts';

const DAY = 86_400;
const MEMBER: TransportMember = {
  name: 'LB',
  variables: [
    { name: 'USUBJID', size: 12, isText: true },
    { name: 'RESULT', size: 8 },
    { name: 'SHORT', size: 4 },
    { name: 'TAKEN', size: 8, format: { name: 'DATE', width: 9 } },
    { name: 'CLOCK', size: 8, format: { name: 'TIME', width: 8 } },
    { name: 'ENTERED', size: 8, format: { name: 'DATETIME', width: 20 } },
    { name: 'REMARK', size: 20, isText: true },
  ],
  rows: [
    ['s1', 0.1, 2, 0, 0, 0, 'plain'],
    ['s2', -118.625, -0.5, -1, 86_399.25, -0.5, ' leading, trailing  '],
    ['', 5.4e-79, 0, 14_610, 1.000001, 14_610 * DAY, 'Übelkeit 大阪'],
    ['s3', 7e75, 1, 2_936_549, 59, 2_936_549 * DAY + 86_399, Buffer.from([0x80, 0x20, 0x96, 0xc4, 0x20])],
    ['s4', missing('.'), missing('A', 4), missing('_'), missing('.'), missing('Z'), ''],
    ['s5', missing('B'), 16, -715_509, missing('C'), 1_732_435_200.123456, '\\N\t"\n'],
  ],
};

describe('SAS transport files on their way into the database', () => {
  const { database, order, query, findTable } = useImports();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function open(member: TransportMember): Promise<DatasetSource> {
    const path = join(folder, 'lb.xpt');
    await writeFile(path, toTransportFile(member));
    const [source] = await openSources([path], signal);
    assert.ok(source !== undefined && 'packedRows' in source);
    return source;
  }
  async function load(source: DatasetSource, name: string): Promise<unknown[]> {
    const study = { ...order().study, name };
    const { studyId } = await importDatasets({ ...order(), study, sources: [source] }, signal);
    return query(
      `select "#row"::text, "#missing", usubjid, result::text, short::text, taken::text, clock::text, entered::text, remark
       from clinical_data."${await findTable(studyId, 'LB')}" order by "#row"`,
    );
  }

  it('are stored alike as packed rows and as values', async () => {
    const source = await open(MEMBER);
    const { name, label, columns, fileName, readSha256 } = source;
    const rows = (rowsSignal: AbortSignal) => source.rows(rowsSignal);
    const stored = await load({ name, label, columns, fileName, readSha256, rows }, 'values');
    assert.equal(stored.length, MEMBER.rows.length);
    assert.deepEqual(stored[3], {
      ...{ '#row': '4', '#missing': null, usubjid: 's3', result: '7e+75', short: '1' },
      ...{ taken: '9999-12-31', clock: '00:00:59', entered: '9999-12-31 23:59:59', remark: '€ –Ä' },
    });
    assert.deepEqual((stored[4] as Record<string, unknown>)['#missing'], {
      short: 'A',
      taken: '_',
      entered: 'Z',
    });
    assert.deepEqual(await load(source, 'packed'), stored);
    const columnsOf = (study: string) =>
      query(
        `select c.name, special_missing from clinical.dataset_column c join clinical.dataset d using (dataset_id)
         join clinical.study s using (study_id) where d.tenant_id = $1 and s.name = $2 order by position`,
        [order().tenantId, study],
      );
    assert.deepEqual(
      (await columnsOf('packed')).map((column) => Object.values(column)),
      ['USUBJID', 'RESULT', 'SHORT', 'TAKEN', 'CLOCK', 'ENTERED', 'REMARK'].map((column) => [
        column,
        ['RESULT', 'SHORT', 'TAKEN', 'CLOCK', 'ENTERED'].includes(column),
      ]),
    );
    assert.deepEqual(await columnsOf('values'), await columnsOf('packed'));
  });

  it('of version 5 are written again with the same bytes but for program and dates', async () => {
    const label = 'Laboratory Test Results';
    const variables = MEMBER.variables.map((variable) => ({ ...variable, size: variable.isText ? 24 : 8 }));
    const [first = [], second = [], third = [], , , last = []] = MEMBER.rows;
    const blanks = [missing('.'), missing('A'), missing('_'), missing('.'), missing('Z')];
    const rows = [first, second, third, ['s4', ...blanks, ''], last];
    const path = join(folder, 'again.xpt');
    const original = toTransportFile({ ...MEMBER, label, variables, rows });
    await writeFile(path, original);
    const written = await writeAgain({ ownerUrl: database().ownerUrl, tenantId: 'again' }, path, signal);
    // Program and system, created, modified; of the library, and of the dataset.
    for (const [start, end] of [
      [104, 120],
      [144, 176],
      [424, 440],
      [464, 496],
    ] as const) {
      assert.ok(!written.subarray(start, end).equals(original.subarray(start, end)));
      original.copy(written, start, start, end);
    }
    assert.ok(written.equals(original));
  });

  it('are refused with row and column where a text holds a NUL character', async () => {
    const { rows } = MEMBER;
    const damaged = { ...MEMBER, rows: [...rows, ...rows, ['s6', 1, 1, 1, 1, 1, 'a\0b']] };
    assert.equal(
      await findFault(load(await open(damaged), 'damaged')),
      'lb.xpt, dataset LB, row 13, column REMARK: a NUL character, which no text may hold.',
    );
  });
});
