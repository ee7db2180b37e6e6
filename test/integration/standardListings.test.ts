import assert from 'node:assert/strict';

import { loadCatalogue } from '../../src/catalogue/loadCatalogue.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import type { DataScope, DatasetSource } from '../../src/domain/dataset.ts';
import type { FieldSpec } from '../../src/domain/fieldSpec.ts';
import { createDemoStudy } from '../../src/embedded/demoStudy/createDemoStudy.ts';
import { createEdcTables } from '../../src/embedded/demoStudy/createEdcTables.ts';
import { createEnrollmentLimits } from '../../src/embedded/demoStudy/createEnrollmentLimits.ts';
import type { Catalogue } from '../../src/jobs/ports.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { filter, runReport, type Row } from './reportRunner.ts';

const signal = new AbortController().signal;
const SUBJECTS = 14;

describe('the standard listings', () => {
  let database: TestDatabase;
  let catalogue: Catalogue;
  let study: DataScope;
  let edc: DataScope;
  const sources = createDemoStudy({ subjects: SUBJECTS });
  const tables = createEdcTables({ subjects: SUBJECTS, name: 'EDC01' });

  before(async () => {
    database = await createTestDatabase();
    catalogue = await loadCatalogue('reports');
    const limits = createEnrollmentLimits({ subjects: SUBJECTS });
    study = await load('DEMO01', sources, limits);
    edc = await load('EDC01', tables, []);
  });
  after(() => database.drop());

  async function load(
    name: string,
    datasets: readonly DatasetSource[],
    limits: ReturnType<typeof createEnrollmentLimits>,
  ): Promise<DataScope> {
    const order = { ownerUrl: database.ownerUrl, tenantId: 'acme', study: { name, mode: 'test' as const } };
    const { studyId } = await importDatasets({ ...order, sources: datasets, limits }, signal);
    return { tenantId: 'acme', studyId, mode: 'test' };
  }

  async function run(name: string, scope: DataScope, ...specs: FieldSpec[]): Promise<readonly Row[]> {
    const source = { catalogue, clinicalUrl: database.clinicalUrl, studyName: 'DEMO01' };
    const datasets = await runReport(source, { name, scope, specs });
    assert.equal(datasets.length, 1);
    return datasets[0]?.rows ?? [];
  }

  describe('Study Enrollment', () => {
    it('counts subjects by site, country and study against the limits', async () => {
      const dm = await readDataset(sources, 'DM');
      const ds = await readDataset(sources, 'DS');
      const has = (subject: Row, term: string) =>
        ds.some(({ USUBJID, DSDECOD }) => USUBJID === subject['USUBJID'] && DSDECOD === term);
      const count = (subjects: readonly Row[], screening: number | null, randomization: number) => {
        const completed = subjects.filter((subject) => has(subject, 'COMPLETED')).length;
        const all = subjects.length;
        return [
          ...[all, screening, screening === null ? null : screening - all, 0],
          ...[all, randomization, randomization - all, completed, all - completed],
        ].map((value) => (value === null ? null : String(value)));
      };
      const at = (column: string, value: string) => dm.filter((subject) => subject[column] === value);
      const site = (country: string, id: string, name: string | null, status: string) => [
        ...['Site', country, id, name, status],
        ...count(at('SITEID', id), 14, 12),
      ];
      const country = (code: string) => [
        ...['Country', code, null, null, 'Open'],
        ...count(at('COUNTRY', code), null, 36),
      ];
      assert.deepEqual(toCells(await run('Study Enrollment', study)), [
        site('DEU', '027', null, 'Open'),
        country('DEU'),
        site('GRC', '017', 'Γενικό Νοσοκομείο Άνδρου', 'Open'),
        country('GRC'),
        site('JPN', '022', '青葉大学病院', 'Closed'),
        country('JPN'),
        site('USA', '007', 'Riverside Clinic, Building "B"', 'Open'),
        country('USA'),
        site('VNM', '012', 'Bệnh viện Sông Hồng', 'Open'),
        country('VNM'),
        ['Study', null, null, null, 'Open', ...count(dm, null, SUBJECTS)],
      ]);
    });

    it('keeps the sites and the total of an asked country, and an asked site alone', async () => {
      const all = await run('Study Enrollment', study);
      const ofJapan = all.filter(({ COUNTRY }) => COUNTRY === 'JPN');
      assert.equal(ofJapan.length, 2);
      assert.deepEqual(await run('Study Enrollment', study, filter('COUNTRY', 'list', 'JPN')), ofJapan);
      assert.deepEqual(
        await run('Study Enrollment', study, filter('siteIds', 'list', '022')),
        ofJapan.filter(({ LEVEL }) => LEVEL === 'Site'),
      );
    });

    it('takes screen failures from the arm or the disposition, and what a study takes part in from DSSCAT', async () => {
      const scope = await load(
        'FAILURES',
        [
          toSource('DM', [
            ['USUBJID', 'SITEID', 'COUNTRY', 'ARMCD'],
            ['s1', '01', 'USA', 'Scrnfail'],
            ['s2', '01', 'USA', ''],
            ['s3', '01', 'USA', 'Pbo'],
            ['s4', '01', 'USA', 'Pbo'],
          ]),
          toSource('DS', [
            ['USUBJID', 'DSDECOD', 'DSCAT', 'DSSCAT'],
            ['s2', 'SCREEN FAILURE', 'DISPOSITION EVENT', 'STUDY PARTICIPATION'],
            ['s3', 'ADVERSE EVENT', 'DISPOSITION EVENT', 'STUDY TREATMENT'],
            ['s3', 'COMPLETED', 'DISPOSITION EVENT', 'STUDY PARTICIPATION'],
            ['s4', 'COMPLETED', 'DISPOSITION EVENT', 'STUDY TREATMENT'],
            ['s4', 'DEATH', 'DISPOSITION EVENT', 'STUDY PARTICIPATION'],
          ]),
        ],
        [],
      );
      const [site] = await run('Study Enrollment', scope, filter('LEVEL', 'list', 'Site'));
      assert.deepEqual(site, {
        ...{ LEVEL: 'Site', COUNTRY: 'USA', SITEID: '01', SITENAME: '', STATUS: null },
        ...{ SCREENED: '4', SCRLIMIT: null, SCRLEFT: null, SCRFAIL: '2' },
        ...{ RANDED: '2', RANDLIM: null, RANDLEFT: null, COMPLETE: '1', WITHDRWN: '1' },
      });
    });
  });

  for (const [name, dataset, order] of [
    ['Lab Results', 'LB', ['USUBJID', 'VISITNUM', 'LBTESTCD', 'LBSEQ']],
    ['Medications', 'CM', ['USUBJID', 'CMSTDTC', 'CMSEQ']],
    ['Dispositions', 'DS', ['USUBJID', 'DSSTDTC', 'DSSEQ']],
  ] as const) {
    describe(name, () => {
      it('has every record with its subject’s site, in the stated order, blank where the study has no such column', async () => {
        const subjects = new Map((await readDataset(sources, 'DM')).map((row) => [row['USUBJID'], row]));
        const records = await readDataset(sources, dataset);
        const rows = await run(name, study);
        const columns = Object.keys(rows[0] ?? {});
        const expected = records.map((record) => {
          const subject = { ...subjects.get(record['USUBJID']) };
          const { COUNTRY = null, SITEID = null, SUBJID = null } = subject;
          const known: Row = { ...record, COUNTRY, SITEID, SUBJID };
          return Object.fromEntries(
            columns.map((column) => [column, known[column] ?? toAbsent(known, column)]),
          );
        });
        assert.deepEqual(rows, expected.toSorted(byColumns(order)));
      });

      it('keeps the rows of an asked country', async () => {
        const all = await run(name, study);
        const kept = await run(name, study, filter('COUNTRY', 'list', 'VNM'));
        assert.ok(kept.length > 0 && kept.length < all.length);
        assert.deepEqual(
          kept,
          all.filter(({ COUNTRY }) => COUNTRY === 'VNM'),
        );
      });
    });
  }

  describe('Subject Data', () => {
    it('has one row for each record that was entered and one more where it was changed', async () => {
      const names = ['RAWPLUS_DM', 'RAWPLUS_VISDT', 'RAWPLUS_AE'];
      const records = (await Promise.all(names.map((name) => readDataset(tables, name)))).flat();
      const countries = new Map(
        (await readDataset(tables, 'RAWPLUS_DM')).map((row) => [row['subjectid'], row['country'] ?? null]),
      );
      const expected = records.flatMap((record): Row[] => {
        const of = (column: string) => record[column] ?? null;
        const row = {
          ...{
            STUDYID: of('studyid'),
            COUNTRY: countries.get(of('subjectid')) ?? null,
            SITEID: of('siteid'),
          },
          ...{ USUBJID: of('subjectid'), SUBJID: of('subjid'), VISIT: of('foldername') },
          ...{ VISITINS: of('instancename'), FORM: of('datapagename'), RECORDID: of('recordid') },
          FORMROW: of('recordposition'),
        };
        const [entered, changed] = [of('mincreated_dts'), of('maxupdated_dts')];
        return [
          { ...row, EVENT: 'Entered', EVENTDTC: entered },
          ...(changed === entered ? [] : [{ ...row, EVENT: 'Changed', EVENTDTC: changed }]),
        ];
      });
      const order = byColumns(['USUBJID', 'EVENTDTC', 'FORM', 'FORMROW']);
      const rows = await run('Subject Data', edc);
      assert.deepEqual(rows, expected.toSorted(order));
      assert.deepEqual(
        await run(
          'Subject Data',
          edc,
          filter('eventType', 'list', 'Changed'),
          filter('siteIds', 'list', '012'),
        ),
        rows.filter(({ EVENT, SITEID }) => EVENT === 'Changed' && SITEID === '012'),
      );
    });
  });

  describe('Subject Queries', () => {
    it('has every query once with its subject’s site and its age', async () => {
      const subjects = new Map(
        (await readDataset(tables, 'RAWPLUS_DM')).map((row) => [row['subject_nsv'], row]),
      );
      const queries = await readDataset(tables, 'EDC_QUERIES');
      const expected = queries.map((query): Row => {
        const of = (column: string) => query[column] ?? null;
        const subject = subjects.get(of('subjectname')) ?? {};
        return {
          ...{ STUDYID: of('protocolname'), COUNTRY: subject['country'] ?? null },
          ...{ SITEID: subject['siteid'] ?? null, USUBJID: of('subjectname') },
          ...{ SUBJID: subject['subjid'] ?? null, VISIT: of('visit'), FORM: of('formoid') },
          ...{ QUESTION: of('fieldoid'), FORMROW: of('log_number'), DATAPT: of('datapointid') },
          ...{ STATUS: of('querystatus'), RAISEDBY: of('markinggroup'), OPENED: of('created') },
          ...{ ANSWERED: of('answered'), CLOSED: of('resolved'), AGE: of('queryage') },
        };
      });
      const rows = await run('Subject Queries', edc);
      assert.deepEqual(rows, expected.toSorted(byColumns(['USUBJID', 'OPENED', 'DATAPT'])));
      assert.deepEqual(
        await run('Subject Queries', edc, filter('STATUS', 'list', 'Open'), filter('AGE', 'number', 10, 40)),
        rows.filter(({ STATUS, AGE }) => STATUS === 'Open' && Number(AGE) >= 10 && Number(AGE) <= 40),
      );
    });

    it('takes subjects, sites and visits of an EDC’s tables as values', async () => {
      await assert.rejects(run('Subject Queries', edc, filter('SITEID', 'list', 'nowhere')), {
        code: 'UNKNOWN_VALUES',
      });
      const rows = await run('Subject Data', edc, filter('VISIT', 'list', 'BASELINE'));
      assert.ok(rows.length > 0 && rows.every(({ VISIT }) => VISIT === 'BASELINE'));
    });
  });
});

