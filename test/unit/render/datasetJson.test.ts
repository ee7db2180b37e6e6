import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, inflateSync } from 'node:zlib';

import type { Cell, Column } from '../../../src/domain/dataset.ts';
import type { Format } from '../../../src/domain/reportDefinition.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import { checkDatasetJson } from '../../support/checkDatasetJson.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf } from './copyCsv.ts';

const COLUMNS: Column[] = [
  { name: 'USUBJID', label: 'Unique Subject Identifier', type: 'string', length: 11 },
  { name: 'AESTDTC', label: 'Start', type: 'string', logicalType: 'datetime' },
  { name: 'AESEQ', label: '', type: 'integer', length: 8 },
  { name: 'AEDOSE', label: '', type: 'float', displayFormat: '8.2' },
  { name: 'AEDEC', label: '', type: 'decimal' },
  { name: 'AEFL', label: '', type: 'boolean' },
  { name: 'ADT', label: '', type: 'date', displayFormat: 'E8601DA.' },
  { name: 'ATM', label: '', type: 'time' },
  { name: 'ADTM', label: '', type: 'datetime' },
];
const FULL: Cell[] = [
  '01-701-1015',
  '2014-02',
  '9223372036854775807',
  '-1.5e-07',
  '12345678901234567890.123456789000',
  'true',
  '2014-03-05',
  '10:30:00.5',
  '1959-12-31T23:59:59',
];
const TEXTS: Cell[] = [
  '',
  '"\\\u0000\u001f\u007f\n',
  '-1',
  '-0',
  '0',
  'false',
  '0001-01-01',
  '00:00:00',
  null,
];
const NULLS: Cell[] = COLUMNS.map(() => null);
const AE = { name: 'AE', columns: COLUMNS, rows: [FULL, TEXTS, NULLS] };

async function render(format: Format, shape: typeof AE, options: Partial<typeof RENDER_OPTIONS> = {}) {
  const output = renderOutput({
    formats: [format],
    options: { ...RENDER_OPTIONS, ...options },
    report: reportOf([rowSetOf(shape)]),
    name: 'x',
    describe: ({ files }: Rendered) => files,
  });
  const bytes = await buffer(output.content);
  return { bytes, text: bytes.toString(), output, file: output.summarize().manifest[0] };
}

