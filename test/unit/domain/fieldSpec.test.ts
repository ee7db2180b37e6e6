import assert from 'node:assert/strict';

import { AppError } from '../../../src/domain/errors.ts';
import {
  checkFieldSpecs,
  isSameFieldSpecs,
  type FieldSpec,
  type FieldValue,
} from '../../../src/domain/fieldSpec.ts';
import { FIELD_TYPES, type FieldType } from '../../../src/domain/fieldType.ts';
import type { ReportDefinition } from '../../../src/domain/reportDefinition.ts';

const definition: ReportDefinition = {
  id: '546A79C296BE11EABB370242AC130002',
  name: 'Demo',
  level: 'study',
  description: '',
  formats: ['CSV'],
  fields: FIELD_TYPES.map((type) => ({
    name: type === 'list' ? 'SITEID' : type.toUpperCase(),
    otherNames: type === 'list' ? ['siteId', 'siteIds'] : [],
    label: type,
    type,
    filters: 'none' as const,
  })),
  rows: { kind: 'datasets', contextColumns: true },
};

const spec = (fieldName: string, fieldType: FieldType, ...fieldValueList: FieldValue[]): FieldSpec => ({
  fieldName,
  fieldType,
  fieldValueList,
});

describe('isSameFieldSpecs', () => {
  const site = spec('SITEID', 'list', '1', '2');
  const visit = spec('VISIT', 'string', 'A');
  const same: [string, FieldSpec[], FieldSpec[]][] = [
    ['nothing and nothing', [], []],
    ['the order of fields', [site, visit], [visit, site]],
    ['the order of values', [site], [spec('SITEID', 'list', '2', '1')]],
    ['a value twice', [site], [spec('SITEID', 'list', '1', '2', '2')]],
    ['a field twice', [site], [site, site]],
    ['the case of names', [site], [spec('siteid', 'list', '1', '2')]],
    ['sequence and id', [site], [{ ...site, fieldSequence: 4, fieldId: 'X' }]],
    ['a number and its text', [site], [spec('SITEID', 'list', 1, 2)]],
  ];
  for (const [what, left, right] of same) {
    it(`does not count ${what}`, () => {
      assert.ok(isSameFieldSpecs(left, right));
      assert.ok(isSameFieldSpecs(right, left));
    });
  }

  const different: [string, FieldSpec[], FieldSpec[]][] = [
    ['a field more', [site], [site, visit]],
    ['a filter and none', [site], []],
    ['another name', [site], [spec('SITE', 'list', '1', '2')]],
    ['another type', [site], [spec('SITEID', 'string', '1', '2')]],
    ['a value less', [site], [spec('SITEID', 'list', '1')]],
    ['the case of values', [visit], [spec('VISIT', 'string', 'a')]],
    ['values that join to the same text', [spec('V', 'list', 'a,b')], [spec('V', 'list', 'a', 'b')]],
  ];
  for (const [what, left, right] of different) {
    it(`counts ${what}`, () => {
      assert.ok(!isSameFieldSpecs(left, right));
      assert.ok(!isSameFieldSpecs(right, left));
    });
  }
});

