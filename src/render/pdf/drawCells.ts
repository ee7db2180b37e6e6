import { hasRightToLeft } from './bidiText.ts';
import type { PlacedColumn } from './columnLayout.ts';
import { BODY } from './pageStyle.ts';
import type { PdfPage } from './pdfPages.ts';
import { pdfText } from './pdfText.ts';
import type { RowTags } from './rowTags.ts';
import { showText, toShownLine } from './showText.ts';
import type { Typeface } from './typeface.ts';
import type { ShownCell } from './wrapCell.ts';

type Request = {
  page: PdfPage;
  panel: number;
  placed: readonly PlacedColumn[];
  cells: readonly ShownCell[];
  /** The first line that is drawn, and how many are. */
  from: number;
  count: number;
  /** The first line's baseline, in tenths of a point. */
  y: number;
  face: Typeface;
  tags: RowTags;
};

/** Draws a part of a row's lines: of each cell in a panel, tagged as the table's cell or as a repetition. */
export function drawCells({ page, panel, placed, cells, from, count, y, face, tags }: Request): void {
  tags.beginPart(panel);
  for (const { index, left, isRepeated } of placed) {
    const cell = cells[index];
    if (cell === undefined) continue;
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
    tags.beginCell(index, isRepeated, isTurned ? `/ActualText${pdfText(lines.join(''))}` : '');
    lines.forEach((line, number) => {
      const text = isTurned ? toShownLine(line) : line;
      showText(page.text, { face, size: BODY.size, text, x: left, y: y - number * BODY.line });
    });
    tags.endCell();
  }
  tags.endPart();
}
