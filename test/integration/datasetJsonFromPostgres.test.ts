import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { importDatasets } from '../../src/db/import/importDatasets.ts';
import type { Column, InputCell } from '../../src/domain/dataset.ts';
import { openSources } from '../../src/intake/openSources.ts';
import { type Rendered, renderOutput } from '../../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { text } from './importFixture.ts';
import { extract, never, useRowSource } from './rowSourceFixture.ts';

const typed = (name: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  ...{ name, label: `Label of ${name}`, type },
  ...more,
});

const COLUMNS: readonly Column[] = [
  { ...text('USUBJID'), length: 40 },
  { ...text('AESTDTC'), logicalType: 'date' },
  typed('AESEQ', 'integer'),
  typed('AEDOSE', 'float', { displayFormat: '8.3' }),
  typed('AEDEC', 'decimal'),
  typed('AEFL', 'boolean'),
  typed('ADT', 'date', { displayFormat: 'E8601DA.' }),
  typed('ATM', 'time', { displayFormat: 'TIME8.' }),
  typed('ADTM', 'datetime', { displayFormat: 'DATETIME20.' }),
];

describe('Dataset-JSON from PostgreSQL', () => {
  const rows: InputCell[][] = [
    [
      '001',
      '2014-02',
      '9223372036854775807',
      '0.1',
      '1.50',
      'true',
      '2014-03-05',
      '10:30:00',
      '1959-12-31T23:59:59',
    ],
    [
      '',
      '',
      '-1',
      '-118.625',
      '12345678901234567890.5',
      'false',
      '0999-01-01',
      '00:00:00.25',
      '2014-03-05T10:30:15.5',
    ],
    [null, null, null, { special: 'A' }, null, null, { special: 'Z' }, null, null],
    ['ζάλη "😀" \\ \n\t\u0001', 'x', '0', '5e-324', '0', null, null, null, null],
  ];
  const source = useRowSource({
    name: 'AE',
    columns: COLUMNS,
    rows,
  });
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dataset-json-'));
  });
  after(() => rm(folder, { recursive: true }));

  for (const [format, name] of [
    ['DATASET_JSON', 'ae.json'],
    ['NDJSON', 'ae.ndjson'],
    ['DSJC', 'ae.dsjc'],
  ] as const) {
    it(`${format} comes back cell by cell through the importer, with its columns`, async () => {
      const path = join(folder, name);
      const snapshot = await source.open(extract());
      let notes: readonly string[] = [];
      try {
        const output = renderOutput({
          formats: [format],
          options: RENDER_OPTIONS,
          report: reportOf(snapshot.datasets),
          name: 'ae',
          describe: ({ files }: Rendered) => files,
        });
        await pipeline(output.content, createWriteStream(path));
        notes = output.summarize().manifest.flatMap((file) => file.notes);
      } finally {
        await snapshot.close();
      }
      assert.deepEqual(notes, [
        'AE.AEDOSE: special missing values are null.',
        'AE.ADT: special missing values are null.',
      ]);
      const sources = await openSources([path], never);
      assert.deepEqual(sources[0]?.columns, COLUMNS);

      const { scope } = source;
      const [expected] = await source.read(extract());
      const study = { name: format, mode: 'test' } as const;
      const order = { ownerUrl: source.database().ownerUrl, tenantId: 'acme', study, sources };
      const { studyId } = await importDatasets(order, never);
      const query = { ...source.toQuery(extract(), []), scope: { ...scope(), studyId } };
      const again = await source.rowSource().open(query, never);
      try {
        const back: unknown[] = [];
        for await (const batch of again.datasets[0]?.rows() ?? []) back.push(...batch);
        assert.deepEqual(back, expected?.rows);
        assert.equal(back.length, rows.length);
      } finally {
        await again.close();
      }
    });
  }
});
