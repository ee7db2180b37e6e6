import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Column } from '../../../src/domain/dataset.ts';
import { openSources } from '../../../src/intake/openSources.ts';
import { textColumn } from './copyCsv.ts';
import { assertRefused, numberColumn, renderTransport, type TransportShape } from './renderTransport.ts';

const never = new AbortController().signal;
const LONG_NAME = 'AVeryLongNameOf_32_Characters_Xx';
const LONG_LABEL = `Größe ${'ß'.repeat(60)} Ende`;
const NAMESTRS = 640;

describe('The headers of a transport file of version 8', () => {
  const columns: Column[] = [
    { ...textColumn('SHORT', 'a label of its own'), displayFormat: '$CHAR5.' },
    { ...numberColumn(LONG_NAME, 'float', 'AVERYLONGFORMAT12.3'), label: LONG_LABEL },
    { ...numberColumn('PLAIN', 'float', 'LONGFORMAT.'), label: 'short' },
    { ...textColumn('LAST', 'x'.repeat(256)) },
  ];
  const shape = { columns, rows: [['a', '1', '2', 'z']] };

  it('describe a variable behind what version 5 has: long name, length of label and of format name', async () => {
    const { bytes } = await renderTransport('XPORT', shape);
    const read = (index: number) => {
      const namestr = bytes.subarray(NAMESTRS + 140 * index, NAMESTRS + 140 * (index + 1));
      return {
        shortName: namestr.toString('latin1', 8, 16),
        shortFormat: namestr.toString('latin1', 56, 64),
        informat: namestr.toString('latin1', 72, 80),
        name: namestr.toString('latin1', 88, 120),
        labelBytes: namestr.readInt16BE(120),
        formatBytes: namestr.readInt16BE(122),
        rest: namestr.subarray(124).every((byte) => byte === 0),
      };
    };
    const common = { informat: ' '.repeat(8), rest: true };
    assert.deepEqual(read(0), {
      ...{ shortName: 'SHORT   ', shortFormat: '$CHAR   ', name: 'SHORT'.padEnd(32) },
      ...{ labelBytes: 18, formatBytes: 0, ...common },
    });
    assert.deepEqual(read(1), {
      ...{ shortName: 'AVeryLon', shortFormat: 'AVERYLON', name: LONG_NAME },
      ...{ labelBytes: Buffer.byteLength(LONG_LABEL), formatBytes: 15, ...common },
    });
    // The first 40 bytes of the label, without half of a character.
    assert.equal(bytes.toString('utf8', NAMESTRS + 140 + 16, NAMESTRS + 140 + 56), `Größe ${'ß'.repeat(16)}`);
  });

  it('hold labels and formats in LABELV9 where one of the formats is long', async () => {
    const { bytes } = await renderTransport('XPORT', shape);
    const start = bytes.indexOf('HEADER RECORD*******LABELV9 ');
    assert.equal(start % 80, 0);
    assert.equal(bytes.indexOf('LABELV8'), -1);
    assert.equal(bytes.toString('latin1', start + 48, start + 80), '3'.padEnd(32));
    let at = start + 80;
    for (const [number, name, label, format] of [
      [2, LONG_NAME, LONG_LABEL, 'AVERYLONGFORMAT12.3'],
      [3, 'PLAIN', 'short', 'LONGFORMAT.'],
      [4, 'LAST', 'x'.repeat(256), ''],
    ] as const) {
      const texts = [name, label, format, ''];
      const sizes = [number, ...texts.map((text) => Buffer.byteLength(text))];
      assert.deepEqual(
        sizes.map((_, index) => bytes.readInt16BE(at + 2 * index)),
        sizes,
      );
      const end = at + 10 + sizes.slice(1).reduce((sum, size) => sum + size, 0);
      assert.equal(bytes.toString('utf8', at + 10, end), texts.join(''));
      at = end;
    }
    const rows = bytes.indexOf('HEADER RECORD*******OBSV8   ');
    assert.equal(rows, Math.ceil(at / 80) * 80);
    assert.ok(bytes.subarray(at, rows).every((byte) => byte === 0x20));
  });

  it('come back whole through the importer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xport-headers-'));
    try {
      const path = join(folder, 'ae.xpt');
      const { bytes } = await renderTransport('XPORT', {
        ...shape,
        name: 'LONGDATASETNAME_9',
        label: 'Über',
      });
      await writeFile(path, bytes);
      const [source] = await openSources([path], never);
      assert.equal(source?.name, 'LONGDATASETNAME_9');
      assert.equal(source.label, 'Über');
      assert.deepEqual(
        source.columns.map(({ name, label, displayFormat }) => ({ name, label, displayFormat })),
        columns.map(({ name, label, displayFormat }) => ({ name, label, displayFormat })),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('What a transport file cannot hold', () => {
  const one = (column: Column, cell = ''): TransportShape => ({ columns: [column], rows: [[cell]] });
  const takes = (version: number, most: number) =>
    `does not fit; SAS transport version ${version} takes names of up to ${most} letters, digits and underscores`;

  for (const [format, version, most] of [
    ['XPORT5', 5, { name: 8, label: 40 }],
    ['XPORT', 8, { name: 32, label: 256 }],
  ] as const) {
    const long = 'N'.repeat(most.name + 1);

    for (const [what, shape, details] of [
      ['a name', one(textColumn(long)), `AE: the column ${long} ${takes(version, most.name)}.`],
      [
        'a dataset name',
        { ...one(textColumn('A')), name: long },
        `${long}: the dataset ${long} ${takes(version, most.name)}.`,
      ],
      [
        'a name that begins with a digit',
        one(textColumn('1A')),
        `AE: the column 1A ${takes(version, most.name)}.`,
      ],
      [
        'a label',
        one(textColumn('A', 'ä'.repeat(most.label / 2 + 1))),
        `AE.A: a label of ${most.label + 2} bytes; SAS transport version ${version} holds ${most.label}.`,
      ],
      [
        'a dataset label',
        { ...one(textColumn('A')), label: 'x'.repeat(41) },
        `AE: a label of 41 bytes; SAS transport version ${version} holds 40.`,
      ],
      [
        'a number',
        one(numberColumn('A'), '-7.3e75'),
        'AE.A, row 1: a number beyond 7.2e75 or closer to zero than 5.4e-79.',
      ],
      [
        'a number close to zero',
        one(numberColumn('A'), '5.3e-79'),
        'AE.A, row 1: a number beyond 7.2e75 or closer to zero than 5.4e-79.',
      ],
    ] as const) {
      it(`${version}: ${what} is refused by its place`, async () => {
        await assertRefused(renderTransport(format, shape), details);
      });
    }

    it(`${version}: what just fits is written`, async () => {
      const column = textColumn('N'.repeat(most.name), 'x'.repeat(most.label));
      const { file } = await renderTransport(format, { ...one(column), label: 'x'.repeat(40) });
      assert.deepEqual(file?.notes, []);
    });
  }
});
