import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import type { CompressPages } from '../../../src/render/parquet/parquetOptions.ts';
import { renderOutput } from '../../../src/render/renderOutput.ts';
import {
  createPageSharer,
  groupPages,
  type SharedPages,
  viewPages,
} from '../../../src/threads/sharedPages.ts';
import { createThreadPool } from '../../../src/threads/threadPool.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf, textColumn } from '../render/copyCsv.ts';

const { signal } = new AbortController();

describe('the thread that compresses', () => {
  const pool = createThreadPool<SharedPages, never, Uint8Array[]>({ entry: 'zstdThread', stopMs: 1000 });
  const share = createPageSharer();

  async function render(compressPages: CompressPages): Promise<Buffer> {
    const rows = Array.from({ length: 300_000 }, (_, row) => [`subject ${row % 1000}`, `remark ${row}`]);
    const { content } = renderOutput({
      formats: ['PARQUET'],
      options: { ...RENDER_OPTIONS, parquet: { compressPages } },
      report: reportOf([rowSetOf({ columns: [textColumn('USUBJID'), textColumn('REMARK')], rows })]),
      name: 'x',
      describe: () => undefined,
    });
    return buffer(content);
  }

  it('makes the same file of several row groups as compressing in place', async () => {
    let groups = 0;
    const beside = await render((pages) => {
      groups += 1;
      return pool.call(share(pages), { signal, tell: () => undefined });
    });
    assert.equal(groups, 3);
    assert.ok(beside.equals(await render(RENDER_OPTIONS.parquet.compressPages)));
  }).timeout(120_000);

  it('ends the render with what went wrong in it', async () => {
    const failure = new Error('The thread has ended.');
    await assert.rejects(
      render(() => Promise.reject(failure)),
      failure,
    );
  }).timeout(120_000);
});

describe('shared pages', () => {
  const toPage = (size: number, byte: number) => new Uint8Array(size).fill(byte);

  it('are those that were given, in memory that the next ones use again', () => {
    const share = createPageSharer();
    const first = share([toPage(5, 1), toPage(0, 2), toPage(3, 3)]);
    assert.deepEqual(viewPages(first), [toPage(5, 1), toPage(0, 2), toPage(3, 3)]);
    const second = share([toPage(2, 4)]);
    assert.equal(second.memory, first.memory);
    assert.deepEqual(viewPages(second), [toPage(2, 4)]);
  });

  it('go in groups of so many bytes, in their order, and alone where one is larger', () => {
    const sizes = [4, 6, 1, 11, 0, 10, 9];
    const groups = groupPages(
      sizes.map((size) => toPage(size, size)),
      10,
    );
    assert.deepEqual(
      groups.map((group) => group.map(({ length }) => length)),
      [[4, 6], [1], [11], [0, 10], [9]],
    );
    assert.deepEqual(groupPages([], 10), []);
  });
});
