import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import type { InputCell } from '../../src/domain/dataset.ts';
import { renderOutput } from '../../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { listTags, readWorkbook } from '../unit/render/readWorkbook.ts';
import { text } from './importFixture.ts';
import { extract, useRowSource } from './rowSourceFixture.ts';

const typed = (name: string, type: 'integer' | 'float' | 'boolean' | 'date' | 'time' | 'datetime') => ({
  name,
  label: '',
  type,
});

describe('a workbook from PostgreSQL', () => {
  const rows: InputCell[][] = [
    ['001', 'ζάλη\n& ναυτία', '7', '0.1', 'true', '2014-03-05', '12:00:00', '2014-03-05T12:00:00'],
    ['1E5', ' \u0001😀', '9223372036854775807', { special: 'A' }, 'false', '0999-01-01', null, null],
    [null, '', null, '-1e300', null, null, '00:00:00.5', '9999-12-31T23:59:59.999'],
  ];
  const source = useRowSource({
    name: 'AE',
    columns: [
      text('USUBJID'),
      text('AETERM'),
      typed('AESEQ', 'integer'),
      typed('AEDOSE', 'float'),
      typed('AESER', 'boolean'),
      typed('AESTDT', 'date'),
      typed('AETM', 'time'),
      typed('AEDTM', 'datetime'),
    ],
    rows,
  });

  it('has every cell as its column has it, and the digest of the rows on its cover', async () => {
    const snapshot = await source.open({ ...extract(), formats: ['XLSX'] });
    try {
      const output = renderOutput({
        formats: ['XLSX'],
        options: RENDER_OPTIONS,
        report: reportOf(snapshot.datasets),
        name: 'ae',
        describe: ({ datasets, files }) => ({ datasets, files }),
      });
      const { sheets } = await readWorkbook(await buffer(output.content));
      const [cover, ae] = sheets;
      const read = [2, 3, 4].map((row) =>
        Array.from(ae?.rows.get(row) ?? [], (cell) => cell && `${cell.type} ${cell.text}`),
      );
      assert.deepEqual(read, [
        ['inlineStr 001', 'inlineStr ζάλη\n& ναυτία', 'n 7', 'n 0.1', 'b 1', 'n 41703', 'n 0.5', 'n 41703.5'],
        [
          ...['inlineStr 1E5', 'inlineStr  \u0001😀', 'inlineStr 9223372036854775807', undefined],
          ...['b 0', 'inlineStr 0999-01-01'],
        ],
        [
          ...[undefined, 'inlineStr ', undefined, 'n -1e+300', undefined, undefined],
          ...[`n ${0.5 / 86_400}`, `n ${2_958_465 + 86_399_999 / 86_400_000}`],
        ],
      ]);
      assert.deepEqual(listTags(ae?.xml ?? '', 'autoFilter'), [{ ref: 'A1:H4' }]);
      const { datasets, files } = output.summarize().manifest;
      assert.ok(datasets[0]?.sha256);
      assert.ok(cover?.xml.includes(datasets[0].sha256));
      assert.equal(files[0]?.notes.length, 4);
    } finally {
      await snapshot.close();
    }
  });
});