const toCells = (rows: readonly Row[]) => rows.map((row) => Object.values(row));

/** Text that a study lacks is blank; what the record itself says is null stays so. */
const toAbsent = (record: Row, column: string) => (column in record ? null : '');

/** By value where both are numbers, else by code unit; missing values last. */
function byColumns(columns: readonly string[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const column of columns) {
      const [one, other] = [a[column] ?? '\uffff', b[column] ?? '\uffff'];
      const difference = Number(one) - Number(other);
      if (difference !== 0 && !Number.isNaN(difference)) return difference;
      if (one !== other && Number.isNaN(difference)) return one < other ? -1 : 1;
    }
    return 0;
  };
}

async function readDataset(sources: readonly DatasetSource[], name: string): Promise<Row[]> {
  const source = sources.find((candidate) => candidate.name === name);
  assert.ok(source);
  const rows: Row[] = [];
  for await (const batch of source.rows(signal)) {
    for (const cells of batch) {
      rows.push(
        Object.fromEntries(
          source.columns.map((column, index) => {
            const cell = cells[index];
            return [column.name, typeof cell === 'string' ? cell : null];
          }),
        ),
      );
    }
  }
  return rows;
}

function toSource(name: string, [header = [], ...rows]: string[][]): DatasetSource {
  return {
    name,
    label: '',
    columns: header.map((column) => ({ name: column, label: '', type: 'string' })),
    fileName: `${name}.csv`,
    readSha256: () => Promise.resolve(JSON.stringify(rows)),
    async *rows() {
      yield await Promise.resolve(rows);
    },
  };
}
