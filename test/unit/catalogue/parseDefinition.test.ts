import assert from 'node:assert/strict';

import { parseDefinition } from '../../../src/catalogue/parseDefinition.ts';
import { FORMATS } from '../../../src/domain/reportDefinition.ts';
import { findFaults, spoil, VALID } from './definitionText.ts';

const SHAPE_FAULTS: readonly (readonly [string, string, string, number, RegExp])[] = [
  [
    'an id of another shape',
    'id: 0123456789abcdef0123456789ABCDEF',
    'id: SDE',
    1,
    /id: must be 32 hexadecimal/,
  ],
  ['an empty name', 'name: Ages', 'name: ""', 2, /^name: /],
  ['another level', 'level: study', 'level: site', 3, /level: .*"study"\|"tenant"/],
  ['another format', '[CSV]', '[CSV, DOC]', 4, /formats\.1: .*CSV/],
  ['no format', '[CSV]', '[]', 4, /^formats: /],
  ['a word for formats that is not all', '[CSV]', 'any', 4, /^formats: /],
  [
    'an unknown key',
    'level: study',
    'level: study\ncolour: red',
    4,
    /colour: unknown key; allowed: id, name, level/,
  ],
  [
    'an unknown key of a field',
    'type: date,',
    'type: date, kind: x,',
    7,
    /fields\.1\.kind: unknown key; allowed: name,/,
  ],
  ['another field type', 'type: date', 'type: day', 7, /fields\.1\.type: .*"list"\|"date"\|"date-time"/],
  ['another source of values', 'valuesFrom: site', 'valuesFrom: lab', 6, /valuesFrom: .*"site"\|"country"/],
  ['another kind of rows', 'kind: sql', 'kind: file', 9, /rows\.kind: kind must be "datasets" or "sql"/],
  ['an alias in upper case', '{ dm: DM }', '{ Dm: DM }', 10, /datasets\.Dm: .*lower-case/],
  ['another column type', 'type: integer', 'type: int', 17, /columns\.1\.type: .*"string"\|"integer"/],
  ['no order', '[SITEID, AGE desc]', '[]', 18, /^rows\.orderBy: /],
];

const SENSE_FAULTS: readonly (readonly [string, string, string, number, RegExp])[] = [
  ['a field of a name that stands', 'name: SINCE', 'name: SITEIDS', 7, /field name SITEIDS stands twice/],
  ['a field named as the scope is', 'name: SINCE', 'name: studyId', 7, /may not be named studyId/],
  ['a field that filters no column', 'name: SITEID, other', 'name: SITE, other', 6, /allowed: SITEID, AGE/],
  [
    'a field that picks datasets',
    'filters: none',
    'filters: dataset',
    7,
    /filters: dataset is for rows of kind datasets/,
  ],
  ['a parent that is no field', 'valuesFrom: site', 'parent: AGE', 6, /parent: both SITEID and AGE must be/],
  [
    'a parent that is no list',
    'valuesFrom: site',
    'parent: since',
    6,
    /parent: both SITEID and since must be/,
  ],
  [
    'a field below no list',
    'filters: none',
    'filters: none, parent: SITEID',
    7,
    /must be fields of type list/,
  ],
  ['a field above itself', 'valuesFrom: site', 'parent: siteid', 6, /parent: SITEID stands above itself/],
  ['a column that stands twice', 'name: AGE,', 'name: siteid,', 17, /the column siteid stands twice/],
  ['an order by no column', 'AGE desc', 'SEX desc', 18, /SEX is no output column/],
];

describe('parseDefinition', () => {
  it('reads a definition, with the id in its canonical form and the defaults in place', () => {
    const parsed = parseDefinition(VALID);
    assert.ok('definition' in parsed);
    const { id, description, fields, rows } = parsed.definition;
    assert.equal(id, '0123456789ABCDEF0123456789ABCDEF');
    assert.equal(description, '');
    assert.deepEqual(fields[0], {
      name: 'SITEID',
      otherNames: ['siteIds'],
      label: 'SITEID',
      type: 'list',
      filters: { column: 'SITEID' },
      valuesFrom: 'site',
    });
    assert.ok(rows.kind === 'sql');
    assert.deepEqual(rows.orderBy, [
      { column: 'SITEID', descending: false },
      { column: 'AGE', descending: true },
    ]);
  });

  for (const [what, part, other, line, message] of [...SHAPE_FAULTS, ...SENSE_FAULTS]) {
    it(`refuses ${what}, with its line and what is allowed`, () => {
      const faults = findFaults(spoil(part, other));
      const found = faults.find((fault) => message.test(fault.message));
      assert.equal(found?.line, line, JSON.stringify(faults));
    });
  }

  it('tells all faults at once, by line, those of the shape and those of the sense', () => {
    let text = spoil('id: 0123', 'id: 123');
    text = spoil('[CSV]', '[XML]', text);
    text = spoil('type: date', 'type: day', text);
    text = spoil('FROM dm', 'FROM dm;', text);
    text = spoil('type: integer', 'type: int', text);
    text = spoil('AGE desc', 'SEX', text);
    assert.deepEqual(
      findFaults(text).map(({ line }) => line),
      [1, 4, 7, 13, 17, 18],
    );
  });

  it('judges no further where the fields cannot be read', () => {
    const text = spoil('- { name: SINCE, type: date, filters: none }', '- SINCE');
    assert.deepEqual(
      findFaults(text).map(({ line }) => line),
      [7],
    );
  });

  it('refuses values of a study and context columns in a report of the tenant', () => {
    const text = `id: 0123456789ABCDEF0123456789ABCDEF
name: Extract
level: tenant
formats: [CSV]
fields:
  - { name: SITEID, type: list, valuesFrom: site }
rows: { kind: datasets }
`;
    assert.deepEqual(
      findFaults(text).map(({ line }) => line),
      [6, 7],
    );
  });

  it('says where the text is no YAML', () => {
    const faults = findFaults('name: [CSV\nlevel: study\n');
    assert.ok(faults.length > 0);
    assert.match(faults[0]?.message ?? '', /not valid YAML/);
  });

  it('refuses a key that stands twice', () => {
    const [fault] = findFaults(spoil('level: study', 'level: study\nlevel: tenant'));
    assert.equal(fault?.line, 4);
  });

  it('offers every format where it says all', () => {
    const parsed = parseDefinition(spoil('[CSV]', 'all'));
    assert.ok('definition' in parsed);
    assert.deepEqual(parsed.definition.formats, FORMATS);
  });

  it('refuses an empty file', () => {
    assert.equal(findFaults('').length, 1);
  });
});
