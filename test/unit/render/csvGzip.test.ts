import assert from 'node:assert/strict';
import { type Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip, gunzipSync } from 'node:zlib';

import type { Format } from '../../../src/domain/reportDefinition.ts';
import { compress } from '../../../src/render/compress.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { encodedRowSetOf, rowSetOf, textColumn } from './copyCsv.ts';
import { unzip } from '../../support/unzip.ts';

function render(format: Format, datasets: readonly RowSet[], level = 1) {
  return renderOutput({
    formats: [format],
    options: { ...RENDER_OPTIONS, gzip: { level } },
    report: reportOf(datasets),
    name: 'x',
    describe: ({ files }: Rendered) => files,
  });
}

const rows = Array.from({ length: 3_000 }, (_, index) => [
  `subject ${index}`,
  index % 3 === 0 ? null : 'with "quotes", ÄÖ 漢字',
]);
const AE = { name: 'AE', columns: [textColumn('USUBJID'), textColumn('AETERM')], rows };
const EMPTY = { name: 'DS', columns: [textColumn('DSTERM')], rows: [] };

describe('CSV.GZ', () => {
  for (const [source, rowSet] of [
    ['cells', rowSetOf(AE)],
    ['encoded rows', encodedRowSetOf(AE, 1_000)],
    ['no rows', rowSetOf(EMPTY)],
  ] as const) {
    it(`unpacks to exactly the bytes of the CSV file from ${source}`, async () => {
      const output = render('CSV.GZ', [rowSet]);
      const bytes = await buffer(output.content);
      const plain = await buffer(render('CSV', [rowSet]).content);
      assert.deepEqual(gunzipSync(bytes), plain);
      assert.deepEqual([output.fileName, output.mediaType], ['x.csv.gz', 'application/gzip']);
      assert.equal(output.summarize().manifest[0]?.rows, rowSet.rowCount);
    });
  }

  it('names no time and no file in its header, so that the same rows give the same bytes', async () => {
    const [one, other] = await Promise.all(
      [1_000, 50_000].map((chunkBytes) =>
        buffer(render('CSV.GZ', [encodedRowSetOf(AE, chunkBytes)]).content),
      ),
    );
    assert.ok(one !== undefined && other !== undefined);
    assert.equal(one.toString('hex', 0, 8), '1f8b080000000000');
    assert.deepEqual(one, other);
  });

  it('is smaller at a higher level', async () => {
    const [fast, small] = await Promise.all(
      [1, 9].map((level) => buffer(render('CSV.GZ', [encodedRowSetOf(AE)], level).content)),
    );
    assert.ok((small?.length ?? 0) < (fast?.length ?? 0));
  });

  it('packs several datasets into one archive, each compressed by itself', async () => {
    const entries = await unzip(
      await buffer(render('CSV.GZ', [encodedRowSetOf(AE), rowSetOf(EMPTY)]).content),
    );
    assert.deepEqual(
      entries.map(({ name }) => name),
      ['ae.csv.gz', 'ds.csv.gz', 'manifest.json'],
    );
    assert.equal(gunzipSync(entries[1]?.content ?? '').toString(), 'DSTERM\n');
  });
});

describe('compress', () => {
  function watch() {
    const seen = { isSourceClosed: false, compressor: undefined as Transform | undefined };
    async function* source() {
      try {
        for (;;) {
          yield Buffer.from(Array.from({ length: 65_536 }, () => Math.random() * 256));
          await new Promise(setImmediate);
        }
      } finally {
        seen.isSourceClosed = true;
      }
    }
    const bytes = compress(source(), () => (seen.compressor = createGzip()));
    return { seen, bytes };
  }

  it('ends compressor and source where the reader stops in the middle', async () => {
    const { seen, bytes } = watch();
    let chunks = 0;
    for await (const chunk of bytes) {
      assert.ok(chunk.length > 0);
      if (++chunks === 3) break;
    }
    assert.equal(seen.compressor?.destroyed, true);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    assert.equal(seen.isSourceClosed, true);
  });

  it('throws the error of the source, and ends the compressor', async () => {
    const failure = new Error('the connection broke');
    const seen: { compressor?: Transform } = {};
    async function* source() {
      yield Buffer.from('first');
      await Promise.reject(failure);
    }
    await assert.rejects(buffer(compress(source(), () => (seen.compressor = createGzip()))), failure);
    assert.equal(seen.compressor?.destroyed, true);
  });
});
