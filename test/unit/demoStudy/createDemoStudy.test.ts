import assert from 'node:assert/strict';

import type { DatasetSource, InputCell } from '../../../src/domain/dataset.ts';
import { createDemoStudy } from '../../../src/embedded/demoStudy/createDemoStudy.ts';
import { digestRows, readRows } from './readRows.ts';

const SUBJECTS = 60;

describe('createDemoStudy', () => {
  it('offers the seven datasets of a study', () => {
    const names = createDemoStudy({ subjects: 1 }).map((dataset) => dataset.name);
    assert.deepEqual(names, ['DM', 'SV', 'AE', 'VS', 'LB', 'DS', 'CM']);
  });

  it('makes the same bytes on every machine', async () => {
    const digests = await Promise.all(createDemoStudy({ subjects: 20 }).map(digestRows));
    assert.deepEqual(
      digests.map((digest) => digest.slice(0, 12)),
      [
        'e0dae04914f5',
        'afaa4b9a0260',
        '88419f3f4e72',
        'db9f4e79d1b9',
        '373171644fa4',
        '69e5169131fa',
        '94c462718f02',
      ],
    );
  });

  it('makes the same subject whether it is read alone or among many', async () => {
    const [few] = createDemoStudy({ subjects: 3 });
    const [many] = createDemoStudy({ subjects: 40 });
    assert.ok(few && many);
    assert.deepEqual((await readRows(few))[2], (await readRows(many))[2]);
  });

  it('gives another checksum exactly where the rows are others', async () => {
    const checksum = (options: { seed?: number; subjects: number; name?: string }) =>
      Promise.all(
        createDemoStudy(options).map((dataset) => dataset.readSha256(new AbortController().signal)),
      );
    const first = await checksum({ subjects: 5 });
    assert.deepEqual(await checksum({ seed: 1, subjects: 5, name: 'DEMO01' }), first);
    for (const other of [
      await checksum({ seed: 2, subjects: 5 }),
      await checksum({ subjects: 6 }),
      await checksum({ subjects: 5, name: 'X' }),
    ]) {
      assert.equal(new Set([...first, ...other]).size, 14);
    }
  });

  it('follows the names, labels, lengths and types that it announces', async () => {
    for (const dataset of createDemoStudy({ subjects: SUBJECTS })) await checkShape(dataset);
  });

  it('holds what makes real data hard', async () => {
    const rows = (await Promise.all(createDemoStudy({ subjects: SUBJECTS }).map(readRows))).flat();
    const cells = new Set(rows.flat());
    const has = (pattern: RegExp) =>
      [...cells].some((cell) => typeof cell === 'string' && pattern.test(cell));
    const traps = [
      /^2014$/,
      /^2014-\d\d$/,
      /^007$/,
      /"/,
      /,/,
      /\n/,
      /[ệịầ]/,
      /[α-ω]/,
      /[一-龠]/,
      /^-\d/,
      /^<\d/,
      /&/,
    ];
    assert.deepEqual(
      traps.filter((trap) => !has(trap)),
      [],
    );
    assert.ok(cells.has('') && cells.has(null));
  });

  it('numbers visits with fractions whether they were planned or not', async () => {
    const visits = (await readDataset('SV')).map((row) => ({
      number: row[3],
      planned: row[5] !== null,
    }));
    const fractional = visits.filter(({ number }) => typeof number === 'string' && number.includes('.'));
    assert.ok(fractional.some((visit) => visit.planned));
    assert.ok(fractional.some((visit) => !visit.planned));
  });

  it('gives every subject a record in DM and only such subjects in the others', async () => {
    const subjects = new Set((await readDataset('DM')).map((row) => row[2]));
    assert.equal(subjects.size, SUBJECTS);
    for (const dataset of createDemoStudy({ subjects: SUBJECTS })) {
      for (const row of await readRows(dataset)) assert.ok(subjects.has(row[2] ?? null));
    }
  });

  it('hands rows out in small batches', async () => {
    const dataset = createDemoStudy({ subjects: 200 }).find(({ name }) => name === 'LB');
    assert.ok(dataset);
    let batches = 0;
    for await (const batch of dataset.rows(new AbortController().signal)) {
      assert.ok(batch.length <= 500);
      batches++;
    }
    assert.ok(batches > 10);
  });

  it('stops when it is told to', async () => {
    const dataset = createDemoStudy({ subjects: 100_000 }).find(({ name }) => name === 'LB');
    const controller = new AbortController();
    await assert.rejects(
      async () => {
        for await (const batch of dataset?.rows(controller.signal) ?? []) {
          assert.ok(batch.length > 0);
          controller.abort();
        }
      },
      { name: 'AbortError' },
    );
  });
});

async function readDataset(name: string): Promise<readonly (readonly InputCell[])[]> {
  const dataset = createDemoStudy({ subjects: SUBJECTS }).find((candidate) => candidate.name === name);
  assert.ok(dataset);
  return readRows(dataset);
}

async function checkShape(dataset: DatasetSource): Promise<void> {
  const { columns } = dataset;
  assert.equal(new Set(columns.map((column) => column.name)).size, columns.length);
  for (const { name, label } of columns) {
    assert.match(name, /^[A-Z][A-Z0-9]{0,7}$/);
    assert.ok(label.length > 0 && label.length <= 40, label);
  }
  for (const row of await readRows(dataset)) {
    assert.equal(row.length, columns.length);
    columns.forEach((column, at) => {
      const cell = row[at] ?? null;
      if (column.type !== 'string') {
        assert.ok(
          cell === null || (typeof cell === 'string' && Number.isFinite(Number(cell)) && cell !== ''),
        );
        return;
      }
      assert.ok(
        typeof cell === 'string' && cell.length <= (column.length ?? 0),
        `${dataset.name}.${column.name}`,
      );
    });
  }
}
