import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import type { Column } from '../../src/domain/dataset.ts';
import type { Sample } from '../integration/importFixture.ts';
import { checkTools } from './checkTools.ts';
import { readWithR } from './readWith.ts';
import { readLongLabels, readNamestrs, type Section, splitSections } from './transportRecords.ts';
import { useWrittenFiles } from './writtenFiles.ts';
import { column } from './writtenStudy.ts';

const NAME = 'AdverseEventTermAsReportedByItem';
const LONG_LABEL = `Wie der Prüfer es beschrieb: ${'·'.repeat(113)}`;

const columns: readonly Column[] = [
  column('USUBJID', 'string', { label: 'Unique Subject Identifier' }),
  column(NAME, 'string', { label: LONG_LABEL }),
  column('Grade', 'float', { label: 'x'.repeat(40), displayFormat: '8.2' }),
];
const rows = [
  ['001', 'x'.repeat(32_767), '1'],
  ['002', 'ζάλη', '-0.5'],
];
const SHORT: Sample = { name: 'AE', columns: [column('USUBJID', 'string')], rows: [['001']] };
const LABELLED: Sample = { name: 'AdverseEventsOfSpecialInterest_1', columns, rows };
const FORMATTED: Sample = {
  name: 'GRADES',
  columns: [...columns, column('Worst', 'float', { displayFormat: 'ADVERSEEVENTGRADE3.1' })],
  rows: rows.map((row) => [...row, '5']),
};

/** haven ignores how many rows OBSV8 says there are, and reads long labels wherever it finds them: SAS does not. */
describe('SAS transport files of version 8, byte by byte', function () {
  this.timeout(120_000);
  before(checkTools);
  const { write, tables } = useWrittenFiles(SHORT, LABELLED, FORMATTED);

  async function readSections(dataset: string): Promise<Section[]> {
    const paths = await write('XPORT');
    const place = tables().findIndex(({ name }) => name === dataset);
    return splitSections(await readFile(paths[place] ?? ''));
  }
  const find = (sections: readonly Section[], name: string): Section =>
    sections.find((section) => section.name === name) ?? assert.fail(`there is no ${name}`);

  it('are made of the records of version 8, with one of long labels only where there are some', async () => {
    for (const [dataset, ...labels] of [
      [SHORT.name],
      [LABELLED.name, 'LABELV8'],
      [FORMATTED.name, 'LABELV9'],
    ] as const) {
      const names = (await readSections(dataset)).map(({ name }) => name);
      assert.deepEqual(names, ['LIBV8', 'MEMBV8', 'DSCPTV8', 'NAMSTV8', ...labels, 'OBSV8']);
    }
  });

  it('say in OBSV8 how many rows there are, right-aligned in 15 characters', async () => {
    for (const { name, rows: expected } of tables()) {
      const { text } = find(await readSections(name), 'OBSV8');
      assert.equal(text, `${String(expected.length).padStart(15)}${' '.repeat(15)}`);
    }
  });

  it('have the dataset by its long name, and variables by long names at 88 with the length of their labels at 120', async () => {
    for (const table of tables()) {
      const sections = await readSections(table.name);
      const { body } = find(sections, 'DSCPTV8');
      assert.equal(body.toString('latin1', 0, 48), `SAS     ${table.name.padEnd(32)}SASDATA `);
      const expected = table.columns.map(({ name, label, type, displayFormat = '' }, index) => ({
        isText: type === 'string',
        number: index + 1,
        shortName: name.slice(0, 8),
        format: (/^[A-Z]*/.exec(displayFormat)?.[0] ?? '').slice(0, 8),
        longName: name,
        labelBytes: Buffer.byteLength(label),
      }));
      const namestrs = readNamestrs(find(sections, 'NAMSTV8'));
      assert.deepEqual(
        namestrs.map(({ sizeBytes: _, ...rest }) => rest),
        expected,
      );
    }
  });

  it('have labels over 40 bytes in LABELV8, their number left-aligned', async () => {
    const section = find(await readSections(LABELLED.name), 'LABELV8');
    assert.equal(section.text, '1'.padEnd(30));
    assert.equal(Buffer.byteLength(LONG_LABEL), 256);
    assert.deepEqual(readLongLabels(section), [['2', NAME, LONG_LABEL]]);
  });

  it('have a format name over 8 bytes in LABELV9, beside long labels', async () => {
    const section = find(await readSections(FORMATTED.name), 'LABELV9');
    assert.equal(section.text, '2'.padEnd(30));
    assert.deepEqual(readLongLabels(section), [
      ['2', NAME, LONG_LABEL, '', ''],
      ['4', 'Worst', 'Label of Worst', 'ADVERSEEVENTGRADE3.1', ''],
    ]);
  });

  it('hold so many rows as they say, and blanks up to the end of the last record', async () => {
    for (const { name, rows: expected } of tables()) {
      const sections = await readSections(name);
      const sizes = readNamestrs(find(sections, 'NAMSTV8')).map(({ sizeBytes }) => sizeBytes);
      const rowBytes = sizes.reduce((sum, size) => sum + size);
      const padding = find(sections, 'OBSV8').body.toString('latin1', expected.length * rowBytes);
      assert.match(padding, /^ {0,79}$/);
    }
  });

  it('give haven texts of 32,767 bytes whole', async () => {
    const paths = await write('XPORT');
    const found = await readWithR('haven', paths);
    tables().forEach((table, index) => {
      const texts = table.rows.map((row) => row.filter((_, at) => table.columns[at]?.type === 'string'));
      const read = found[index]?.rows.map((row) => row.slice(0, texts[0]?.length));
      assert.deepEqual(read, texts);
    });
  });
});