describe('checkFieldSpecs', () => {
  const good: [FieldType, FieldValue[]][] = [
    ['list', ['a']],
    ['list', ['a', 'b', 3, true]],
    ['string', ['x', "'; drop table --", ' y ']],
    ['number', [1]],
    ['number', ['-1.50']],
    ['number', ['1e3', '+.5e4']],
    ['number', ['', 5]],
    ['number', [5, '']],
    ['number', [5, 5]],
    ['date', ['2024']],
    ['date', ['2024-02']],
    ['date', ['2024-02-29']],
    ['date', ['2024-02', '2024']],
    ['date', ['2024-02-10', '2024-02']],
    ['date', ['', '2024']],
    ['date-time', ['2024-02-29T23']],
    ['date-time', ['2024-02-29T23:59:59.123456Z']],
    ['date-time', ['2024-02-29', '2024-02-29T10:00']],
    ['date-time', ['2024-01-01T10:00Z', '2024-01-01T10:00:30']],
    ['boolean', [true]],
    ['boolean', ['false']],
  ];
  for (const [type, values] of good) {
    it(`takes ${type} ${JSON.stringify(values)}`, () => {
      const [filter] = checkFieldSpecs(definition, [spec(nameOf(type), type, ...values)]);
      assert.deepEqual(
        filter?.values,
        values.map((value) => String(value).trim()),
      );
      assert.equal(filter.type, type);
    });
  }

  const bad: [FieldType, FieldValue[], RegExp][] = [
    ['list', [''], /none of them empty/],
    ['list', ['a\0'], /NUL/],
    ['string', ['a\0'], /NUL/],
    ['number', ['x'], /one number/],
    ['number', ['1,5'], /one number/],
    ['number', ['NaN'], /one number/],
    ['number', ['0x10'], /one number/],
    ['number', [''], /one number/],
    ['number', [true], /one number/],
    ['number', [1, 2, 3], /3 values/],
    ['number', [2, 1], /lies after/],
    ['date', ['2023-02-29'], /one date/],
    ['date', ['2023-13'], /one date/],
    ['date', ['0000'], /one date/],
    ['date', ['01/02/2023'], /one date/],
    ['date', ['2023-01-01T10:00'], /one date/],
    ['date', ['2024', '2023'], /lies after/],
    ['date-time', ['2023-01-01T24:00'], /one time/],
    ['date-time', ['2023-01-01T10:00+02:00'], /one time/],
    ['date-time', ['2023-01-01T10:01', '2023-01-01T10:00:59Z'], /lies after/],
    ['boolean', ['yes'], /true or false/],
    ['boolean', [1], /true or false/],
    ['boolean', [true, false], /2 values/],
  ];
  for (const [type, values, details] of bad) {
    it(`refuses ${type} ${JSON.stringify(values)} and does not repeat the value`, () => {
      const error = refusalOf(spec(nameOf(type), type, ...values));
      assert.equal(error.code, 'FIELD_VALUE');
      assert.match(error.details ?? '', details);
    });
  }

  for (const type of FIELD_TYPES) {
    it(`takes a range with two open ends, a list without values, as no filter: ${type}`, () => {
      assert.deepEqual(checkFieldSpecs(definition, [spec(nameOf(type), type)]), []);
    });
  }

  const interchangeable = new Set([
    'list string',
    'string list',
    'date date-time',
    'date-time date',
    'number list',
  ]);
  for (const sent of FIELD_TYPES) {
    for (const defined of FIELD_TYPES) {
      const fits = sent === defined || interchangeable.has(`${sent} ${defined}`);
      it(`${fits ? 'takes' : 'refuses'} the type ${sent} for a field of type ${defined}`, () => {
        const check = () => checkFieldSpecs(definition, [spec(nameOf(defined), sent)]);
        if (fits) assert.deepEqual(check(), []);
        else assert.throws(check, { code: 'FIELD_VALUE', details: new RegExp(`must be ${defined}`) });
      });
    }
  }

  it('compares a list as a number where it is asked for as one', () => {
    assert.deepEqual(checkFieldSpecs(definition, [spec('SITEID', 'number', 3, 9)]), [
      { name: 'SITEID', type: 'number', values: ['3', '9'] },
    ]);
  });

  it('matches names and other names without regard to case and gives the canonical one', () => {
    for (const name of ['SITEID', 'siteid', 'siteIds', 'SITEIDS']) {
      assert.equal(checkFieldSpecs(definition, [spec(name, 'list', 'a')])[0]?.name, 'SITEID');
    }
  });

  it('refuses a field that the report does not have, and lists those that it has', () => {
    const error = refusalOf(spec('__proto__', 'list', 'a'));
    assert.equal(error.code, 'FIELD_UNKNOWN');
    assert.match(error.details ?? '', /SITEID, DATE/);
  });

  it('refuses a field under two of its names', () => {
    const error = refusalOf(spec('SITEID', 'list', 'a'), spec('siteIds', 'list', 'b'));
    assert.equal(error.code, 'FIELD_DUPLICATE');
  });

  it('reports faults of several kinds together, by place and name, never by value', () => {
    const error = refusalOf(spec('NOPE', 'list', 'SUBJ-0815'), spec('number', 'number', 'SUBJ-0815'));
    assert.equal(error.code, 'FIELD_SPECS');
    assert.match(error.details ?? '', /fieldSpecsList\[0\] \(NOPE\).*fieldSpecsList\[1\] \(number\)/);
    assert.ok(!error.details?.includes('0815'));
  });

  it('tells no more than twenty faults', () => {
    const error = refusalOf(...Array.from({ length: 30 }, (_, index) => spec(`F${index}`, 'list')));
    assert.match(error.details ?? '', /\(F19\).*And 10 more\.$/);
  });
});

function nameOf(type: FieldType): string {
  return type === 'list' ? 'SITEID' : type.toUpperCase();
}

function refusalOf(...specs: FieldSpec[]): AppError {
  try {
    checkFieldSpecs(definition, specs);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  assert.fail('the specs were taken');
}
