import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type { Format } from '../../../src/domain/reportDefinition.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { encodedRowSetOf, rowSetOf, textColumn } from './copyCsv.ts';
import { unzip } from '../../support/unzip.ts';

function render(datasets: readonly RowSet[], formats: readonly Format[] = ['CSV']) {
  const describe = (rendered: Rendered) => ({ study: 'S1', ...rendered });
  return renderOutput({
    formats,
    options: RENDER_OPTIONS,
    report: reportOf(datasets),
    name: 'S1_Extract',
    describe,
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const AE = { name: 'AE', columns: [textColumn('AETERM', 'Term')], rows: [['Headache'], ['Nausea'], [null]] };
const QSCO = { name: 'QSCO', columns: [textColumn('QSORRES'), textColumn('QSTEST')], rows: [['1', 'a,b']] };
const EMPTY = { name: 'DS', columns: [textColumn('DSTERM')], rows: [] };

describe('renderOutput', () => {
  it('gives one dataset as its bare file', async () => {
    const rowSet = encodedRowSetOf(AE);
    const output = render([rowSet]);
    const bytes = await buffer(output.content);
    assert.equal(bytes.toString(), 'AETERM\nHeadache\nNausea\n\n');
    assert.equal(output.fileName, 'S1_Extract.csv');
    assert.equal(output.mediaType, 'text/csv; charset=utf-8');
    assert.deepEqual(output.summarize(), {
      sizeBytes: bytes.length,
      sha256: sha256(bytes),
      recordCount: 3,
      manifest: {
        study: 'S1',
        datasets: [
          {
            name: 'AE',
            label: '',
            rows: 3,
            sha256: rowSet.digest(),
            columns: [{ name: 'AETERM', label: 'Term', type: 'string' }],
          },
        ],
        files: [
          {
            name: 'S1_Extract.csv',
            format: 'CSV',
            dataset: 'AE',
            datasets: ['AE'],
            rows: 3,
            bytes: bytes.length,
            sha256: sha256(bytes),
            columns: [{ name: 'AETERM', label: 'Term', type: 'string' }],
            notes: [],
          },
        ],
      },
    });
  });

  it('packs several formats of the same rows into one archive, each in a folder of its own', async () => {
    const output = render([rowSetOf(QSCO), rowSetOf(AE)], ['CSV', 'XPORT5']);
    const entries = await unzip(await buffer(output.content));
    assert.deepEqual(
      entries.map((entry) => entry.name),
      ['csv/qsco.csv', 'csv/ae.csv', 'xport5/qsco.xpt', 'xport5/ae.xpt', 'manifest.json'],
    );
    const { manifest, recordCount } = output.summarize();
    assert.equal(recordCount, 4);
    assert.deepEqual(
      manifest.files.map(({ format, datasets, rows }) => [format, datasets, rows]),
      [
        ['CSV', ['QSCO'], 1],
        ['CSV', ['AE'], 3],
        ['XPORT5', ['QSCO'], 1],
        ['XPORT5', ['AE'], 3],
      ],
    );
    assert.deepEqual(
      manifest.datasets.map(({ name, rows, sha256: sum }) => [name, rows, sum]),
      [QSCO, AE].map((shape) => [shape.name, shape.rows.length, rowSetOf(shape).digest()]),
    );
  });

  it('packs several datasets into one archive, one file each, in order, and the manifest last', async () => {
    const output = render([encodedRowSetOf(QSCO), rowSetOf(AE), encodedRowSetOf(EMPTY)]);
    const bytes = await buffer(output.content);
    const entries = await unzip(bytes);
    assert.deepEqual(
      entries.map((entry) => entry.name),
      ['qsco.csv', 'ae.csv', 'ds.csv', 'manifest.json'],
    );
    assert.equal(entries[0]?.content.toString(), 'QSORRES,QSTEST\n1,"a,b"\n');
    assert.equal(entries[2]?.content.toString(), 'DSTERM\n');
    assert.equal(output.fileName, 'S1_Extract.zip');
    assert.equal(output.mediaType, 'application/zip');

    const { manifest, ...sums } = output.summarize();
    assert.deepEqual(sums, { sizeBytes: bytes.length, sha256: sha256(bytes), recordCount: 4 });
    assert.deepEqual(JSON.parse(entries[3]?.content.toString() ?? ''), manifest);
    assert.deepEqual(
      manifest.files.map(({ name, datasets: [dataset], rows, bytes: size, sha256: sum }) => ({
        name,
        dataset,
        rows,
        size,
        sum,
      })),
      entries.slice(0, 3).map(({ name, content }, index) => ({
        name,
        dataset: ['QSCO', 'AE', 'DS'][index],
        rows: [1, 3, 0][index],
        size: content.length,
        sum: sha256(content),
      })),
    );
  });

  it('opens one source after the other, the next only when the one before has ended', async () => {
    const steps: string[] = [];
    const watched = (name: string): RowSet => ({
      ...rowSetOf({ ...AE, name }),
      encodedCsv: () => {
        steps.push(`open ${name}`);
        const stream = Readable.from([Buffer.from('a\n'), Buffer.from('b\n'), Buffer.from('c\n')], {
          objectMode: false,
        });
        stream.once('end', () => steps.push(`end ${name}`));
        return { stream, countRows: () => 3 };
      },
    });
    await buffer(render([watched('A'), watched('B'), watched('C')]).content);
    assert.deepEqual(steps, ['open A', 'end A', 'open B', 'end B', 'open C', 'end C']);
  });

  it('gives the same bytes however the source cuts them', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [
      `row ${(index * 7919) % 1000}`,
      'x'.repeat(index % 50),
    ]);
    const shape = { ...QSCO, rows };
    const [small, large] = await Promise.all(
      [1_000, 300_000].map((chunkBytes) =>
        buffer(render([encodedRowSetOf(shape, chunkBytes), rowSetOf(AE)]).content),
      ),
    );
    assert.ok(small?.equals(large ?? Buffer.alloc(0)));
  });

  it('gives an archive with nothing but the manifest where there is no dataset', async () => {
    const entries = await unzip(await buffer(render([]).content));
    assert.deepEqual(
      entries.map((entry) => entry.name),
      ['manifest.json'],
    );
  });

  for (const [kind, others] of [
    ['bare file', []],
    ['archive', [rowSetOf(AE)]],
  ] as const) {
    it(`fails a ${kind} whose source gives fewer rows than it counted`, async () => {
      const short = { ...encodedRowSetOf(AE), rowCount: 4 };
      const output = render([...others, short]);
      await assert.rejects(buffer(output.content), { code: 'ROW_COUNT_MISMATCH' });
    });

    it(`fails a ${kind} whose source gives more rows than it counted`, async () => {
      const long = { ...rowSetOf(AE), rowCount: 2 };
      await assert.rejects(buffer(render([...others, long]).content), { code: 'ROW_COUNT_MISMATCH' });
    });

    it(`fails a ${kind} with the error of its source`, async () => {
      const failure = new Error('the connection broke');
      const broken = silentRowSet((stream) => stream.destroy(failure));
      await assert.rejects(buffer(render([...others, broken]).content), failure);
    });

    it(`ends a ${kind} at once when it is destroyed, though the source is silent, and lets the source go`, async () => {
      const failure = new Error('cancelled');
      const source = new Promise<PassThrough>((resolve) => {
        const silent = silentRowSet((stream) => {
          content.destroy(failure);
          resolve(stream);
        });
        const { content } = render([...others, silent]);
        content.once('error', (error) => {
          assert.equal(error, failure);
        });
        content.resume();
      });
      const stream = await source;
      const closed = new Promise((resolve) => stream.once('error', () => undefined).once('close', resolve));
      stream.write('late');
      await closed;
    });
  }
});

/** A source that has sent a row and then does what it is told. */
function silentRowSet(then: (stream: PassThrough) => void): RowSet {
  return {
    ...rowSetOf(AE),
    encodedCsv: () => {
      const stream = new PassThrough();
      stream.write('Headache\n');
      setImmediate(then, stream);
      return { stream, countRows: () => 3 };
    },
  };
}
