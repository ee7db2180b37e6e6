const [LINE_FEED, QUOTE] = [0x0a, 0x22];

/** Rows of a CSV file without its header line; a line break between quotes ends no row. */
export function countCsvRows(content: Buffer): number {
  let lines = 0;
  let isQuoted = false;
  for (const byte of content) {
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LINE_FEED && !isQuoted) lines++;
  }
  return Math.max(0, lines - 1);
}
