import assert from 'node:assert/strict';

import { AppError } from '../../../src/domain/errors.ts';
import { parseDirectBodyV1, parseDirectBodyV2 } from '../../../src/http/schemas/directBody.ts';

const SECTION = {
  columns: ['Subject Id', 'Visit Type'],
  data: [
    ['1001', 'BASELINE'],
    ['1002', null],
  ],
};
const TABLE = { columns: SECTION.columns, rows: SECTION.data, headers: [] };
const LIMIT = 1_000;

const v1 = (body: unknown) => parseDirectBodyV1(body);
const v2 = (body: unknown) => parseDirectBodyV2(body, LIMIT);
const refusal = (parse: () => unknown): AppError => {
  try {
    parse();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The body was taken.');
};

describe('The body of a direct report', () => {
  for (const member of ['sectiondata', 'result']) {
    it(`is taken as documented, with its rows in ${member}`, () => {
      const body = { reportSection: { [member]: SECTION, rptName: 'Subject Visit', rptSeq: 1 } };
      assert.deepEqual(v1(body), { name: 'Subject Visit', table: TABLE });
      assert.deepEqual(v2(body), { name: 'Subject Visit', table: TABLE });
    });
  }

  it('may be a table, or a list of objects under any name, in version 2', () => {
    assert.deepEqual(v2({ ...SECTION, rptName: 'X' }), { name: 'X', table: TABLE });
    const records = [{ 'Subject Id': '1001', 'Visit Type': 'BASELINE' }, { 'Subject Id': '1002' }];
    assert.deepEqual(v2({ visits: records }), { name: null, table: TABLE });
    assert.deepEqual(v2({ data: records, count: 2, rptName: 'X' }), { name: 'X', table: TABLE });
  });

  it('may be one row in version 2: any other object', () => {
    const sent = { 'Subject Id': '1001', count: 5, visits: ['V1', 'V2'], site: { no: 701 }, a: [], b: null };
    assert.deepEqual(v2({ ...sent, rptName: 'X' }), {
      name: 'X',
      table: {
        columns: ['Subject Id', 'count', 'visits', 'site', 'a', 'b'],
        rows: [['1001', '5', '["V1","V2"]', '{"no":701}', '[]', null]],
        headers: [],
      },
    });
    assert.deepEqual(v2({ a: [{ x: 1 }], b: [{ x: 2 }] }).table, {
      columns: ['a', 'b'],
      rows: [['[{"x":1}]', '[{"x":2}]']],
      headers: [],
    });
  });

  it('may hold what is not known, such as a page of a provider', () => {
    const page = { ...SECTION, hasMore: 'false', limit: 50, offset: 0, totalResults: 2 };
    const section = { sectiondata: page, rptName: 'X', rptKind: 'Y' };
    assert.deepEqual(v1({ reportSection: section, more: 1 }).table, TABLE);
    assert.deepEqual(v2({ ...page, status: 'success' }).table, TABLE);
    assert.deepEqual(v2({ rows: [{ A: 1 }], hasMore: 'false', limit: 50 }).table.rows, [['1']]);
  });

  it('may have its table under both names, where it is the same', () => {
    assert.deepEqual(v1({ reportSection: { result: { ...SECTION }, sectiondata: SECTION } }).table, TABLE);
    const { code, details } = refusal(() =>
      v1({ reportSection: { result: { ...SECTION, columns: ['B'] }, sectiondata: SECTION } }),
    );
    assert.equal(code, 'BODY_SHAPE');
    assert.match(details ?? '', /differ/);
  });

  it('shows what is nested as JSON', () => {
    const { table } = v2({ columns: ['A', 'B'], data: [[{ x: [1, 'é\0'] }, []]], headers: { h: [1] } });
    assert.deepEqual(table.rows, [['{"x":[1,"é\\u0000"]}', '[]']]);
    assert.deepEqual(table.headers, [{ label: 'h', text: '[1]' }]);
  });

  it('writes numbers and truths as text, and keeps null apart from the empty text', () => {
    const { table } = v2({ columns: ['A', 'B', 'C', 'D'], data: [[1.5, true, '', null]] });
    assert.deepEqual(table.rows, [['1.5', 'true', '', null]]);
  });

  it('may have headers, which stand above the table', () => {
    const headers = { siteNumbr: 701, investigator: 'A. Smith', shipmentNumbr: null };
    assert.deepEqual(v2({ ...SECTION, headers }).table.headers, [
      { label: 'siteNumbr', text: '701' },
      { label: 'investigator', text: 'A. Smith' },
    ]);
  });

  it('may have no rows', () => {
    assert.deepEqual(v2({ columns: ['A'], data: [], count: 0 }).table.rows, []);
  });

  it('keeps names apart that every object has by itself', () => {
    const { table } = v2(JSON.parse('{"rows":[{"__proto__":"a"},{"constructor":"b"}]}'));
    assert.deepEqual(table.columns, ['__proto__', 'constructor']);
    assert.deepEqual(table.rows, [
      ['a', null],
      [null, 'b'],
    ]);
  });

  for (const [what, body] of [
    ['nothing', undefined],
    ['null', null],
    ['an object without members', {}],
    ['a list without objects', { visits: [] }],
    ['a name alone', { rptName: 'X' }],
  ] as const) {
    it(`is empty where it is ${what}: 500 in version 2, as documented`, () => {
      assert.equal(refusal(() => v2(body)).code, 'EMPTY_PAYLOAD');
    });
  }

  for (const [what, body] of [
    ['no body', undefined],
    ['a list', []],
    ['no section', {}],
    ['a section without rows', { reportSection: { rptName: 'X' } }],
    ['a name with a line break', { reportSection: { result: SECTION, rptName: 'a\nb' } }],
    ['columns that are no list', { reportSection: { result: { columns: 'A', data: [] } } }],
    ['no columns', { reportSection: { result: { columns: [], data: [] } } }],
    ['a column twice', { reportSection: { result: { columns: ['A', 'A'], data: [] } } }],
    ['headers that are a list', { reportSection: { result: { ...SECTION, headers: [1] } } }],
  ] as const) {
    it(`is refused with what is allowed: ${what}`, () => {
      const { code, details } = refusal(() => v1(body));
      assert.equal(code, 'BODY_SHAPE');
      assert.notEqual(details, undefined);
    });
  }

  for (const body of [[], 'text', 7, { reportSection: 1 }, { columns: ['A'] }]) {
    it(`is refused in version 2: ${JSON.stringify(body)}`, () => {
      assert.equal(refusal(() => v2(body)).code, 'BODY_SHAPE');
    });
  }

  for (const [what, data, place] of [
    ['too few cells', [['a', 'b'], ['secret']], 'Row 2 has 1 cells; allowed: 2.'],
    ['too many cells', [['a', 'b', 'secret']], 'Row 1 has 3 cells; allowed: 2.'],
    ['a row that is no list', [['a', 'b'], { secret: 1 }], 'Row 2: allowed: a list of cells.'],
    ['a nested number that lost digits', [[[2 ** 53], 'b']], 'Row 1, column 1: allowed: text'],
    ['a cell with NUL', [['secret\0', 'b']], 'Row 1, column 1: allowed: text'],
    ['half of a character', [['secret\ud800', 'b']], 'Row 1, column 1: allowed: text'],
    ['a number that lost digits', [[12345678901234567890, 'b']], 'Row 1, column 1: allowed: text'],
  ] as const) {
    it(`names the row, and never a value: ${what}`, () => {
      const error = refusal(() => v2({ columns: ['A', 'B'], data }));
      assert.equal(error.code, 'BODY_ROWS');
      assert.ok(error.details?.startsWith(place), error.details);
      assert.doesNotMatch(String(error.details), /secret/);
    });
  }

  it('must have as many rows as it says', () => {
    const { code, details } = refusal(() => v2({ ...SECTION, count: 3 }));
    assert.equal(code, 'BODY_ROWS');
    assert.equal(details, 'count is 3, data has 2 rows; they must agree.');
  });

  it('tells twenty rows that are wrong, and looks no further', () => {
    const { details } = refusal(() =>
      v2({ columns: ['A', 'B'], data: Array.from({ length: 5_000 }, () => ['a']) }),
    );
    assert.equal(details?.match(/Row \d+ has/g)?.length, 20);
  });

  it('may not grow: objects whose members all differ', () => {
    const objects = Array.from({ length: 30 }, (_, index) => ({ [`c${index}`]: 1 }));
    const { code, details } = refusal(() => v2({ objects }));
    assert.equal(code, 'BODY_TOO_LARGE');
    assert.equal(details, 'Allowed: 500 cells, rows times columns.');
  });
});
