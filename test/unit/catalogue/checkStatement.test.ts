import assert from 'node:assert/strict';

import { findFaults, spoil, VALID } from './definitionText.ts';

const STATEMENT = VALID.slice(VALID.indexOf('    SELECT'), VALID.indexOf('  columns:'));

/** The faults of a statement, given a line of YAML each. */
function check(statement: string, datasets = '{ dm: DM }'): string[] {
  const block = statement.replace(/^/gm, '    ') + '\n';
  const text = spoil('{ dm: DM }', datasets, spoil(STATEMENT, block));
  return findFaults(text).map(({ line, message }) => `${line - 11} ${message}`);
}

const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  ['a statement that is no SELECT', 'DELETE FROM dm', /^1 .*must be one SELECT/],
  ['a second statement', 'SELECT 1 FROM dm\n; DELETE FROM dm', /^2 .*semicolon/],
  ['a semicolon at the end', 'SELECT 1 FROM dm;', /^1 .*semicolon/],
  ['a way out of the brackets', 'SELECT 1 FROM dm) r; --', /^1 .*bracket is closed/],
  ['an open bracket', 'SELECT (1 FROM dm', /bracket is not closed/],
  ['an open string', "SELECT 'a FROM dm", /string is not closed/],
  ['an open comment', 'SELECT 1 /* /* */ FROM dm', /comment is not closed/],
  ['an open name', 'SELECT "a FROM dm', /quoted name is not closed/],
  [
    'an unknown parameter',
    'SELECT 1 FROM dm\nWHERE a = :site',
    /^2 .*unknown parameter :site; allowed: .*:SITEID/,
  ],
  ['a parameter in another case', 'SELECT 1 FROM dm WHERE a = :studyid', /unknown parameter :studyid/],
  ['a numbered parameter', 'SELECT 1 FROM dm WHERE a = $1', /parameters are named/],
  [
    'a table of another schema',
    'SELECT 1 FROM dm\nJOIN clinical.study s ON true',
    /^2 .*must use :tenantId, :studyId, :mode/,
  ],
  ['a table of a schema beside a comma', 'SELECT 1 FROM dm, clinical_data.x', /must use :tenantId/],
  ['a quoted schema', 'SELECT 1 FROM "clinical".study', /must use :tenantId/],
  ['a schema nobody knows', 'SELECT 1 FROM dm JOIN ONLY warehouse.x ON true', /must use :tenantId/],
  [
    'a table of a schema that nobody knows, beside a comma',
    'SELECT 1 FROM dm, warehouse.t',
    /must use :tenantId/,
  ],
  ['a joined table beside a comma', 'SELECT 1 FROM dm JOIN dm b ON true, warehouse.t', /must use :tenantId/],
  ['TABLE in brackets', 'SELECT 1 FROM dm, (TABLE warehouse.t) t', /must use :tenantId/],
  ['TABLE in a UNION', 'SELECT 1 FROM dm UNION TABLE ONLY warehouse.t', /must use :tenantId/],
  ['joined tables in brackets', 'SELECT 1 FROM dm, (warehouse.t CROSS JOIN dm b)', /must use :tenantId/],
  ['a function beside LATERAL', 'SELECT 1 FROM dm, LATERAL warehouse.f() f', /must use :tenantId/],
  [
    'a function among ROWS FROM',
    'SELECT 1 FROM dm, ROWS FROM (unnest(dm.a), warehouse.f())',
    /must use :tenantId/,
  ],
  ['a function of a schema', 'SELECT warehouse.f(dm.age) FROM dm', /must use :tenantId/],
  [
    'a schema whose name is an alias, too',
    'SELECT 1 AS warehouse FROM dm, warehouse.t',
    /must use :tenantId/,
  ],
  ['a function of such a schema', 'SELECT warehouse.f(1) FROM dm warehouse', /must use :tenantId/],
  ['a table with its database', 'SELECT 1 AS a FROM dm WHERE a.clinical.f() = 1', /must use :tenantId/],
  ['a table in a subquery', 'SELECT (SELECT max(x) FROM dm b, warehouse.t) FROM dm', /must use :tenantId/],
  ['what other sessions do', 'SELECT 1 FROM dm, pg_stat_activity', /pg_stat_activity is not allowed/],
  [
    'what other sessions do, with the scope',
    'SELECT (:tenantId, :studyId, :mode) FROM pg_catalog."pg_stat_activity"',
    /"pg_stat_activity" is not allowed/,
  ],
  ['a server file', "SELECT PG_READ_FILE('a') FROM dm", /PG_READ_FILE is not allowed/],
  [
    'a statement in a string',
    "SELECT query_to_xml('select … clinical'||'.study', true, false, '') FROM dm",
    /query_to_xml is not allowed/,
  ],
  ['a table in a string', "SELECT table_to_xmlschema('clinical.study') FROM dm", /is not allowed/],
  ['another database', "SELECT 1 FROM dm, dblink('a', 'b') AS t (x int)", /dblink is not allowed/],
  ['a large object', 'SELECT lo_get(1) FROM dm', /lo_get is not allowed/],
  ['a change of settings', "SELECT set_config('r.p1', '', true) FROM dm", /set_config is not allowed/],
  [
    'the half of a scope',
    'SELECT 1 FROM clinical.dataset d WHERE d.tenant_id = :tenantId',
    /must use :studyId, :mode/,
  ],
];

