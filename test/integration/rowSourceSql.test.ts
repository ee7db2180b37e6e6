import assert from 'node:assert/strict';

import type { Column, DataType } from '../../src/domain/dataset.ts';
import { text } from './importFixture.ts';
import { field, listing, spec, useRowSource } from './rowSourceFixture.ts';

const column = (name: string, type: DataType = 'string'): Column => ({ name, label: '', type });
const by = (name: string, descending = false) => ({ column: name, descending });

/** What would do harm if any of it were read as SQL. */
const EVIL = [
  ...[
    `'`,
    `''`,
    `"`,
    `\\`,
    `\\'`,
    `{`,
    `}`,
    `{a,b}`,
    `,`,
    `NULL`,
    `$$`,
    `$1`,
    `:SITEID`,
    `%`,
    `_`,
    `--`,
    `/*`,
  ],
  ...[
    `'); drop table clinical.study; --`,
    `"}; commit; drop schema clinical cascade; --`,
    `\\"}`,
    `a"b\\`,
    `x;y`,
  ],
  ...[`' or true --`, `\n\r\t`, `😀`, `שלום`, `r.p1`, `a'::text[] || '{b`],
];

describe('SQL reports', () => {
  const source = useRowSource(
    {
      name: 'AE',
      columns: ['SITEID', 'TERM', 'SEQ', 'SERIOUS', 'START'].map(text),
      rows: [
        ['701', 'Rash', '10', 'Y', '2014-03'],
        ['702', 'ache', '9', 'N', '2014-04-01'],
        ['703', 'Zoster', '', '', ''],
        ['701', 'ache', '2', 'true', '2015'],
      ],
    },
    {
      name: 'EVIL',
      columns: [text('TERM'), text(`A"b'c; drop`), text(`:x\\$$`)],
      rows: EVIL.map((cell) => [cell, cell, cell]),
    },
  );
  const columns = [
    column('SITEID'),
    column('TERM'),
    column('SEQ', 'integer'),
    column('SERIOUS', 'boolean'),
    column('START'),
  ];
  const statement = 'SELECT siteid, term, seq, serious, start FROM ae';
  const ae = { datasets: { ae: 'AE' }, columns, statement };
  const terms = (rows: readonly (readonly (string | null)[])[]) =>
    rows.map(([site, term]) => `${site} ${term}`);

  it('stand in the stated order, numbers by value and text by its code points, the other columns breaking ties', async () => {
    assert.deepEqual(
      (await source.readOne(listing({ ...ae, orderBy: [by('SEQ')] }))).map(([, , seq]) => seq),
      ['2', '9', '10', null],
    );
    assert.deepEqual(terms(await source.readOne(listing({ ...ae, orderBy: [by('TERM')] }))), [
      '701 Rash',
      '703 Zoster',
      '701 ache',
      '702 ache',
    ]);
    assert.deepEqual(
      terms(await source.readOne(listing({ ...ae, orderBy: [by('siteid', true), by('term')] }))),
      ['703 Zoster', '702 ache', '701 Rash', '701 ache'],
    );
    assert.deepEqual(terms(await source.readOne(listing(ae))), [
      '701 Rash',
      '701 ache',
      '702 ache',
      '703 Zoster',
    ]);
  });

  it('give the same bytes each time', async () => {
    const shuffled = listing({
      ...ae,
      statement: `${statement} order by random()`,
      orderBy: [by('SERIOUS')],
    });
    const first = await source.readCsv(shuffled);
    for (let time = 1; time <= 3; time += 1) assert.equal(await source.readCsv(shuffled), first);
  });

  it('compare the text of a CSV import as what the definition says it is', async () => {
    const definition = listing(ae, [
      field('SEQ', 'number'),
      field('SERIOUS', 'boolean'),
      field('START', 'date'),
    ]);
    const found = async (...specs: Parameters<typeof source.readOne>[1][]) =>
      terms(await source.readOne(definition, ...specs));
    assert.deepEqual(await found(spec('SEQ', 'number', 9, '')), ['701 Rash', '702 ache']);
    assert.deepEqual(await found(spec('SERIOUS', 'boolean', true)), ['701 Rash', '701 ache']);
    assert.deepEqual(await found(spec('SERIOUS', 'boolean', false)), ['702 ache']);
    assert.deepEqual(await found(spec('START', 'date', '2014-03-31', '2014-06')), ['701 Rash', '702 ache']);
  });

  it('take fields as parameters: an array, null without a filter, an open end as null', async () => {
    const fields = [
      field('SITEID', 'list', { filters: 'none' }),
      field('SEQ', 'number', { filters: 'none' }),
    ];
    const any = listing(
      { ...ae, statement: `${statement} WHERE :SITEID IS NULL OR siteid = ANY(:SITEID)` },
      fields,
    );
    assert.equal((await source.readOne(any)).length, 4);
    assert.deepEqual(terms(await source.readOne(any, spec('siteid', 'list', '702', '9'))), ['702 ache']);
    const range = listing(
      {
        columns: [column('LOW'), column('HIGH'), column('SIZE', 'integer')],
        statement: 'SELECT (:SEQ)[1] AS low, (:SEQ)[2] AS high, cardinality(:SEQ) AS size',
      },
      fields,
    );
    assert.deepEqual(await source.readOne(range, spec('SEQ', 'number', '', 7)), [[null, '7', '2']]);
    assert.deepEqual(await source.readOne(range), [[null, null, null]]);
  });

  it('know the job’s tenant, study and mode', async () => {
    const { tenantId, studyId, mode } = source.scope();
    const definition = listing({
      columns: [column('T'), column('S'), column('M')],
      statement: `SELECT :tenantId AS t, :studyId AS s, :mode AS m`,
    });
    assert.deepEqual(await source.readOne(definition), [[tenantId, studyId, mode]]);
  });

  it('run with an empty search path, also while they are resolved', async () => {
    const path = listing({
      columns: [column('PATH')],
      statement: `SELECT current_setting('search_path') AS path`,
    });
    assert.deepEqual(await source.readOne(path), [['']]);
    const unnamed = listing({
      columns: [column('N')],
      statement: 'SELECT count(*) AS n FROM knex_migrations',
    });
    await assert.rejects(source.resolve(unnamed), { code: 'REPORT_STATEMENT' });
    await assert.rejects(source.open(unnamed), { code: 'REPORT_STATEMENT' });
  });

  it('cannot read what they name no dataset for, and say which one is missing', async () => {
    await assert.rejects(source.resolve(listing({ ...ae, datasets: { ae: 'AE', lb: 'LB', dm: 'DM' } })), {
      code: 'DATASET_NOT_FOUND',
      details: 'Missing: LB, DM.',
    });
  });

  it('read the datasets of a tenant', async () => {
    const definition = {
      ...listing({
        datasets: { ae: 'AE' },
        columns: [column('T')],
        statement: 'SELECT :tenantId AS t FROM ae',
      }),
      level: 'tenant' as const,
    };
    const query = {
      definition,
      scope: { tenantId: 'acme', studyId: null, mode: null },
      studyName: null,
      filters: [],
    };
    await assert.rejects(source.rowSource().resolve(query, new AbortController().signal), {
      code: 'DATASET_NOT_FOUND',
    });
  });

  describe('under attack', () => {
    it('take every value as a value', async () => {
      const definition = listing(
        { datasets: { t: 'EVIL' }, columns: [column('TERM')], statement: 'SELECT term FROM t' },
        [field('TERM', 'string')],
      );
      for (const cell of EVIL) {
        const rows = await source.readOne(definition, spec('TERM', 'string', cell));
        assert.deepEqual(rows, cell.trim() === cell ? [[cell]] : []);
      }
      const all = await source.readOne(definition, spec('TERM', 'string', ...EVIL));
      assert.equal(all.length, EVIL.filter((cell) => cell.trim() === cell).length);
    });

    it('take every parameter as a value', async () => {
      const definition = listing({ columns: [column('V')], statement: `SELECT v FROM unnest(:TERM) v` }, [
        field('TERM', 'string', { filters: 'none' }),
      ]);
      const values = EVIL.filter((cell) => cell.trim() === cell);
      const rows = await source.readOne(definition, spec('TERM', 'string', ...values));
      assert.deepEqual(rows.flat().sort(), [...values].sort());
    });

    it('leave what looks like a parameter in strings, names and comments alone', async () => {
      const definition = listing(
        {
          columns: [column('A'), column('B'), column('C')],
          statement: `SELECT ':TERM' AS a, $$:TERM'$$ AS b, 'x'::text AS ":c", 1 AS c -- :TERM '
            /* :TERM ' " /* ; */ */ -- end`,
        },
        [field('TERM', 'string', { filters: 'none' })],
      );
      assert.deepEqual(await source.readOne(definition, spec('TERM', 'string', `'; x`)), [
        [':TERM', `:TERM'`, '1'],
      ]);
    });

    it('have columns of any name', async () => {
      const [evil] = (
        await source.read({ ...listing(ae), rows: { kind: 'datasets', contextColumns: true } })
      ).filter(({ name }) => name === 'EVIL');
      assert.deepEqual(evil?.columns.slice(-3), ['TERM', `A"b'c; drop`, `:x\\$$`]);
      assert.deepEqual(
        evil.rows.map((row) => row.at(-1)),
        EVIL,
      );
    });

    it('run one statement alone', async () => {
      for (const tail of [
        ') r; select (1',
        ') r; commit; drop table clinical.study; select 1 from (select 1',
        '; select 1',
      ]) {
        const definition = listing({ columns: [column('A')], statement: `SELECT 1 AS a${tail}` });
        await assert.rejects(source.open(definition), { code: 'REPORT_STATEMENT' });
        await assert.rejects(source.resolve(definition), { code: 'REPORT_STATEMENT' });
      }
    });

    it('change nothing', async () => {
      for (const statement of [
        `WITH x AS (DELETE FROM clinical.study RETURNING 1) SELECT 1 AS a FROM x`,
        `SELECT nextval('knex_migrations_id_seq') AS a`,
        `SELECT tenant_id AS a FROM clinical.study FOR UPDATE`,
        `SELECT lo_creat(-1) AS a`,
      ]) {
        const definition = listing({ columns: [column('A')], statement });
        await assert.rejects(source.open(definition), { code: 'REPORT_STATEMENT' }, statement);
      }
    });

    it('tell nobody what the driver said', async () => {
      const secret = 'SUBJECT-4711';
      for (const statement of [
        `SELECT '${secret}'::int AS a`,
        `SELECT term::int AS a FROM ae`,
        `SELECT ${secret.toLowerCase().replace('-', '_')} AS a`,
        `SELECT (SELECT siteid FROM ae) AS a`,
        `SELEC`,
      ]) {
        const definition = listing({ datasets: { ae: 'AE' }, columns: [column('A')], statement });
        await assert.rejects(
          source.readOne(definition),
          (error: Error & { code?: string; details?: string }) => {
            assert.equal(error.code, 'REPORT_STATEMENT', statement);
            assert.equal(
              error.message,
              "The report's statement cannot be run; its definition must be mended.",
            );
            assert.equal(error.details, undefined);
            return true;
          },
        );
      }
    });
  });
});
