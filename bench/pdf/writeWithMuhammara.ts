// Writes the listing with muhammara and the same embedded font: `writeWithMuhammara.ts FILE` prints milliseconds.
import { writeFileSync } from 'node:fs';

import { createFontFiles } from '../../src/storage/fontFiles.ts';
import { LISTING_COLUMNS, LISTING_ROWS, toListingRow } from './listingRows.ts';
import { loadMuhammara } from './loadMuhammara.ts';

const [WIDTH, HEIGHT, MARGIN, LINE, COLUMN] = [841.89, 595.28, 34, 10.6, 77];

const file = process.argv[2] ?? '/dev/null';
const fontFile = `${file}.ttf`;
writeFileSync(fontFile, createFontFiles().text());
const rows = Array.from({ length: LISTING_ROWS }, (_, number) => toListingRow(number));
const muhammara = loadMuhammara();
const startedAt = performance.now();
const writer = muhammara.createWriter(file);
const style = { font: writer.getFontForFile(fontFile), size: 7, colorspace: 'gray', color: 0 };

function openPage() {
  const page = writer.createPage(0, 0, WIDTH, HEIGHT);
  return { page, content: writer.startPageContentContext(page) };
}

let open = openPage();
let y = HEIGHT - MARGIN - LINE;

function writeRow(cells: readonly string[]): void {
  cells.forEach((cell, index) => {
    open.content.writeText(cell, MARGIN + index * COLUMN, y, style);
  });
  y -= LINE;
}

writeRow(LISTING_COLUMNS);
for (const row of rows) {
  if (y < MARGIN) {
    writer.writePage(open.page);
    open = openPage();
    y = HEIGHT - MARGIN - LINE;
    writeRow(LISTING_COLUMNS);
  }
  writeRow(row);
}
writer.writePage(open.page);
writer.end();
console.log(JSON.stringify({ ms: performance.now() - startedAt }));
