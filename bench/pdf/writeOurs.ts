// Writes the listing as the service does, hashed on the way: `writeOurs.ts FILE` prints milliseconds and bytes of memory.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { renderOutput } from '../../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../../test/support/renderOptions.ts';
import { reportOf } from '../../test/support/reportOf.ts';
import { LISTING_COLUMNS, LISTING_ROWS } from './listingRows.ts';
import { listListingText } from './listingText.ts';
import { tellUse } from './tellUse.ts';

const parts = listListingText();
const tell = tellUse();
const { content } = renderOutput({
  formats: ['PDF'],
  options: RENDER_OPTIONS,
  report: reportOf([
    {
      name: 'LB',
      label: 'Laboratory Test Results',
      columns: LISTING_COLUMNS.map((name) => ({ name, label: '', type: 'string' })),
      rowCount: LISTING_ROWS,
      digest: () => null,
      measureText: () => Promise.resolve([]),
      async *encodedText() {
        for (const part of parts) {
          yield part;
          await Promise.resolve();
        }
      },
      rows: () => {
        throw new Error('The renderer reads encoded rows.');
      },
    },
  ]),
  name: 'listing',
  describe: () => undefined,
});
await pipeline(content, createWriteStream(process.argv[2] ?? '/dev/null'));
tell();
