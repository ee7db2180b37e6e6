import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import { createRowSource } from '../../src/db/rowSource/createRowSource.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import type { Column, DatasetSource, InputCell } from '../../src/domain/dataset.ts';
import type { ReportDefinition } from '../../src/domain/reportDefinition.ts';
import type { RowQuery } from '../../src/jobs/ports.ts';
import type { CsvOptions } from '../../src/render/csv/csvOptions.ts';
import { renderOutput } from '../../src/render/renderOutput.ts';
import type { RowSet } from '../../src/render/rowSet.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';

const signal = new AbortController().signal;

const definition: ReportDefinition = {
  id: 'D'.repeat(32),
  name: 'Extract',
  level: 'study',
  description: '',
  formats: ['CSV'],
  fields: [],
  rows: { kind: 'datasets', contextColumns: false },
};

const TEXTS = [
  ...['', '\\.', '\\N', '\\', '\\\\.', '"', '""', ',', '\n', '\r', '\r\n', '\t', '\b\f\v', 'a\\nb', ' x '],
  ...["it's", 'say "no", twice', 'two\nlines', '日本', '😀', 'ß', '\uFEFF', 'null', 'NULL', '007', '-1.50'],
  ...['=1+1', '+1', '-', '-1-1', '-.5', '-2.', '-1e-3', '@x', '\t=1', '\r=1', '=a,"b"', '-1\n', '-１'],
  ...['\n=1', '＝1+1', '＋1', '－1', '＠x'],
];

const text = (name: string): Column => ({ name, label: '', type: 'string' });

function datasetOf(
  name: string,
  columns: readonly Column[],
  rows: readonly (readonly InputCell[])[],
): DatasetSource {
  return {
    name,
    label: '',
    columns,
    fileName: `${name}.csv`,
    readSha256: () => Promise.resolve(name.padEnd(64, '0').toLowerCase()),
    async *rows() {
      yield rows;
      await Promise.resolve();
    },
  };
}

describe('CSV from PostgreSQL', () => {
  let database: TestDatabase;
  let query: RowQuery;

  before(async () => {
    database = await createTestDatabase();
    const { studyId } = await importDatasets(
      {
        ownerUrl: database.ownerUrl,
        tenantId: 'acme',
        study: { name: 'S1', mode: 'test' },
        sources: [
          datasetOf('ONE', [text('A')], [...TEXTS.map((cell) => [cell]), [null]]),
          datasetOf(
            'MANY',
            [
              text('USUBJID'),
              text('B'),
              { name: 'N', label: '', type: 'decimal' },
              { name: 'F', label: '', type: 'float' },
              { name: 'T', label: '', type: 'boolean' },
              { name: 'D', label: '', type: 'date' },
              { name: 'DT', label: '', type: 'datetime' },
            ],
            TEXTS.map((cell, index) => [
              `S${index}`,
              index % 3 === 0 ? null : cell,
              index % 4 === 0 ? null : `-${index}.50`,
              `${index / 7}`,
              index % 2 === 0 ? 'true' : null,
              '2024-02-29',
              '2024-02-29T01:02:03.5',
            ]),
          ),
        ],
      },
      signal,
    );
    query = {
      definition,
      scope: { tenantId: 'acme', studyId, mode: 'test' },
      studyName: 'S1',
      filters: [],
    };
  });
  after(() => database.drop());

  for (const [distinguishNull, lineEnd, escapeFormulas] of [
    [false, 'LF', false],
    [true, 'LF', false],
    [true, 'CRLF', false],
    [false, 'LF', true],
    [true, 'LF', true],
  ] as const) {
    it(`has the same bytes encoded by the server and here, NULL ${distinguishNull ? 'told' : 'not told'} from the empty string, ${lineEnd}, formulas ${escapeFormulas ? 'escaped' : 'as they are'}`, async () => {
      const snapshot = await createRowSource({ connectionString: database.clinicalUrl }).open(query, signal);
      try {
        assert.equal(snapshot.datasets.length, 2);
        for (const dataset of snapshot.datasets) {
          const encoded = await render(dataset, { distinguishNull, lineEnd, escapeFormulas });
          const { name, label, columns, rowCount } = dataset;
          const fromCells = await render(
            {
              ...{ name, label, columns, rowCount },
              measureText: (unit) => dataset.measureText(unit),
              rows: () => dataset.rows(),
              digest: () => dataset.digest(),
            },
            { distinguishNull, lineEnd, escapeFormulas },
          );
          assert.equal(fromCells.toString(), encoded.toString());
          assert.ok(fromCells.equals(encoded));
        }
      } finally {
        await snapshot.close();
      }
    });
  }
});

function render(dataset: RowSet, options: Omit<CsvOptions, 'bom' | 'labels'>): Promise<Buffer> {
  const csv = { bom: false, labels: false, ...options };
  const { content } = renderOutput({
    formats: ['CSV'],
    options: { ...RENDER_OPTIONS, csv },
    report: reportOf([dataset]),
    name: 'x',
    describe: () => undefined,
  });
  return buffer(content);
}
