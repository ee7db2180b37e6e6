import assert from 'node:assert/strict';

import { importDatasets } from '../../src/db/import/importDatasets.ts';
import type { FieldSpec } from '../../src/domain/fieldSpec.ts';
import { text, toSource } from './importFixture.ts';
import { extract, field, never, spec, useRowSource } from './rowSourceFixture.ts';

describe('resolving field specs', () => {
  const source = useRowSource(
    {
      name: 'DM',
      columns: ['USUBJID', 'SITEID', 'SITENAME', 'COUNTRY'].map(text),
      rows: [
        ['P-1', '701', 'North', 'USA'],
        ['P-2', '702', '', 'JPN'],
      ],
    },
    {
      name: 'SV',
      columns: [text('USUBJID'), { name: 'VISITNUM', label: '', type: 'float' }, text('VISIT')],
      rows: [
        ['P-1', '1', 'BASELINE'],
        ['P-1', '9.3', 'UNSCHEDULED'],
      ],
    },
  );
  const definition = extract(
    [
      field('DOMAIN', 'list', { label: 'Form', filters: 'dataset', valuesFrom: 'dataset' }),
      field('SITEID', 'list', { label: 'Site', valuesFrom: 'site' }),
      field('COUNTRY', 'list', { label: 'Country', valuesFrom: 'country' }),
      field('USUBJID', 'list', { label: 'Subject', valuesFrom: 'subject' }),
      field('VISIT', 'list', { label: 'Visit', valuesFrom: 'visit' }),
      field('VISITNUM', 'list', { label: 'Visit number', valuesFrom: 'visitNumber' }),
      field('SVSTDTC', 'date-time', { label: 'Visit date' }),
      field('FILE', 'list', { label: 'File name', filters: 'none' }),
    ],
    true,
  );
  const header = async (...specs: FieldSpec[]) =>
    (await source.resolve(definition, ...specs)).header.map(({ label, text: line }) => `${label}: ${line}`);

  it('says the filters with the names that the data has, one line each, in their order', async () => {
    assert.deepEqual(
      await header(
        spec('siteid', 'list', '702', '701'),
        spec('DOMAIN', 'list', 'dm'),
        spec('COUNTRY', 'list', 'JPN'),
        spec('USUBJID', 'list', 'P-1', 'P-2'),
        spec('VISIT', 'list', 'BASELINE'),
        spec('VISITNUM', 'list', '9.30', ' 1'),
        spec('SVSTDTC', 'date-time', '', '2014-03'),
        spec('FILE', 'list', 'x.csv'),
      ),
      [
        'Site: 702, 701 – North',
        'Form: DM – Label of DM',
        'Country: JPN',
        'Subject: P-1, P-2',
        'Visit: BASELINE',
        'Visit number: 9.30, 1',
        'Visit date: … to 2014-03',
        'File name: x.csv',
      ],
    );
    assert.deepEqual(await header(spec('VISITNUM', 'number', 3, 9)), ['Visit number: 3 to 9']);
    assert.deepEqual(await header(), []);
  });

  it('tells all unknown values at once, by position and never by value', async () => {
    await assert.rejects(
      source.resolve(
        definition,
        spec('SITEID', 'list', '701', 'secret-site'),
        spec('COUNTRY', 'list', 'secret-country'),
        spec('USUBJID', 'list', 'secret-1', 'P-1', `secret-'2`),
        spec('VISIT', 'list', 'baseline'),
        spec('VISITNUM', 'list', '9.31', 'secret', '1'),
        spec('DOMAIN', 'list', 'SV', 'secret'),
      ),
      {
        code: 'UNKNOWN_VALUES',
        details: [
          'SITEID: value 2 of 2 is not a site of this study.',
          'COUNTRY: value 1 of 1 is not a country of this study.',
          'USUBJID: values 1, 3 of 3 are not a subject of this study.',
          'VISIT: value 1 of 1 is not a visit of this study.',
          'VISITNUM: values 1, 2 of 3 are not a visit number of this study.',
          'DOMAIN: value 2 of 2 is not a dataset of this study.',
        ].join(' '),
      },
    );
  });

  it('names twenty positions at most', async () => {
    const values = Array.from({ length: 25 }, (_, index) => `none-${index}`);
    await assert.rejects(source.resolve(definition, spec('USUBJID', 'list', ...values)), {
      details: `USUBJID: values ${Array.from({ length: 20 }, (_, index) => index + 1).join(', ')} and 5 more of 25 are not a subject of this study.`,
    });
  });

  it('knows the values of its own study and mode alone', async () => {
    const study = { name: 'S1', mode: 'active' } as const;
    const other = { name: 'DM', columns: ['USUBJID', 'SITEID'].map(text), rows: [['P-9', '709']] };
    const order = { ownerUrl: source.database().ownerUrl, sources: [toSource(other)] };
    await importDatasets({ ...order, tenantId: 'acme', study }, never);
    await importDatasets({ ...order, tenantId: 'other', study: { ...study, mode: 'test' } }, never);
    await assert.rejects(source.resolve(definition, spec('SITEID', 'list', '709')), {
      code: 'UNKNOWN_VALUES',
    });
  });

  it('refuses a study that the tenant does not have', async () => {
    const query = source.toQuery(definition, []);
    for (const scope of [
      { ...query.scope, tenantId: 'other' },
      { ...query.scope, studyId: '0'.repeat(32) },
    ]) {
      await assert.rejects(source.rowSource().resolve({ ...query, scope }, never), {
        code: 'STUDY_NOT_FOUND',
      });
    }
  });

  it('estimates the rows from what the database knows', async () => {
    assert.equal((await source.resolve(definition)).estimatedRows, 4);
    assert.equal((await source.resolve(definition, spec('DOMAIN', 'list', 'DM'))).estimatedRows, 2);
  });
});
