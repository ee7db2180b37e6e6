import assert from 'node:assert/strict';
import pg from 'pg';

import { loadCatalogue } from '../../src/catalogue/loadCatalogue.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { createFieldValueSource } from '../../src/db/rowSource/fieldValues.ts';
import type { DataScope } from '../../src/domain/dataset.ts';
import { checkFieldSpecs, findField } from '../../src/domain/fieldSpec.ts';
import type { ReportDefinition } from '../../src/domain/reportDefinition.ts';
import { createDemoStudy } from '../../src/embedded/demoStudy/createDemoStudy.ts';
import type { Catalogue, FieldValues } from '../../src/jobs/ports.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { findTables } from '../support/subjectTables.ts';

type Row = Record<string, string>;

describe('the values of fields', () => {
  let database: TestDatabase;
  let catalogue: Catalogue;
  let scope: DataScope;
  let admin: pg.Client;

  let tables: Awaited<ReturnType<typeof findTables>>;
  before(async () => {
    database = await createTestDatabase();
    catalogue = await loadCatalogue('reports');
    const study = { name: 'DEMO01', mode: 'test' } as const;
    const { studyId } = await importDatasets(
      { ownerUrl: database.ownerUrl, tenantId: 'acme', study, sources: createDemoStudy({ subjects: 40 }) },
      new AbortController().signal,
    );
    scope = { tenantId: 'acme', studyId, mode: 'test' };
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    tables = await findTables(
      async (sql, values) => (await admin.query<Record<string, unknown>>(sql, values)).rows,
    );
  });
  after(async () => {
    await admin.end();
    await database.drop();
  });

  const load = (name: string): ReportDefinition => {
    const entry = catalogue.list().find(({ definition }) => definition.name === name);
    assert.ok(entry);
    return entry.definition;
  };
  type Asked = {
    chosen?: Readonly<Record<string, readonly string[]>>;
    scope?: DataScope;
    timeoutMs?: number;
    mostValues?: number;
  };
  const findAll = (definition: ReportDefinition, names: readonly string[], asked: Asked = {}) => {
    const { chosen = {}, timeoutMs = 10_000, mostValues = 1_000 } = asked;
    const specs = Object.entries(chosen).map(([fieldName, fieldValueList]) => ({
      ...{ fieldName, fieldType: 'list' as const, fieldValueList },
    }));
    return createFieldValueSource({ connectionString: database.clinicalUrl, timeoutMs, mostValues }).find(
      {
        ...{ definition, scope: asked.scope ?? scope, studyName: 'DEMO01' },
        fields: names.flatMap((name) => findField(definition, name) ?? []),
        chosen: checkFieldSpecs(definition, specs),
      },
      new AbortController().signal,
    );
  };
  const find = async (report: string, name: string, asked: Asked = {}): Promise<FieldValues> => {
    const values = (await findAll(load(report), [name], asked)).get(name);
    assert.ok(values);
    return values;
  };
  const valuesOf = async (report: string, name: string, asked: Asked = {}): Promise<string[]> => {
    const { values, isCut } = await find(report, name, asked);
    assert.equal(isCut, false);
    return values.map(({ value }) => value);
  };
  const rows = async (sql: string): Promise<Row[]> => (await admin.query<Row>(sql)).rows;
  const column = async (name: string, where = 'true'): Promise<string[]> =>
    (
      await rows(`select distinct ${name} collate "C" as v from ${tables.subject} where ${where} order by 1`)
    ).map(({ v = '' }) => v);

  const subjectFields = [
    ['COUNTRY', 'country'],
    ['SITEID', 'siteid'],
    ['USUBJID', 'usubjid'],
    ['INVID', 'invid'],
    ['SUBJID', 'subjid'],
  ] as const;
  for (const [name, own] of subjectFields) {
    it(`are those of the study’s subjects for ${name}`, async () => {
      const values = await valuesOf('Subject Data Extract', name);
      assert.ok(values.length > 1);
      assert.deepEqual(values, await column(own));
    });
  }

  it('are told with what a person calls them', async () => {
    const { values } = await find('Subject Data Extract', 'SITEID');
    const sites = await rows(`select distinct siteid as value, sitename as label from ${tables.subject}`);
    for (const site of values) {
      const { label = '' } = sites.find(({ value }) => value === site.value) ?? {};
      assert.equal(site.label, label === '' ? site.value : label);
    }
    const datasets = await find('Subject Data Extract', 'DOMAIN');
    assert.deepEqual(
      datasets.values,
      await rows('select name as value, label from clinical.dataset order by name collate "C"'),
    );
  });

  it('of subjects are those of the chosen sites, and of the chosen countries', async () => {
    const [one = '', two = ''] = await column('siteid');
    const ofSites = await valuesOf('Subject Data Extract', 'USUBJID', { chosen: { siteIds: [one, two] } });
    assert.deepEqual(ofSites, await column('usubjid', `siteid in ('${one}', '${two}')`));
    assert.ok(ofSites.length < (await column('usubjid')).length);
    const [country = ''] = await column('country');
    for (const report of ['Subject Data Extract', 'Subject Visits', 'Adverse Event Listing']) {
      const chosen = { COUNTRY: [country] };
      assert.deepEqual(
        await valuesOf(report, 'USUBJID', { chosen }),
        await column('usubjid', `country = '${country}'`),
      );
    }
  });

  it('are not narrowed by what was chosen below', async () => {
    const [usubjid = ''] = await column('usubjid');
    const chosen = { USUBJID: [usubjid] };
    assert.deepEqual(await valuesOf('Subject Data Extract', 'SITEID', { chosen }), await column('siteid'));
  });

  it('of visits are those of the chosen subjects, in their order', async () => {
    const visits = await rows(`select visit as v from ${tables.visit} group by 1 order by min(visitnum), 1`);
    assert.deepEqual(
      await valuesOf('Subject Visits', 'VISIT'),
      visits.map(({ v }) => v),
    );
    const [usubjid = ''] = await column('usubjid');
    const own = await rows(
      `select trim_scale(visitnum)::text as v from ${tables.visit} where usubjid = '${usubjid}' order by visitnum`,
    );
    const found = await valuesOf('Subject Visits', 'VISITNUM', { chosen: { USUBJID: [usubjid] } });
    assert.deepEqual(
      found,
      own.map(({ v }) => v),
    );
  });

  it('come from the rows where the store does not know them, narrowed by the field above', async () => {
    const systems = await valuesOf('Adverse Event Listing', 'AEBODSYS');
    const terms = await valuesOf('Adverse Event Listing', 'AEDECOD');
    assert.ok(systems.length > 1);
    const [system = ''] = systems;
    const narrowed = await valuesOf('Adverse Event Listing', 'AEDECOD', { chosen: { AEBODSYS: [system] } });
    assert.ok(narrowed.length > 0 && narrowed.length < terms.length);
    assert.ok(narrowed.every((term) => terms.includes(term)));
  });

  it('are none for a column that no dataset has', async () => {
    assert.deepEqual(await find('Subject Data Extract', 'LAB ID'), { values: [], isCut: false });
  });

  it('of context columns that no subject has are the study’s own', async () => {
    assert.deepEqual(await valuesOf('Subject Data Extract', 'TENANTID'), ['acme']);
    assert.deepEqual(await valuesOf('Subject Data Extract', 'STUDYID'), ['DEMO01']);
  });

  it('are none of another tenant’s, study’s or mode’s', async () => {
    for (const other of [{ tenantId: 'other' }, { mode: 'active' as const }]) {
      const asked = { scope: { ...scope, ...other } };
      for (const name of ['USUBJID', 'DOMAIN', 'VISIT'])
        assert.deepEqual(await valuesOf('Subject Data Extract', name, asked), []);
    }
  });

  it('are none where the study lacks the report’s dataset', async () => {
    const asked = { scope: { ...scope, mode: 'training' as const } };
    assert.deepEqual(await valuesOf('Adverse Event Listing', 'AEDECOD', asked), []);
  });

  it('are cut, and told as such, where there are more than are told', async () => {
    const all = await column('usubjid');
    const { values, isCut } = await find('Subject Data Extract', 'USUBJID', { mostValues: 5 });
    assert.deepEqual([values.map(({ value }) => value), isCut], [all.slice(0, 5), true]);
    const exact = await find('Subject Data Extract', 'USUBJID', { mostValues: all.length });
    assert.deepEqual([exact.values.length, exact.isCut], [all.length, false]);
  });

  it('are told as cut where a statement takes too long, and the others stay', async () => {
    const definition = load('Adverse Event Listing');
    assert.equal(definition.rows.kind, 'sql');
    const statement = `SELECT ae.*, pg_sleep(600) FROM ae`;
    const slow = { ...definition, rows: { ...definition.rows, statement } };
    const found = await findAll(slow, ['AEDECOD', 'SITEID', 'AEBODSYS'], { timeoutMs: 1_000 });
    assert.deepEqual(found.get('AEDECOD'), { values: [], isCut: true });
    assert.deepEqual(found.get('AEBODSYS'), { values: [], isCut: true });
    assert.deepEqual(
      found.get('SITEID')?.values.map(({ value }) => value),
      await column('siteid'),
    );
  });
});