const TAKEN: readonly (readonly [string, string])[] = [
  ['a WITH', 'WITH a AS (SELECT 1) SELECT * FROM a, dm'],
  ['a cast', "SELECT '1'::int FROM dm"],
  ['a colon in a string', "SELECT 'a:b' FROM dm"],
  ['a colon in a quoted name', 'SELECT 1 AS "a:b" FROM dm'],
  ['a colon in a comment', 'SELECT 1 -- :a\nFROM dm /* :b /* :c */ ; */'],
  ['a colon and a semicolon in a dollar quote', 'SELECT $x$ :a; $x$, $$ :b $$ FROM dm'],
  ['an escaped quote', String.raw`SELECT E'\':a;' FROM dm`],
  ['a quote that is doubled', "SELECT 'it''s :a;' FROM dm"],
  ['a comparison of columns by FROM', 'SELECT a.x IS DISTINCT FROM b.y FROM dm a JOIN dm AS b ON true'],
  ['a comparison of columns in a join', 'SELECT 1 FROM dm a JOIN dm b ON a.x IS DISTINCT FROM b.y'],
  ['a part of a date', 'SELECT extract(year FROM dm.d) FROM dm'],
  ['a part of a column in a join', 'SELECT 1 FROM dm JOIN dm b ON substring(dm.x FROM b.y FOR dm.z) = b.x'],
  [
    'functions of columns in the place of tables',
    'SELECT 1 FROM dm, unnest(dm.x, dm.y) u, LATERAL (VALUES (dm.x), (dm.y)) v',
  ],
  [
    'columns behind a FROM',
    'SELECT 1 FROM dm JOIN dm b USING (x, y) WHERE (dm.x, dm.y) IN (SELECT b.x, b.y FROM dm b) ORDER BY dm.x, dm.y',
  ],
  ['columns of a WITH', 'WITH a (x) AS (SELECT 1), b AS (SELECT 2) SELECT a.x, b.* FROM a, b, dm'],
  ['a column named like a keyword', 'SELECT dm.from, dm.table, dm.join FROM dm'],
  [
    'what PostgreSQL says of a value',
    "SELECT pg_catalog.pg_typeof(dm.x), pg_input_is_valid(dm.x, 'date') FROM dm",
  ],
  [
    'other tables within the scope',
    'SELECT 1 FROM clinical.dataset WHERE (tenant_id, study_id, mode) = (:tenantId, :studyId, :mode)',
  ],
  ['a field as a parameter', 'SELECT 1 FROM dm WHERE siteid = ANY (:SITEID)'],
];

describe('checkStatement', () => {
  for (const [what, statement, message] of REFUSED) {
    it(`refuses ${what}`, () => {
      const faults = check(statement);
      assert.ok(
        faults.some((fault) => message.test(fault)),
        JSON.stringify(faults),
      );
    });
  }

  for (const [what, statement] of TAKEN) {
    it(`takes ${what}`, () => {
      assert.deepEqual(check(statement), []);
    });
  }

  it('refuses a statement without datasets that does not keep to the scope', () => {
    const [fault] = check('SELECT 1 FROM dm', '{}');
    assert.match(fault ?? '', /must use :tenantId, :studyId, :mode/);
  });

  it('takes a statement that reads nothing but the study’s subjects and visits', () => {
    assert.deepEqual(check('SELECT 1 FROM subject JOIN visit USING (usubjid)', '{}'), []);
  });

  it('asks of a report of the tenant for the tenant alone', () => {
    const text = spoil('level: study', 'level: tenant', spoil(', valuesFrom: site', ''));
    const [fault, ...others] = findFaults(spoil('{ dm: DM }', '{}', text));
    assert.match(fault?.message ?? '', /must use :tenantId$/);
    assert.deepEqual(others, []);
  });

  it('tells a field from the scope whose name it shares but for its case', () => {
    const text = spoil('name: SINCE,', 'name: STUDYID,', VALID.replaceAll(':SINCE', ':STUDYID'));
    assert.deepEqual(findFaults(text), []);
    const [fault] = findFaults(text.replaceAll(':STUDYID', ':studyid'));
    assert.match(fault?.message ?? '', /unknown parameter :studyid/);
  });
});
