import assert from 'node:assert/strict';

import type { FieldFilter, FieldSpec } from '../../../src/domain/fieldSpec.ts';
import { preferReadable } from '../../../src/domain/preferReadable.ts';
import type { ReportDefinition } from '../../../src/domain/reportDefinition.ts';

const definition: ReportDefinition = {
  id: 'D'.repeat(32),
  name: 'Listing',
  level: 'study',
  description: '',
  formats: ['CSV'],
  fields: [
    { name: 'SITEID', otherNames: ['siteIds'], label: 'Site', type: 'list', filters: { column: 'SITEID' } },
    {
      name: 'SVSTDTC',
      otherNames: [],
      label: 'Visit date',
      type: 'date-time',
      filters: { column: 'SVSTDTC' },
    },
  ],
  rows: { kind: 'datasets', contextColumns: true },
};
const filters: FieldFilter[] = [
  { name: 'SITEID', type: 'list', values: ['701', '702'] },
  { name: 'SVSTDTC', type: 'date-time', values: ['2014-01', ''] },
];
const header = [
  { label: 'Site', text: '701 – North, 702' },
  { label: 'Visit date', text: '2014-01 to …' },
];
const sites: FieldSpec = { fieldName: 'siteIds', fieldType: 'list', fieldValueList: ['701', '702'] };
const dates: FieldSpec = { fieldName: 'SVSTDTC', fieldType: 'date-time', fieldValueList: ['2014-01', ''] };

function prefer(fieldSpecs: FieldSpec[], extFieldSpecs: FieldSpec[]) {
  return preferReadable({ definition, requested: { fieldSpecs, extFieldSpecs }, filters, header });
}

describe('preferReadable', () => {
  it('keeps what the data says where the request has no words of its own', () => {
    assert.deepEqual(prefer([sites, dates], []), header);
    assert.deepEqual(prefer([sites, dates], [{ ...sites, fieldValueList: [' '] }]), header);
  });

  it('takes label and values of the request, known by the field id', () => {
    const spec = { ...sites, fieldId: 'ab' };
    const ext = {
      ...sites,
      fieldId: 'AB',
      fieldName: 'Study Site',
      fieldValueList: ['Site001', 'Site002'],
    };
    assert.deepEqual(prefer([spec, dates], [ext]), [
      { label: 'Study Site', text: 'Site001, Site002' },
      header[1],
    ]);
  });

  it('takes the values of the request by the field’s names or its label, and keeps the label of the definition', () => {
    for (const fieldName of ['siteid', 'SITEIDS']) {
      const [line] = prefer([sites, dates], [{ ...sites, fieldName, fieldValueList: ['Site001'] }]);
      assert.deepEqual(line, { label: 'Site', text: 'Site001' });
    }
    const [line] = prefer([sites, dates], [{ ...sites, fieldName: 'SITE', fieldValueList: ['Site001'] }]);
    assert.deepEqual(line, { label: 'SITE', text: 'Site001' });
  });

  it('reads a range of the request as a range', () => {
    const ext = { ...dates, fieldValueList: ['1 Jan 2014', '2 Feb 2014'] };
    assert.deepEqual(prefer([sites, dates], [ext])[1], {
      label: 'Visit date',
      text: '1 Jan 2014 to 2 Feb 2014',
    });
  });

  it('does not print words of the request that belong to no filter', () => {
    assert.deepEqual(
      prefer([sites, dates], [{ fieldName: 'Other', fieldType: 'list', fieldValueList: ['x'] }]),
      header,
    );
  });
});
