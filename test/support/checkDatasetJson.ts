import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { Ajv2019 } from 'ajv/dist/2019.js';

type Value = string | number | boolean | null;
type Column = { itemOID: string; name: string; dataType: string; targetDataType?: string };
export type DatasetJson = {
  [attribute: string]: unknown;
  itemGroupOID: string;
  records: number;
  name: string;
  columns: Column[];
  rows: Value[][];
};

const SCHEMA: unknown = JSON.parse(
  readFileSync(new URL('dataset-json-1.1/dataset.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2019({ strict: false, allErrors: true }).compile(SCHEMA as object);

const DECIMAL = /^-?\d+(\.\d+)?$/;
const FITS: Readonly<Record<string, (value: Value) => boolean>> = {
  string: (value) => typeof value === 'string',
  URI: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string',
  time: (value) => typeof value === 'string',
  datetime: (value) => typeof value === 'string',
  integer: Number.isInteger,
  float: Number.isFinite,
  double: Number.isFinite,
  decimal: (value) => typeof value === 'string' && DECIMAL.test(value),
  boolean: (value) => typeof value === 'boolean',
};

/** Holds a document against CDISC's schema, and against the rules of the standard that the schema does not know. */
export function checkDatasetJson(document: unknown): asserts document is DatasetJson {
  assert.ok(validate(document), JSON.stringify(validate.errors));
  // What the schema requires is there by now.
  const { records, itemGroupOID, name, columns, rows, datasetJSONVersion } = document as DatasetJson;
  assert.equal(datasetJSONVersion, '1.1.0');
  assert.ok(itemGroupOID !== '' && name !== '');
  assert.equal(new Set(columns.map((column) => column.name)).size, columns.length);
  assert.equal(new Set(columns.map((column) => column.itemOID)).size, columns.length);
  assert.ok(columns.every((column) => column.name !== '' && column.itemOID !== ''));
  for (const { dataType, targetDataType } of columns) {
    assert.equal(targetDataType === 'decimal', dataType === 'decimal');
    assert.ok(targetDataType !== 'integer' || ['date', 'time', 'datetime'].includes(dataType));
  }
  assert.equal(rows.length, records);
  for (const row of rows) {
    assert.equal(row.length, columns.length);
    row.forEach((value, index) => {
      const { dataType = '', name: column = '' } = columns[index] ?? {};
      assert.ok(value === null || FITS[dataType]?.(value), `${column}: ${String(value)}`);
    });
  }
}