describe('DATASET_JSON', () => {
  it('is what the standard and its schema say, metadata first and complete', async () => {
    const { text, output } = await render('DATASET_JSON', AE);
    const document: unknown = JSON.parse(text);
    checkDatasetJson(document);
    const { rows, ...metadata } = document;
    assert.equal(rows.length, 3);
    assert.equal(Object.keys(document).at(-1), 'rows');
    assert.deepEqual(metadata, {
      datasetJSONCreationDateTime: '2026-02-03T04:05:06.789Z',
      datasetJSONVersion: '1.1.0',
      fileOID: `${'A'.repeat(32)}.AE`,
      originator: 'acme',
      sourceSystem: { name: 'clinical-report-generation', version: '1.2.3' },
      studyOID: 'PILOT <01> & "Söhne"',
      itemGroupOID: 'IG.AE',
      records: 3,
      name: 'AE',
      label: '',
      columns: [
        {
          itemOID: 'IT.AE.USUBJID',
          name: 'USUBJID',
          label: 'Unique Subject Identifier',
          dataType: 'string',
          length: 11,
        },
        { itemOID: 'IT.AE.AESTDTC', name: 'AESTDTC', label: 'Start', dataType: 'datetime' },
        { itemOID: 'IT.AE.AESEQ', name: 'AESEQ', label: '', dataType: 'integer' },
        { itemOID: 'IT.AE.AEDOSE', name: 'AEDOSE', label: '', dataType: 'float', displayFormat: '8.2' },
        { itemOID: 'IT.AE.AEDEC', name: 'AEDEC', label: '', dataType: 'decimal', targetDataType: 'decimal' },
        { itemOID: 'IT.AE.AEFL', name: 'AEFL', label: '', dataType: 'boolean' },
        ...[
          ['ADT', 'date', 'E8601DA.'],
          ['ATM', 'time', 'TIME8.'],
          ['ADTM', 'datetime', 'DATETIME20.'],
        ].map(([name = '', dataType, displayFormat]) => ({
          ...{
            itemOID: `IT.AE.${name}`,
            name,
            label: '',
            dataType,
            targetDataType: 'integer',
            displayFormat,
          },
        })),
      ],
    });
    assert.deepEqual([output.fileName, output.mediaType], ['x.json', 'application/json']);
  });

  it("keeps every value exactly: PostgreSQL's digits, decimals as strings, null beside the empty text", async () => {
    const { text } = await render('DATASET_JSON', AE);
    const lines = text.split('\n').slice(1, -2);
    assert.deepEqual(lines, [
      '["01-701-1015","2014-02",9223372036854775807,-1.5e-07,"12345678901234567890.123456789000",true,' +
        '"2014-03-05","10:30:00.5","1959-12-31T23:59:59"],',
      '["","\\"\\\\\\u0000\\u001f\u007f\\n",-1,-0,"0",false,"0001-01-01","00:00:00",null],',
      '[null,null,null,null,null,null,null,null,null]',
    ]);
  });

  it('is complete without rows', async () => {
    const { text } = await render('DATASET_JSON', { ...AE, rows: [] });
    const document: unknown = JSON.parse(text);
    checkDatasetJson(document);
    assert.deepEqual(document.rows, []);
  });

  it('writes special missing values as null and says so', async () => {
    const rows = [['s1', '.A', '.A', '._', null, null, '.Z', null, null]];
    const { text, file } = await render('DATASET_JSON', { ...AE, rows });
    const document: unknown = JSON.parse(text);
    checkDatasetJson(document);
    assert.deepEqual(document.rows, [['s1', '.A', null, null, null, null, null, null, null]]);
    assert.deepEqual(file?.notes, [
      'AE.AESEQ: special missing values are null.',
      'AE.AEDOSE: special missing values are null.',
      'AE.ADT: special missing values are null.',
    ]);
  });

  for (const [column, cell] of [
    ['AEDOSE', 'NaN'],
    ['AEDOSE', '-Infinity'],
    ['AEDEC', 'NaN'],
    ['ADT', 'infinity'],
    ['ADT', '0044-03-15 BC'],
    ['ADTM', '12014-03-05T00:00:00'],
  ] as const) {
    it(`refuses ${cell} in ${column}, naming dataset, column and row alone`, async () => {
      const bad = COLUMNS.map(({ name }) => (name === column ? cell : null));
      await assert.rejects(render('DATASET_JSON', { ...AE, rows: [NULLS, NULLS, bad] }), (error: Error) => {
        const { code, details } = error as Error & { code?: string; details?: string };
        assert.equal(code, 'FORMAT_CANNOT_HOLD');
        assert.match(details ?? '', new RegExp(`^AE\\.${column}, row 3: `));
        assert.ok(!details?.includes(cell));
        return true;
      });
    });
  }
});

describe('NDJSON', () => {
  it('has the metadata as its first line and each row as one more', async () => {
    const { text, output } = await render('NDJSON', AE);
    const { text: whole } = await render('DATASET_JSON', AE);
    assert.ok(text.endsWith(']\n'));
    const [head = '', ...rows] = text.trimEnd().split('\n');
    const document: unknown = {
      ...(JSON.parse(head) as object),
      rows: rows.map((row): unknown => JSON.parse(row)),
    };
    checkDatasetJson(document);
    assert.deepEqual(document, JSON.parse(whole));
    assert.equal(output.fileName, 'x.ndjson');
  });

  it('is one line without rows', async () => {
    const { text } = await render('NDJSON', { ...AE, rows: [] });
    assert.equal(text.split('\n').length, 2);
  });
});

describe('DSJC', () => {
  for (const [compression, unpack] of [
    ['ZLIB', inflateSync],
    ['GZIP', gunzipSync],
  ] as const) {
    it(`unpacks from ${compression} to exactly the bytes of the NDJSON file`, async () => {
      const { bytes, output } = await render('DSJC', AE, { dsjc: { compression } });
      assert.deepEqual(unpack(bytes), (await render('NDJSON', AE)).bytes);
      assert.equal(output.fileName, 'x.dsjc');
      assert.equal(output.mediaType, 'application/vnd.cdisc.dataset-json.compressed');
    });
  }
});
