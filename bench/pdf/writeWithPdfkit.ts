// Writes the listing with pdfkit's text() and the same embedded font: `writeWithPdfkit.ts FILE` prints milliseconds.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import PDFDocument from 'pdfkit';

import { createFontFiles } from '../../src/storage/fontFiles.ts';
import { LISTING_COLUMNS, LISTING_ROWS, toListingRow } from './listingRows.ts';

const MARGIN = 34;
const LINE = 10.6;
const COLUMN = 77;
const YIELD_EVERY = 500;

const rows = Array.from({ length: LISTING_ROWS }, (_, number) => toListingRow(number));
const startedAt = performance.now();
const document = new PDFDocument({ size: 'A4', layout: 'landscape', margin: MARGIN });
const written = pipeline(document, createWriteStream(process.argv[2] ?? '/dev/null'));
document.font(Buffer.from(createFontFiles().text())).fontSize(7);
const bottom = document.page.height - MARGIN - LINE;
let y = MARGIN;

function writeRow(cells: readonly string[]): void {
  cells.forEach((cell, index) => {
    document.text(cell, MARGIN + index * COLUMN, y, { lineBreak: false });
  });
  y += LINE;
}

writeRow(LISTING_COLUMNS);
for (const [number, row] of rows.entries()) {
  if (y > bottom) {
    document.addPage();
    y = MARGIN;
    writeRow(LISTING_COLUMNS);
  }
  writeRow(row);
  // Lets the stream write what it holds.
  if (number % YIELD_EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
}
document.end();
await written;
console.log(JSON.stringify({ ms: performance.now() - startedAt }));
