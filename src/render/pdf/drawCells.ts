import type { CellBatch } from '../cellBatches.ts';
import { toActualText } from './actualText.ts';
import { hasRightToLeft } from './bidiText.ts';
import type { PlacedColumn } from './columnLayout.ts';
import { BODY } from './pageStyle.ts';
import type { PdfPage } from './pdfPages.ts';
import type { RowTags } from './rowTags.ts';
import { showLine } from './showLine.ts';
import { showText } from './showText.ts';
import type { Typeface } from './typeface.ts';
import { PLAIN, type ShownCell } from './wrapCell.ts';

type Request = {
  page: PdfPage;
  panel: number;
  placed: readonly PlacedColumn[];
  cells: readonly ShownCell[];
  /** Where the plain cells stand, that of the first column being the first. */
  batch: CellBatch;
  first: number;
  /** The first line that is drawn, and how many are. */
  from: number;
  count: number;
  /** The first line's baseline, in tenths of a point. */
  y: number;
  face: Typeface;
  tags: RowTags;
};

/** Draws a part of a row's lines: of each cell in a panel, tagged as the table's cell or as a repetition. */
export function drawCells({
  page,
  panel,
  placed,
  cells,
  batch,
  first,
  from,
  count,
  y,
  face,
  tags,
}: Request): void {
  const { bytes: text, starts, ends } = batch;
  tags.beginPart(panel);
  // No iterator and no objects: there are millions of cells.
  for (let place = 0; place < placed.length; place += 1) {
    const column = placed[place];
    const cell = column === undefined ? undefined : cells[column.index];
    if (column === undefined || cell === undefined) continue;
    const { index, left, isRepeated } = column;
    if (cell === PLAIN) {
      if (from > 0) continue;
      tags.beginCell(index, isRepeated);
      const start = starts[first + index] ?? 0;
      const end = ends[first + index] ?? 0;
      page.text.showAt(left, y).codesShown(face.plainCodes, text, start, end);
      tags.endCell();
      continue;
    }
    if (typeof cell === 'string') {
      if (from > 0) continue;
      tags.beginCell(index, isRepeated);
      showText(page.text, { face, size: BODY.size, text: cell, x: left, y });
      tags.endCell();
      continue;
    }
    const lines = cell.slice(from, from + count);
    if (lines.length === 0) continue;
    const isTurned = lines.some(hasRightToLeft);
    tags.beginCell(index, isRepeated, isTurned ? toActualText(lines) : '');
    const show = isTurned ? showLine : showText;
    lines.forEach((line, number) => {
      show(page.text, { face, size: BODY.size, text: line, x: left, y: y - number * BODY.line });
    });
    tags.endCell();
  }
  tags.endPart();
}
