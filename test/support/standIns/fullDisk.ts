// Renders every format without end into the file store in the folder that is its argument, under whatever limit its caller
// has set; prints how each ended.
import { readdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

import { AppError } from '../../../src/domain/errors.ts';
import { FORMATS } from '../../../src/domain/reportDefinition.ts';
import { renderOutput } from '../../../src/render/renderOutput.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { createDiskFileStore } from '../../../src/storage/diskFileStore.ts';
import { rowSetOf, textColumn } from '../../unit/render/copyCsv.ts';
import { createClaim } from '../fileStoreContract.ts';
import { RENDER_OPTIONS } from '../renderOptions.ts';
import { reportOf } from '../reportOf.ts';

const COLUMNS = [textColumn('USUBJID'), textColumn('AETERM')];
const BATCH_ROWS = 500;

function createEndless(): { rowSet: RowSet; isOpen: () => boolean } {
  let open = false;
  return {
    isOpen: () => open,
    rowSet: {
      ...rowSetOf({ columns: COLUMNS, rows: [] }),
      rowCount: 1_000_000_000,
      measureText: () => Promise.resolve([8, 16]),
      async *rows() {
        open = true;
        try {
          for (let batch = 0; ; batch += 1) {
            // Texts that are hard to compress.
            yield Array.from({ length: BATCH_ROWS }, () => [
              `${batch}`.slice(0, 8),
              String(Math.random()).slice(2, 18),
            ]);
            await new Promise(setImmediate);
          }
        } finally {
          open = false;
        }
      },
    },
  };
}

const folder = process.argv[2] ?? '';
const store = createDiskFileStore(folder);
const signal = new AbortController().signal;
const outcomes: Record<string, unknown> = {};
for (const format of FORMATS) {
  const { rowSet, isOpen } = createEndless();
  const { content } = renderOutput({
    formats: [format],
    options: RENDER_OPTIONS,
    report: reportOf([rowSet]),
    name: 'x',
    describe: () => undefined,
  });
  const error = await store.writePart(createClaim(), content, signal).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  // What is gathered when the disk refuses ends with its next rows.
  for (let wait = 0; isOpen() && wait < 1_000; wait += 1) await setTimeout(5);
  outcomes[format] = {
    code: error instanceof AppError ? error.code : String(error),
    files: await readdir(folder),
    isSourceOpen: isOpen(),
  };
}
console.log(JSON.stringify(outcomes));
