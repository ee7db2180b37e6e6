import { LISTING_ROWS, toListingRow } from './listingRows.ts';

const BATCH = 1_000;

/** All rows in COPY's text format, as the database sends them, in parts. */
export function listListingText(): readonly Buffer[] {
  return Array.from({ length: LISTING_ROWS / BATCH }, (_, batch) =>
    Buffer.from(
      Array.from({ length: BATCH }, (_row, row) => `${toListingRow(batch * BATCH + row).join('\t')}\n`).join(
        '',
      ),
    ),
  );
}
