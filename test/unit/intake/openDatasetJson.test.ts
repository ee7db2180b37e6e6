import assert from 'node:assert/strict';
import { deflateSync, gzipSync } from 'node:zlib';

import type { InputCell } from '../../../src/domain/dataset.ts';
import { findFault, readRows, useIntakeFolder } from './intakeFolder.ts';

type Described = { name: string; dataType: string; [attribute: string]: unknown };

const COLUMNS: Described[] = [
  {
    itemOID: 'IT.USUBJID',
    name: 'USUBJID',
    label: 'Subject',
    dataType: 'string',
    length: 11,
    keySequence: 1,
  },
  { itemOID: 'IT.SEQ', name: 'SEQ', label: '', dataType: 'integer', length: 8 },
  { itemOID: 'IT.DOSE', name: 'DOSE', label: '', dataType: 'double', displayFormat: '8.2' },
  { itemOID: 'IT.DEC', name: 'DEC', label: '', dataType: 'decimal', targetDataType: 'decimal' },
  { itemOID: 'IT.FL', name: 'FL', label: '', dataType: 'boolean' },
  { itemOID: 'IT.DTC', name: 'DTC', label: '', dataType: 'date' },
  {
    ...{ itemOID: 'IT.ADT', name: 'ADT', label: '', dataType: 'date' },
    ...{ targetDataType: 'integer', displayFormat: 'E8601DA.' },
  },
];
const TWO_ROWS =
  '[["01", 9223372036854775807, -1.5e-7, "1.500", true, "2014-02", "2014-02-03"],\n' +
  ' ["", null, -0, null, false, "", null]]';

function toMetadata(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    datasetJSONCreationDateTime: '2026-02-03T04:05:06',
    datasetJSONVersion: '1.1.0',
    sourceSystem: { name: 'a ] } "\\', version: '1' },
    itemGroupOID: 'IG.AE',
    records: 2,
    name: 'ae',
    label: 'Adverse Events',
    columns: COLUMNS,
    ...changes,
  };
}

