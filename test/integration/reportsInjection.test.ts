import assert from 'node:assert/strict';
import pg from 'pg';

import { parseDefinition } from '../../src/catalogue/parseDefinition.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { createRowSource } from '../../src/db/rowSource/createRowSource.ts';
import type { DataScope } from '../../src/domain/dataset.ts';
import { checkFieldSpecs } from '../../src/domain/fieldSpec.ts';
import type { ReportDefinition } from '../../src/domain/reportDefinition.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { text, toSource } from './importFixture.ts';

const signal = new AbortController().signal;

/** What SQL, an array literal, a setting's name, COPY or a format string might stumble over. */
const ATTACKS = [
  `'); drop table clinical.study; --`,
  `' or '1'='1`,
  `" or ""="`,
  `x'::text[]) or true --`,
  `a","b`,
  `{a,b}`,
  `\\', or true --`,
  `$$ or true $$`,
  `:tenantId`,
  `current_setting('r.p1')`,
  `\\.`,
  `%s %I`,
  `/* */ or true`,
  `\u2019 or \uFF07`,
];

const DEFINITION = `id: ${'D'.repeat(32)}
name: Terms
level: study
formats: [CSV]
fields:
  - { name: TERM, type: list }
  - { name: SAME, type: string, filters: none }
rows:
  kind: sql
  datasets: { ae: AE }
  statement: SELECT term FROM ae WHERE :SAME IS NULL OR term = ANY (:SAME)
  columns: [{ name: TERM, type: string }]
  orderBy: [TERM]
`;

function load(definition: string): ReportDefinition {
  const parsed = parseDefinition(definition);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.definition;
}

describe('an attack on a report', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let scope: DataScope;

  before(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const rows = [...ATTACKS, 'a', 'b'].map((term) => [term]);
    for (const tenantId of ['other', 'acme']) {
      const sources = [toSource({ name: 'AE', columns: [text('TERM')], rows })];
      const order = {
        ownerUrl: database.ownerUrl,
        tenantId,
        study: { name: 'S1', mode: 'test' },
        sources,
      } as const;
      const { studyId } = await importDatasets(order, signal);
      scope = { tenantId, studyId, mode: 'test' };
    }
  });
  after(async () => {
    await owner.end();
    await database.drop();
  });

  async function run(definition: ReportDefinition, field?: string, value = ''): Promise<(string | null)[]> {
    const specs =
      field === undefined ? [] : [{ fieldName: field, fieldType: 'list' as const, fieldValueList: [value] }];
    const rowSource = createRowSource({ connectionString: database.clinicalUrl });
    const query = { definition, scope, studyName: 'S1', filters: checkFieldSpecs(definition, specs) };
    await rowSource.resolve(query, signal);
    const snapshot = await rowSource.open(query, signal);
    try {
      const cells: (string | null)[] = [];
      for (const dataset of snapshot.datasets) {
        for await (const batch of dataset.rows()) cells.push(...batch.flat());
      }
      return cells;
    } finally {
      await snapshot.close();
    }
  }

  for (const field of ['TERM', 'SAME']) {
    it(`by a value of ${field} finds the row that holds it as text, and no other`, async () => {
      const definition = load(DEFINITION);
      for (const attack of ATTACKS) assert.deepEqual(await run(definition, field, attack), [attack]);
      const { rows } = await owner.query('select from clinical.study');
      assert.equal(rows.length, 2);
    });
  }

  it('by a field name is refused as a field that the report does not have', async () => {
    const definition = load(DEFINITION);
    for (const attack of [...ATTACKS, '__proto__', 'constructor', 'tenantId', 'term" or true --']) {
      await assert.rejects(run(definition, attack, 'a'), { code: 'FIELD_UNKNOWN' });
    }
  });

  it('by the name of a column or a dataset finds nothing of that name', async () => {
    const column = DEFINITION.replaceAll('TERM', `'x" from clinical.study; --'`);
    await assert.rejects(run(load(column)), { code: 'REPORT_STATEMENT' });
    const dataset = DEFINITION.replace('ae: AE', `ae: 'AE" union select 1; --'`);
    await assert.rejects(run(load(dataset)), { code: 'DATASET_NOT_FOUND' });
  });

  const withStatement = (statement: string) =>
    DEFINITION.replace(/statement: .*/, () => `statement: ${JSON.stringify(statement)}`);

  it('by a statement that would write is refused by the database', async () => {
    const definition = load(withStatement(`SELECT 'x' AS term INTO stolen FROM ae`));
    await assert.rejects(run(definition), { code: 'REPORT_STATEMENT' });
  });

  it('by a function that would write is refused when it is loaded', () => {
    const writing = `SELECT set_config('x.y', 'z', false) AS term FROM ae, lateral (SELECT lo_create(0)) w`;
    assert.throws(() => load(withStatement(writing)), /set_config is not allowed.*lo_create is not allowed/);
  });
});
