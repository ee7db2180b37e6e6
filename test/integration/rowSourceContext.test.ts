import assert from 'node:assert/strict';

import type { Cell } from '../../src/domain/dataset.ts';
import { text } from './importFixture.ts';
import { extract, field, never, type Read, spec, useRowSource } from './rowSourceFixture.ts';

const CONTEXT =
  'TENANTID STUDYID COUNTRY SITEID INVID INVNAM USUBJID SCRNID SUBJID VISITNUM VISIT UNSCHED SVSTDTC'.split(
    ' ',
  );
const visitnum = { name: 'VISITNUM', label: '', type: 'float' } as const;
const float = (name: string) => ({ name, label: '', type: 'float' }) as const;

describe('context columns', () => {
  const source = useRowSource(
    {
      name: 'DM',
      columns: ['STUDYID', 'USUBJID', 'SUBJID', 'SITEID', 'COUNTRY', 'INVNAM', 'AGE'].map(text),
      rows: [
        ['PROT-1', 'P-1', '1', '701', 'USA', 'Ada', '63'],
        ['PROT-1', 'P-2', '2', '702', 'JPN', '', ''],
      ],
    },
    {
      name: 'SV',
      columns: [text('USUBJID'), visitnum, text('VISIT'), text('SVSTDTC'), text('SVUPDES')],
      rows: [
        ['P-1', '1', 'BASELINE', '2014-01-02', ''],
        ['P-1', '9.3', 'UNSCHEDULED 9.3', '2014-05-06', 'fever'],
        // The same visit once more, twice.
        ['P-1', '9.3', 'UNSCHEDULED 9.3', '2014-05-07', 'fever'],
        ['P-1', '9.299999999999999', 'UNSCHEDULED 9.3', '2014-05-08', ''],
        ['P-2', '1', 'BASELINE', '2014', ''],
      ],
    },
    {
      name: 'VS',
      columns: [text('VSTEST'), text('USUBJID'), visitnum, text('SITEID')],
      rows: [
        ['a', 'P-1', '9.299999999999999', '999'],
        ['b', 'P-1', '9.3', ''],
        ['c', 'P-2', '1', '702'],
        ['d', 'P-2', null, '702'],
        ['e', '', '1', ''],
        ['f', 'P-1', '1', '701'],
      ],
    },
    {
      name: 'LBCSV',
      columns: [text('USUBJID'), text('VISITNUM')],
      rows: [
        ['P-1', '9.30'],
        ['P-1', ' 1 '],
        ['P-1', 'one'],
        ['P-1', ''],
        ['P-2', '1e0'],
      ],
    },
    { name: 'TV', columns: [text('ARM'), visitnum], rows: [['A', '1']] },
    { name: 'NUMERIC', columns: [float('USUBJID'), text('X')], rows: [['17', 'x']] },
    { name: 'MIXED', columns: [text('usubjid'), text('Visit')], rows: [['P-2', 'own']] },
  );

  const of = async (dataset: string): Promise<Read> => {
    const found = (await source.read(extract([], true))).find(({ name }) => name === dataset);
    assert.ok(found);
    return found;
  };
  const pick = ({ columns, rows }: Read, ...names: string[]): Cell[][] =>
    rows.map((row) => names.map((name) => row[columns.indexOf(name)] ?? ''));

  it('stand first, in their order, and the other columns follow in the order of the source', async () => {
    assert.deepEqual((await of('VS')).columns, [...CONTEXT, 'VSTEST']);
    assert.deepEqual((await of('DM')).columns, [...CONTEXT, 'AGE']);
  });

  it('name the study although the order did not know what it is called', async () => {
    const query = { ...source.toQuery(extract([], true), []), studyName: null };
    const snapshot = await source.rowSource().open(query, never);
    try {
      assert.equal(snapshot.studyName, 'S1');
      const vs = snapshot.datasets.find(({ name }) => name === 'VS');
      assert.ok(vs);
      for await (const batch of vs.rows()) {
        assert.deepEqual([...new Set(batch.map((row) => row[CONTEXT.indexOf('STUDYID')]))], ['S1']);
      }
    } finally {
      await snapshot.close();
    }
  });

  it('leave their place to the dataset’s own column, whatever case its name has', async () => {
    assert.deepEqual(pick(await of('DM'), 'TENANTID', 'STUDYID', 'SITEID'), [
      ['acme', 'PROT-1', '701'],
      ['acme', 'PROT-1', '702'],
    ]);
    assert.deepEqual(pick(await of('VS'), 'SITEID', 'COUNTRY', 'STUDYID')[0], ['999', 'USA', 'S1']);
    const mixed = await of('MIXED');
    assert.deepEqual(
      mixed.columns,
      CONTEXT.map((name) => (name === 'USUBJID' ? 'usubjid' : name === 'VISIT' ? 'Visit' : name)),
    );
    assert.deepEqual(pick(mixed, 'Visit', 'COUNTRY', 'VISITNUM', 'UNSCHED'), [['own', 'JPN', '', '']]);
  });

  it('keep the labels and types of the dataset’s own columns', async () => {
    const snapshot = await source.open(extract([], true), ...[]);
    try {
      const vs = snapshot.datasets.find(({ name }) => name === 'VS');
      assert.deepEqual(
        vs?.columns.map(({ name, type }) => `${name} ${type}`),
        [...CONTEXT, 'VSTEST'].map((name) =>
          name === 'VISITNUM' ? 'VISITNUM float' : name === 'UNSCHED' ? 'UNSCHED integer' : `${name} string`,
        ),
      );
    } finally {
      await snapshot.close();
    }
  });

  it('look each row’s subject and visit up without adding or losing a row', async () => {
    assert.deepEqual(pick(await of('VS'), 'VSTEST', 'COUNTRY', 'SUBJID', 'VISIT', 'UNSCHED', 'SVSTDTC'), [
      ['a', 'USA', '1', 'UNSCHEDULED 9.3', '1', '2014-05-06'],
      ['b', 'USA', '1', 'UNSCHEDULED 9.3', '1', '2014-05-06'],
      ['c', 'JPN', '2', 'BASELINE', '0', '2014'],
      ['d', 'JPN', '2', '', '', ''],
      ['e', '', '', '', '', ''],
      ['f', 'USA', '1', 'BASELINE', '0', '2014-01-02'],
    ]);
    assert.equal((await of('SV')).rows.length, 5);
  });

  it('print VISITNUM as it is stored', async () => {
    assert.deepEqual(pick(await of('VS'), 'VISITNUM').flat(), [
      '9.299999999999999',
      '9.3',
      '1',
      '',
      '1',
      '1',
    ]);
  });

  it('find the visit of a VISITNUM that is text', async () => {
    assert.deepEqual(pick(await of('LBCSV'), 'VISITNUM', 'VISIT'), [
      ['9.30', 'UNSCHEDULED 9.3'],
      [' 1 ', 'BASELINE'],
      ['one', ''],
      ['', ''],
      ['1e0', 'BASELINE'],
    ]);
  });

  it('are empty where the dataset has no USUBJID', async () => {
    const tv = await of('TV');
    assert.deepEqual(tv.columns, [...CONTEXT, 'ARM']);
    assert.deepEqual(tv.rows, [CONTEXT.map((name): Cell => (name === 'VISITNUM' ? '1' : null)).concat('A')]);
  });

  it('know a subject whose USUBJID is a number', async () => {
    assert.deepEqual(pick(await of('NUMERIC'), 'USUBJID', 'X', 'COUNTRY'), [['17', 'x', '']]);
  });

  it('can be filtered by; what is missing matches nothing', async () => {
    const definition = extract(
      [
        field('DOMAIN', 'list', { filters: 'dataset' }),
        field('COUNTRY', 'list'),
        field('VISITNUM', 'list', { valuesFrom: 'visitNumber' }),
        field('UNSCHED', 'number'),
        field('SVSTDTC', 'date-time'),
      ],
      true,
    );
    const vs = spec('DOMAIN', 'list', 'vs');
    const tests = async (...specs: Parameters<typeof source.read>[1][]) => {
      const [read] = await source.read(definition, vs, ...specs);
      return read === undefined ? [] : pick(read, 'VSTEST').flat();
    };
    assert.deepEqual(await tests(spec('COUNTRY', 'list', 'JPN')), ['c', 'd']);
    assert.deepEqual(await tests(spec('VISITNUM', 'list', '9.3')), ['a', 'b']);
    assert.deepEqual(await tests(spec('VISITNUM', 'number', '2', '')), ['a', 'b']);
    assert.deepEqual(await tests(spec('VISITNUM', 'number', '', '9.3')), ['a', 'b', 'c', 'e', 'f']);
    assert.deepEqual(await tests(spec('UNSCHED', 'number', 0)), ['c', 'f']);
    assert.deepEqual(await tests(spec('SVSTDTC', 'date', '2014-05')), ['a', 'b', 'c']);
    const csv = await source.readOne(
      definition,
      spec('DOMAIN', 'list', 'LbCsv'),
      spec('VISITNUM', 'list', '1'),
    );
    assert.equal(csv.length, 2);
  });

  it('choose the datasets by DOMAIN, whatever its case, and keep no row of one without the filtered column', async () => {
    const definition = extract(
      [field('DOMAIN', 'list', { filters: 'dataset' }), field('AGE', 'string')],
      true,
    );
    const chosen = await source.read(definition, spec('DOMAIN', 'list', 'sv', 'Dm'));
    assert.deepEqual(
      chosen.map(({ name }) => name),
      ['DM', 'SV'],
    );
    const aged = await source.read(definition, spec('AGE', 'string', '63'));
    assert.deepEqual(
      aged.map(({ name, rows }) => `${name} ${rows.length}`),
      ['DM 1', 'LBCSV 0', 'MIXED 0', 'NUMERIC 0', 'SV 0', 'TV 0', 'VS 0'],
    );
  });
});
