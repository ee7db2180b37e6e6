import assert from 'node:assert/strict';

import { z } from 'zod';

import type { DataType } from '../../src/domain/dataset.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { checkTools } from './checkTools.ts';
import type { DatabaseTable } from './databaseTables.ts';
import { isSpecial } from './normalise.ts';
import { runPython } from './readWith.ts';
import { useWrittenFiles } from './writtenFiles.ts';
import { WRITTEN_STUDY } from './writtenStudy.ts';

const SHEETS = z.array(
  z.object({
    name: z.string(),
    state: z.string(),
    frozen: z.string().nullable(),
    filter: z.string().nullable(),
    widths: z.array(z.number()),
    types: z.array(z.array(z.string().nullable())),
    values: z.array(z.array(z.string())),
  }),
);
type Sheet = z.infer<typeof SHEETS>[number];

/** Of a cell that has a value, as openpyxl calls it. */
const TYPES: Readonly<Record<DataType, string>> = {
  string: 's',
  integer: 'n',
  float: 'n',
  decimal: 'n',
  boolean: 'b',
  date: 'datetime',
  time: 'time',
  datetime: 'datetime',
};

async function readSheets([path = '']: readonly string[]): Promise<Sheet[]> {
  return SHEETS.parse(JSON.parse(await runPython('workbook.py', [path])));
}

/** What every cell is to be: text stays text whatever it looks like, blank text too, and what is missing has no value. */
function toTypes({ columns, rows }: DatabaseTable): (string | null)[][] {
  return rows.map((row) =>
    row.map((cell, index) => {
      const type = columns[index]?.type ?? 'string';
      return cell === null || isSpecial(type, cell) ? null : TYPES[type];
    }),
  );
}

describe('Workbooks to openpyxl', function () {
  this.timeout(120_000);
  before(checkTools);
  const { write, tables } = useWrittenFiles(...WRITTEN_STUDY);
  const lastLetter = ({ columns }: DatabaseTable) => String.fromCharCode(0x40 + columns.length);

  it('have a sheet for each dataset behind the cover, its names frozen above typed cells, with a filter over all', async () => {
    const [cover, ...sheets] = await readSheets(await write('XLSX'));
    assert.equal(cover?.name, 'Report');
    assert.deepEqual(
      sheets.map(({ name, state }) => [name, state]),
      // Excel takes no more than 31 characters.
      tables().map(({ name }) => [name.slice(0, 31), 'visible']),
    );
    for (const [index, table] of tables().entries()) {
      const {
        types: [heads, ...types],
        frozen,
        filter,
        widths,
      } = sheets[index] ?? assert.fail();
      assert.deepEqual(
        heads,
        table.columns.map(() => 's'),
      );
      assert.deepEqual(types, toTypes(table), table.name);
      assert.equal(frozen, 'A2');
      assert.equal(filter, `A1:${lastLetter(table)}${table.rows.length + 1}`);
      assert.ok(widths.every((width) => width > 0 && width <= 255));
    }
  });

  it('freeze a second row with the labels where these are asked for', async () => {
    const csv = { ...RENDER_OPTIONS.csv, labels: true };
    const [, ...sheets] = await readSheets(await write('XLSX', { csv }));
    tables().forEach((table, index) => {
      const { values, frozen, filter } = sheets[index] ?? assert.fail();
      assert.deepEqual(
        values[1],
        table.columns.map(({ label }) => label),
      );
      assert.equal(frozen, 'A3');
      assert.equal(filter, `A2:${lastLetter(table)}${table.rows.length + 2}`);
    });
  });

  it('say on the cover what was asked for, and how many rows each sheet has', async () => {
    const [cover] = await readSheets(await write('XLSX'));
    assert.ok(cover);
    const facts = new Map(cover.values.map(([name, ...values]) => [name, values]));
    assert.equal(cover.values[0]?.[0], 'Subject Data Extract');
    assert.equal(facts.get('Study')?.[0], 'PILOT <01> & "Söhne"');
    assert.equal(facts.get('Mode')?.[0], 'test');
    assert.equal(facts.get('Site')?.[0], '701 (Oslo), 702 (=Århus)');
    assert.equal(facts.get('Data as of (UTC)')?.[0], '2026-02-03T04:05:06.789Z');
    for (const { name, label, rows } of tables()) {
      const [foundLabel, count, sheet, digest = ''] = facts.get(name) ?? [];
      assert.deepEqual([foundLabel, sheet], [label, name.slice(0, 31)]);
      assert.equal(Number(count), rows.length);
      assert.match(digest, /^[0-9a-f]{64}$/);
    }
  });
});
