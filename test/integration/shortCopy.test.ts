import assert from 'node:assert/strict';

import { createRowSource } from '../../src/db/rowSource/createRowSource.ts';
import type { Format } from '../../src/domain/reportDefinition.ts';
import { createHarness, INPUT } from '../activities/renderHarness.ts';
import { type CopyProxy, type Harm, startCopyProxy } from '../support/copyProxy.ts';
import { text } from './importFixture.ts';
import { extract, useRowSource } from './rowSourceFixture.ts';

describe('a COPY on its way', () => {
  const source = useRowSource({ name: 'AE', columns: [text('A')], rows: [['a'], ['b'], ['c']] });
  let proxy: CopyProxy;
  before(async () => {
    proxy = await startCopyProxy(Number(new URL(source.database().clinicalUrl).port));
  });
  after(() => proxy.stop());

  /** Renders through the proxy; answers the code of the refusal and what is left in the file store. */
  const render = async (format: Format, harm: Harm | null) => {
    const url = new URL(source.database().clinicalUrl);
    url.port = String(proxy.port);
    const reader = createRowSource({ connectionString: url.href });
    const job = { ...INPUT.job, format };
    const harness = await createHarness({
      runLog: { loadPlan: () => Promise.resolve({ outcome: 'written', ...INPUT, job }) },
      partDeps: {
        rowSource: { open: (_query, signal) => reader.open(source.toQuery(extract(), []), signal) },
      },
    });
    proxy.harm = harm;
    try {
      const outcome = await harness.startTry().result.then(
        (result) => result.outcome,
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );
      return { outcome, files: (await harness.listFiles()).length, committed: harness.row.committed };
    } finally {
      await harness.dispose();
    }
  };

  for (const format of ['CSV', 'NDJSON'] as const) {
    it(`that is whole is rendered as ${format}`, async () => {
      const { outcome, files } = await render(format, null);
      assert.deepEqual([outcome, files], ['rendered', 1]);
    });

    it(`that loses a row is refused, and leaves no ${format} file`, async () => {
      assert.deepEqual(await render(format, 'lose the last row'), {
        ...{ outcome: 'ROW_COUNT_MISMATCH', files: 0, committed: null },
      });
    });

    it(`whose connection is cut after its first row is refused, and leaves no ${format} file`, async () => {
      assert.deepEqual(await render(format, 'cut after the first row'), {
        ...{ outcome: 'CLINICAL_UNAVAILABLE', files: 0, committed: null },
      });
    });
  }
});