/** A document with rows as they are given, letter by letter. */
function toDocument(rows: string, changes: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify(toMetadata(changes)).slice(0, -1)},"rows":${rows}}`;
}

const toLines = (...rows: string[]): string => [JSON.stringify(toMetadata()), ...rows, ''].join('\n');
const READ: InputCell[][] = [
  ['01', '9223372036854775807', '-1.5e-7', '1.500', 'true', '2014-02', '2014-02-03'],
  ['', null, '-0', null, 'false', '', null],
];
const LINES = toLines(
  '["01", 9223372036854775807, -1.5e-7, "1.500", true, "2014-02", "2014-02-03"]',
  '["", null, -0, null, false, "", null]',
);

describe('Dataset-JSON files', () => {
  const { open } = useIntakeFolder();
  const read = async (name: string, content: string | Buffer) => {
    const [source] = await open(name, content);
    return readRows(source);
  };

  it('give the dataset with the types that it is stored as', async () => {
    const [source] = await open('x.json', toDocument(TWO_ROWS));
    assert.deepEqual([source?.name, source?.label], ['AE', 'Adverse Events']);
    assert.deepEqual(source?.columns, [
      { name: 'USUBJID', label: 'Subject', type: 'string', length: 11 },
      { name: 'SEQ', label: '', type: 'integer' },
      { name: 'DOSE', label: '', type: 'float', displayFormat: '8.2' },
      { name: 'DEC', label: '', type: 'decimal' },
      { name: 'FL', label: '', type: 'boolean' },
      { name: 'DTC', label: '', type: 'string', logicalType: 'date' },
      { name: 'ADT', label: '', type: 'date', displayFormat: 'E8601DA.' },
    ]);
    assert.deepEqual(await readRows(source), READ);
  });

  for (const [what, name, content] of [
    ['lines', 'x.ndjson', LINES],
    ['lines that end as in Windows', 'x.ndjson', LINES.replaceAll('\n', '\r\n')],
    ['lines without a last line end', 'x.ndjson', LINES.trimEnd()],
    ['lines after a byte order mark', 'x.ndjson', `\uFEFF${LINES}`],
    ['zlib', 'x.dsjc', deflateSync(LINES)],
    ['gzip', 'x.dsjc', gzipSync(LINES)],
    ['an object with attributes behind its rows', 'x.json', toDocument(`${TWO_ROWS},"more":{"a":[1]}`)],
    ['an object with white space everywhere', 'x.json', toDocument(TWO_ROWS).replaceAll(',', ' ,\r\n\t')],
  ] as const) {
    it(`are read from ${what}`, async () => {
      assert.deepEqual(await read(name, content), READ);
    });
  }

  it('are read without rows, as the metadata alone', async () => {
    const metadata = JSON.stringify(toMetadata({ records: 0 }));
    assert.deepEqual(await read('x.json', metadata), []);
    assert.deepEqual(await read('x.json', toDocument('[]', { records: 0 })), []);
  });

  it('keep every escape and every character, wherever the file is cut into blocks', async () => {
    const texts = ['\\"', '\u0001\n', '漢字 😀', '\uFFFD', '\u00e9'.repeat(1000)];
    const rows = Array.from({ length: 2_000 }, (_, index) => [`${texts[index % 5] ?? ''}${index}`]);
    const columns = [COLUMNS[0]];
    const content = toDocument(JSON.stringify(rows), { columns, records: rows.length });
    assert.ok(Buffer.byteLength(content) > 512 * 1024);
    assert.deepEqual(await read('x.json', content), rows);
  });

  it('may hold a text that is longer than a block, and say whole numbers as doubles', async () => {
    const long = 'é'.repeat(1_500_000);
    const rows = `[["${long}", 5.0, 1, "1,234,567.8", null, null, ""]]`;
    assert.deepEqual(await read('x.json', toDocument(rows, { records: 1 })), [
      [long, '5', '1', '1234567.8', null, null, null],
    ]);
  });

  const row = (...changed: [index: number, json: string][]) => {
    const cells = ['"01"', '1', '1.5', '"1.5"', 'true', '"2014"', '"2014-02-03"'];
    for (const [index, json] of changed) cells[index] = json;
    return `[[${cells.join(',')}],[${cells.join(',')}]]`;
  };
  const COLUMN = { itemOID: 'A', name: 'A', label: '', dataType: 'string' };
  for (const [what, content, fault] of [
    ['nothing', '', 'the file is cut: it ends too early.'],
    ['no object', '[1]', 'it is not JSON: { was expected.'],
    ['another version', toDocument('[]', { datasetJSONVersion: '1x1.0' }), 'it is not Dataset-JSON 1.1.'],
    ['no columns', toDocument('[]', { columns: undefined }), 'columns must stand before the rows.'],
    ['rows before columns', '{"rows":[],"columns":[]}', /^datasetJSONVersion, .*columns must stand before/],
    ['a name that is empty', toDocument('[]', { name: '' }), 'the dataset has no name.'],
    [
      'a type that is none',
      toDocument('[]', { columns: [{ ...COLUMN, dataType: 'text' }] }),
      'column A: its dataType is none of Dataset-JSON 1.1.',
    ],
    ['a length of zero', toDocument('[]', { columns: [{ ...COLUMN, length: 0 }] }), /^column A: its length/],
    [
      'a column twice',
      toDocument('[]', { columns: [COLUMN, { ...COLUMN, name: 'a' }] }),
      'dataset AE, column a: columns 1 and 2 have this name.',
    ],
    [
      'fewer rows than it says',
      toDocument(TWO_ROWS, { records: 3 }),
      'it has 2 rows, and says that it has 3.',
    ],
    ['an attribute twice', toDocument(`${TWO_ROWS},"name":"x"`), 'name stands in it twice.'],
    ['rows twice', toDocument(`${TWO_ROWS},"rows":[]`), 'rows stands in it twice.'],
    ['more behind its end', `${toDocument(TWO_ROWS)} {}`, 'something stands behind its end.'],
    ['a short row', toDocument('[["01", 1]]'), 'dataset AE, row 1: 2 values where the file has 7 columns.'],
    [
      'a long row',
      toDocument(row([6, '"2014-02-03",1'])),
      'dataset AE, row 1: more values where the file has 7 columns.',
    ],
    [
      'a row that is none',
      toDocument('[1]'),
      'dataset AE, row 1: it is not JSON: a row in brackets was expected.',
    ],
    [
      'no comma',
      toDocument(row().replace('],[', '][')),
      /^dataset AE, row 2: .* a comma was expected before it/,
    ],
    ['text in a number', toDocument(row([2, '"1.5"'])), /row 1, column DOSE: .* fit its type, float\./],
    ['a fraction in a whole number', toDocument(row([1, '1.5'])), /column SEQ: .* integer\./],
    ['a number in a text', toDocument(row([0, '1'])), /column USUBJID: .* string\./],
    ['a partial date that counts days', toDocument(row([6, '"2014"'])), /column ADT: .* date\./],
    ['a word that is no date', toDocument(row([6, '"today"'])), /column ADT: .* date\./],
    ['a decimal that is none', toDocument(row([3, '"1,5"'])), /column DEC: .* decimal\./],
    ['NaN', toDocument(row([2, 'NaN'])), 'dataset AE, row 1, column DOSE: a value that is not JSON.'],
    ['a number with a zero first', toDocument(row([1, '01'])), /column SEQ: a value that is not JSON/],
    ['a list as a value', toDocument(row([0, '["01"]'])), /column USUBJID: a list or an object/],
    [
      'a line break in a text',
      toDocument(row([0, '"a\nb"'])),
      /column USUBJID: a string with a control character/,
    ],
    ['an unknown escape', toDocument(row([0, '"\\x"'])), /column USUBJID: a string with a control character/],
    ['half of a pair', toDocument(row([0, '"\\ud800"'])), /column USUBJID: half of a surrogate pair/],
    ['its end missing', toDocument(TWO_ROWS).slice(0, -30), 'the file is cut: it ends too early.'],
    ['attributes that never end', `{"a":${'['.repeat(1000)}`, /more than 32 deep/],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const found = await findFault(read('x.json', content));
      assert.ok(found?.startsWith('x.json') === true, found);
      const text = found.replace(/^x\.json[:,] /, '');
      if (typeof fault === 'string') assert.equal(text, fault);
      else assert.match(text, fault);
    });
  }

  it('are refused where two rows share a line', async () => {
    const found = await findFault(read('x.ndjson', LINES.replace(']\n["",', '] ["",')));
    assert.equal(found, 'x.ndjson, dataset AE, row 2: a line end was expected before it.');
  });

  it('are refused where bytes are not UTF-8, naming row and column', async () => {
    const bytes = Buffer.from(toDocument(TWO_ROWS));
    bytes[bytes.indexOf('2014-02-03')] = 0xff;
    assert.equal(
      await findFault(read('x.json', bytes)),
      'x.json, dataset AE, row 1, column ADT: bytes that are not UTF-8.',
    );
  });

  it('are refused where the compressed data is damaged, cut, or a bomb', async () => {
    const packed = gzipSync(LINES);
    for (const bytes of [
      packed.subarray(0, -12),
      Buffer.concat([packed.subarray(0, 40), packed.subarray(60)]),
    ]) {
      assert.equal(await findFault(read('x.dsjc', bytes)), 'x.dsjc: its compressed data is damaged or cut.');
    }
    const bomb = gzipSync(Buffer.concat([Buffer.from(LINES), Buffer.alloc(100 * 1024 * 1024, ' ')]));
    assert.equal(
      await findFault(read('x.dsjc', bomb)),
      'x.dsjc: it unpacks to more than 250 times its size.',
    );
  });
});
