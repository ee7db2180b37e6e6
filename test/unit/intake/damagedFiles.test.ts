import assert from 'node:assert/strict';
import { deflateSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';

import { AppError } from '../../../src/domain/errors.ts';
import { toTransportFile } from '../../support/transportFile.ts';
import { toTransportFile8 } from '../../support/transportFile8.ts';
import { anyDamage } from './damage.ts';
import { readRows, useIntakeFolder } from './intakeFolder.ts';

const variables = [
  { name: 'USUBJID', size: 11, isText: true },
  { name: 'AESEQ', size: 8 },
  { name: 'AEDATE', size: 4, format: { name: 'DATE', width: 9 } },
];
const METADATA =
  '{"datasetJSONVersion":"1.1.0","records":2,"name":"AE","label":"","columns":[' +
  '{"itemOID":"A","name":"USUBJID","label":"é","dataType":"string","length":9},' +
  '{"itemOID":"B","name":"AESEQ","label":"","dataType":"integer"},' +
  '{"itemOID":"C","name":"ADT","label":"","dataType":"date","targetDataType":"integer"}]';
const ROWS = ['["s1",1,"2014-02-03"]', '["漢\\u0041\\n",null,null]'] as const;
const LINES = Buffer.from(`${METADATA}}\n${ROWS.join('\n')}\n`);
const FILES: Record<string, Buffer> = {
  'x.json': Buffer.from(`${METADATA},"rows":[${ROWS.join(',')}]}`),
  'x.ndjson': LINES,
  'x.dsjc': deflateSync(LINES),
  'gzip.dsjc': gzipSync(LINES),
  'x.xpt': toTransportFile(
    {
      name: 'AE',
      variables,
      rows: [
        ['s1', 1, 2],
        ['s2', -0.5, 3],
      ],
    },
    { name: 'CM', variables, rows: [['s1', 1, 2]] },
  ),
  'x8.xpt': toTransportFile8({
    name: 'A_long_name',
    variables: [
      { name: 'a_name_longer_than_8', size: 300, isText: true, label: 'L'.repeat(60) },
      { name: 'N', size: 8, format: { name: 'AVERYLONGFORMAT', width: 9, decimals: 2 } },
      { name: 'D', size: 8, format: { name: 'DATE', width: 9 } },
    ],
    rows: [
      ['x'.repeat(250), 1, 2],
      ['', 2, 3],
    ],
  }),
  'x.csv': Buffer.from('USUBJID,"AE ""x""",C\r\ns1,"line\r\nbreak, é",漢\r\ns2,,""\r\n'),
};

/** What is inside of compressed files, and how it gets there. */
const UNPACKED: Partial<Record<string, { bytes: Buffer; pack: (bytes: Buffer) => Buffer }>> = {
  'x.dsjc': { bytes: LINES, pack: deflateSync },
  'gzip.dsjc': { bytes: LINES, pack: gzipSync },
};

/** What reading one of these small files may take, on a machine that is busy. */
const MOST_MS = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

describe('a damaged file', () => {
  const { open } = useIntakeFolder();

  /** Answers by how much the memory in use has grown at most between two batches. */
  async function readOrRefuse(name: string, content: Buffer): Promise<number> {
    const before = measureUsed();
    let most = before;
    try {
      for (const source of await open(name, content)) {
        most = Math.max(most, measureUsed());
        for await (const batch of source.rows(AbortSignal.timeout(MOST_MS)))
          most = Math.max(most, measureUsed(), batch.length);
      }
    } catch (error) {
      most = Math.max(most, measureUsed());
      assert.ok(error instanceof AppError && error.code === 'BAD_IMPORT_FILE', String(error));
      assert.ok(error.details?.startsWith(name), error.details);
    }
    return most - before;
  }

  for (const [name, whole] of Object.entries(FILES)) {
    it(`of the kind ${name} is read or refused, whatever the damage, in bounded time and memory`, async function () {
      this.timeout(120_000);
      const damaged = anyDamage(whole);
      // What is compressed is damaged inside, too.
      const unpacked = UNPACKED[name];
      const inside = unpacked && anyDamage(unpacked.bytes).map((bytes) => unpacked.pack(bytes));
      await fc.assert(
        fc.asyncProperty(inside === undefined ? damaged : fc.oneof(damaged, inside), async (content) => {
          const start = performance.now();
          const grown = await readOrRefuse(name, content);
          assert.ok(performance.now() - start < MOST_MS, 'it takes too long');
          assert.ok(grown < MOST_BYTES, `${grown} bytes more in use`);
        }),
        { numRuns: 400 },
      );
    });
  }

  for (const count of ['9999', '99999', '9999999999', '999999999999999', '-1', 'x']) {
    it(`that states ${count} columns, long labels or rows is refused without room for them`, async () => {
      const file = FILES['x8.xpt'] ?? Buffer.alloc(0);
      for (const record of ['NAMSTV8', 'LABELV9', 'OBSV8']) {
        const copy = Buffer.from(file);
        const at = copy.indexOf(`*${record} `) + 29;
        assert.ok(at > 29, record);
        const width = record === 'OBSV8' ? 15 : 10;
        copy.write(
          record === 'LABELV9'
            ? count.padEnd(30)
            : count.slice(0, width).padStart(width, record === 'OBSV8' ? ' ' : '0'),
          at,
          'latin1',
        );
        assert.ok((await readOrRefuse('x8.xpt', copy)) < MOST_BYTES, record);
      }
      const records = Buffer.from(LINES.toString().replace('"records":2', `"records":${count}`));
      assert.ok((await readOrRefuse('x.ndjson', records)) < MOST_BYTES);
    });
  }

  it('that is cut off anywhere within gzip is refused', async () => {
    const file = gzipSync(LINES);
    for (let end = 0; end < file.length; end += 1) {
      await assert.rejects(
        open('cut.dsjc', file.subarray(0, end)).then(([source]) => readRows(source)),
        {
          code: 'BAD_IMPORT_FILE',
        },
      );
    }
  });
});

/** Buffers are no part of the heap. */
function measureUsed(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}
