import assert from 'node:assert/strict';

import { loadCatalogue } from '../../src/catalogue/loadCatalogue.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import type { DataScope } from '../../src/domain/dataset.ts';
import type { FieldSpec } from '../../src/domain/fieldSpec.ts';
import { createDemoStudy } from '../../src/embedded/demoStudy/createDemoStudy.ts';
import { createTrainingRecords } from '../../src/embedded/demoStudy/createTrainingRecords.ts';
import type { Catalogue } from '../../src/jobs/ports.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { filter, runReport, type Row } from './reportRunner.ts';

const signal = new AbortController().signal;
const STUDY = { name: 'DEMO01', mode: 'test' } as const;
const CONTEXT =
  'TENANTID STUDYID COUNTRY SITEID INVID INVNAM USUBJID SCRNID SUBJID VISITNUM VISIT UNSCHED SVSTDTC'.split(
    ' ',
  );

describe('the reports that come with the product', () => {
  let database: TestDatabase;
  let catalogue: Catalogue;
  let study: DataScope;
  const tenant: DataScope = { tenantId: 'acme', studyId: null, mode: null };

  before(async () => {
    database = await createTestDatabase();
    catalogue = await loadCatalogue('reports');
    const owner = { ownerUrl: database.ownerUrl, tenantId: 'acme' };
    const sources = createDemoStudy({ subjects: 12 });
    const { studyId } = await importDatasets({ ...owner, study: STUDY, sources }, signal);
    await importDatasets({ ...owner, study: null, sources: [createTrainingRecords({ users: 20 })] }, signal);
    study = { tenantId: 'acme', studyId, mode: STUDY.mode };
  });
  after(() => database.drop());

  const run = (name: string, scope: DataScope, ...specs: FieldSpec[]) =>
    runReport(
      { catalogue, clinicalUrl: database.clinicalUrl, studyName: scope.studyId === null ? null : STUDY.name },
      { name, scope, specs },
    );

  async function runOne(name: string, scope: DataScope, ...specs: FieldSpec[]): Promise<readonly Row[]> {
    const datasets = await run(name, scope, ...specs);
    assert.equal(datasets.length, 1);
    return datasets[0]?.rows ?? [];
  }

  const valuesOf = (rows: readonly Row[], column: string) =>
    [...new Set(rows.map((row) => row[column]))].sort();

  describe('Subject Data Extract', () => {
    it('has one dataset a form, each with the context columns first, and no name twice', async () => {
      const datasets = await run('Subject Data Extract', study);
      assert.deepEqual(
        datasets.map(({ name }) => name),
        ['AE', 'CM', 'DM', 'DS', 'LB', 'SV', 'VS'],
      );
      for (const { columns } of datasets) {
        assert.deepEqual(columns.slice(0, CONTEXT.length), CONTEXT);
        assert.equal(new Set(columns).size, columns.length);
      }
    });

    it('fills the context of rows that lack it from the subject and the visit', async () => {
      const [dm, vs] = await run('Subject Data Extract', study, filter('form', 'list', 'VS', 'DM'));
      assert.equal(dm?.name, 'DM');
      const row = vs?.rows.find(({ VISIT }) => VISIT !== null && VISIT !== '');
      const subject = dm.rows.find(({ USUBJID }) => USUBJID === row?.['USUBJID']);
      assert.ok(row && subject);
      for (const column of ['COUNTRY', 'SITEID', 'INVID', 'INVNAM', 'SCRNID', 'SUBJID']) {
        assert.equal(row[column], subject[column], column);
      }
      assert.equal(row['TENANTID'], 'acme');
      assert.match(row['SVSTDTC'] ?? '', /^\d{4}-\d\d-\d\d/);
    });

    it('keeps the asked sites, by the name that documented clients use', async () => {
      const [dm] = await run('Subject Data Extract', study, filter('DOMAIN', 'list', 'DM'));
      const site = dm?.rows[0]?.['SITEID'] ?? '';
      for (const { name, rows } of await run('Subject Data Extract', study, filter('siteId', 'list', site))) {
        if (name === 'DM') assert.ok(rows.length > 0);
        for (const row of rows) assert.equal(row['SITEID'], site);
      }
    });

    it('ends where a site is asked for that the study does not have', async () => {
      await assert.rejects(run('Subject Data Extract', study, filter('SITEID', 'list', 'no such site')), {
        code: 'UNKNOWN_VALUES',
      });
    });

    it('keeps the asked visits by number, whichever zeros it is written with', async () => {
      const specs = [filter('DOMAIN', 'list', 'SV'), filter('VISITNUM', 'list', '1.0')];
      const rows = await runOne('Subject Data Extract', study, ...specs);
      assert.ok(rows.length > 0);
      assert.deepEqual(valuesOf(rows, 'VISITNUM').map(Number), [1]);
    });

    it('prints the file name that a client sends, and keeps no row by it', async () => {
      const all = await runOne('Subject Data Extract', study, filter('DOMAIN', 'list', 'DM'));
      const named = await runOne(
        'Subject Data Extract',
        study,
        filter('DOMAIN', 'list', 'DM'),
        filter('fileName', 'list', 'Study Name_Form Name_Timestamp (CSV only)'),
      );
      assert.equal(named.length, all.length);
    });
  });

  describe('Adverse Event Listing', () => {
    it('has every event once, with its subject’s site and arm, in the stated order', async () => {
      const events = await runOne('Subject Data Extract', study, filter('DOMAIN', 'list', 'AE'));
      const rows = await runOne('Adverse Event Listing', study);
      assert.ok(rows.length > 0);
      assert.equal(rows.length, events.length);
      assert.ok(rows.every(({ SITEID, ARM }) => SITEID !== '' && ARM !== ''));
      const keys = rows.map(({ USUBJID, AESTDTC }) => `${USUBJID ?? ''} ${AESTDTC ?? ''}`);
      assert.deepEqual(keys, [...keys].sort());
    });

    it('keeps events whose partial start shares a moment with the asked period', async () => {
      const all = await runOne('Adverse Event Listing', study);
      const starts = valuesOf(all, 'AESTDTC').flatMap((text) => text ?? []);
      const year = starts.find((text) => text.length === 4);
      assert.ok(year !== undefined, 'the demo study has an event of which only the year is known');
      const june = { low: `${year}-06-01`, high: `${year}-06-30` };
      const rows = await runOne(
        'Adverse Event Listing',
        study,
        filter('AESTDTC', 'date', june.low, june.high),
      );
      const expected = all.filter(({ AESTDTC }) => {
        const start = AESTDTC ?? '';
        return (
          start !== '' &&
          start >= june.low.slice(0, start.length) &&
          start.slice(0, june.high.length) <= june.high
        );
      });
      assert.ok(rows.some(({ AESTDTC }) => AESTDTC === year));
      assert.deepEqual(rows, expected);
    });
  });

  describe('Subject Visits', () => {
    it('has every visit once, and says which were not planned', async () => {
      const visits = await runOne('Subject Data Extract', study, filter('DOMAIN', 'list', 'SV'));
      const rows = await runOne('Subject Visits', study);
      assert.equal(rows.length, visits.length);
      assert.deepEqual(valuesOf(rows, 'UNSCHED'), ['0', '1']);
      const unplanned = await runOne('Subject Visits', study, filter('UNSCHED', 'number', 1));
      assert.deepEqual(
        unplanned,
        rows.filter(({ UNSCHED }) => UNSCHED === '1'),
      );
    });
  });

  describe('Learn Training', () => {
    it('has what was assigned and completed over all studies', async () => {
      const rows = await runOne('Learn Training', tenant);
      assert.deepEqual(valuesOf(rows, 'STUDYID'), ['DEMO01', 'DEMO02']);
      assert.deepEqual(valuesOf(rows, 'STATUS'), ['Assigned', 'Completed']);
    });

    it('keeps the asked studies and the courses completed in the asked period', async () => {
      const all = await runOne('Learn Training', tenant);
      const days = valuesOf(all, 'COMPLETED').flatMap((day) => day ?? []);
      const [low = '', high = ''] = [days[Math.floor(days.length / 3)], days[Math.floor(days.length / 2)]];
      const rows = await runOne(
        'Learn Training',
        tenant,
        filter('STUDYID', 'list', 'DEMO02'),
        filter('PERIOD', 'date', low, high),
      );
      assert.ok(rows.length > 0);
      assert.deepEqual(
        rows,
        all.filter(({ STUDYID, COMPLETED }) => {
          const day = COMPLETED ?? '';
          return STUDYID === 'DEMO02' && day !== '' && day >= low && day <= high;
        }),
      );
    });
  });
});
