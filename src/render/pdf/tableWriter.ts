import type { CellBatch } from '../cellBatches.ts';
import type { ReportHeading } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import { createColumnHeads } from './columnHeads.ts';
import type { TableLayout } from './columnLayout.ts';
import type { PdfDocument } from './document.ts';
import { toFooter } from './footer.ts';
import { type Filled, openMark } from './headingBlock.ts';
import { ObjectList } from './objectList.ts';
import { BODY, FOOT, fromTenths, MARGIN, ROW_GAP, SECTION } from './pageStyle.ts';
import type { PdfPage } from './pdfPages.ts';
import { createRowTags } from './rowTags.ts';
import { showLine } from './showLine.ts';
import { showText, useFont } from './showText.ts';
import { type Mark, type Table, toContent } from './structureTree.ts';
import { type ShownCell, wrapCell } from './wrapCell.ts';
import { wrapText } from './wrapText.ts';
import { drawCells } from './drawCells.ts';

/** The pages that show the same rows, one for each panel of columns, and how far they are filled. */
type Sheet = { pages: readonly PdfPage[]; y: number; hasRows: boolean; hasLines: boolean };

/** Writes one dataset's rows, one after the other. */
export type TableWriter = {
  /** A row whose cells are those of the batch from number `first` on. */
  addRow: (batch: CellBatch, first: number) => void;
  end: () => void;
  notes: readonly string[];
};

type Order = { heading: ReportHeading; rowSet: RowSet; layout: TableLayout; begun: Filled | undefined };

/** Lines of a row, and whether they are its last. */
type Part = { batch: CellBatch; first: number; from: number; count: number; isEnd: boolean };

/** The lines below a page's rows are one drawing. */
const LINES = Buffer.from('/Artifact BMC\n0.2 w 0.75 G\n');
const LINES_END = Buffer.from('S 0 G\nEMC\n');
const TO = Buffer.from(' m ');
const LINE_END = Buffer.from(' l\n');
const SPACE = 0x20;
const NO_ROWS = 'No rows.';

/** Less than this of a page's height is not worth to begin a table in. */
const LEAST_ROOM = 0.3;

export function createTableWriter(
  document: PdfDocument,
  { heading, rowSet, layout, begun }: Order,
): TableWriter {
  const { faces, structure, file, outline } = document;
  const { columns } = rowSet;
  const table: Table = { id: file.allocate(), kids: new ObjectList() };
  const section = file.allocate();
  const title = rowSet.label === '' ? rowSet.name : `${rowSet.name} – ${rowSet.label}`;
  const heads = createColumnHeads(document, { columns, layout, table });
  const tags = createRowTags(document, { table, columns: columns.length, rows: rowSet.rowCount });
  const widths = layout.widths.map((width) => fromTenths(width, BODY.size));
  const cells: ShownCell[] = columns.map(() => undefined);
  const face = faces.text;
  const sectionKids: number[] = [];
  const footer = toFooter(heading, rowSet.name);
  let sheet = openSheet(begun);

  function openSheet(first: Filled | undefined): Sheet {
    const { shape, panels } = layout;
    const isTitled = sectionKids.length > 0;
    const begin = first !== undefined && first.y > shape.height * LEAST_ROOM ? first : undefined;
    if (first !== undefined && begin === undefined) document.closePage(first.page, toFooter(heading));
    const pages = panels.map((_, index) =>
      index === 0 && begin !== undefined ? begin.page : document.openPage(shape),
    );
    const top = begin?.y ?? shape.height - MARGIN;
    const lines = pages.map((page, panel) => {
      const count = writeTitle(page, { top, panel, isContinued: isTitled || panel > 0 });
      useFont(page.text, faces.text, BODY.size);
      return count;
    });
    const below = top - Math.max(...lines) * SECTION.line;
    heads.draw(pages, below);
    tags.beginSheet(pages);
    return { pages, y: below - heads.height, hasRows: false, hasLines: false };
  }

  /** Gives the number of lines. */
  function writeTitle(
    page: PdfPage,
    { top, panel, isContinued }: { top: number; panel: number; isContinued: boolean },
  ): number {
    const text = `${title}${isContinued ? ' (continued)' : ''}${describePanel(panel)}`;
    const width = fromTenths(layout.shape.width - 2 * MARGIN, SECTION.size);
    const lines = wrapText(faces.bold, text.replaceAll(/\s+/gu, ' '), width);
    const marks: Mark[] = [];
    useFont(page.text, faces.bold, SECTION.size);
    const id = isContinued ? 0 : file.allocate();
    if (isContinued) page.text.ascii('/Artifact BMC\n');
    else openMark(page, { type: 'H2', element: id, marks, lines });
    lines.forEach((line, number) => {
      const y = top - SECTION.ascent - number * SECTION.line;
      showLine(page.text, { face: faces.bold, size: SECTION.size, text: line, x: MARGIN, y });
    });
    page.text.ascii('EMC\n');
    if (isContinued) return lines.length;
    structure.add({ id, type: 'H2', parent: section, kids: toContent(marks) });
    sectionKids.push(id);
    outline.add({ title, page: page.id, top });
    return lines.length;
  }

  function describePanel(panel: number): string {
    if (layout.panels.length === 1) return '';
    const own = (layout.panels[panel] ?? []).filter(({ isRepeated }) => !isRepeated);
    return `, columns ${(own[0]?.index ?? 0) + 1} to ${(own.at(-1)?.index ?? 0) + 1} of ${columns.length}`;
  }

  function closeSheet(): void {
    tags.endSheet();
    for (const page of sheet.pages) {
      if (sheet.hasLines) page.drawing.copy(LINES_END);
      document.closePage(page, footer);
    }
    document.pack.settle();
  }

  function nextSheet(): void {
    closeSheet();
    sheet = openSheet(undefined);
  }

  const countLinesLeft = (): number => Math.floor((sheet.y - FOOT - ROW_GAP) / BODY.line);

  function draw({ batch, first, from, count, isEnd }: Part): void {
    const { pages, y } = sheet;
    const bottom = y - count * BODY.line - ROW_GAP / 2;
    for (let panel = 0; panel < pages.length; panel += 1) {
      const [page, placed] = [pages[panel], layout.panels[panel]];
      if (page === undefined || placed === undefined) continue;
      drawCells({ page, panel, placed, cells, batch, first, from, count, y: y - BODY.ascent, face, tags });
      if (isEnd && !sheet.hasLines) page.drawing.copy(LINES);
      if (isEnd) drawLine(page, placed, bottom);
    }
    sheet.y = bottom - ROW_GAP / 2;
    sheet.hasRows = true;
    if (isEnd) sheet.hasLines = true;
  }

  return {
    notes: heads.notes,
    addRow(batch, first) {
      const { bytes, starts, ends } = batch;
      let lines = 1;
      for (let index = 0; index < cells.length; index += 1) {
        const start = starts[first + index] ?? 0;
        const end = ends[first + index] ?? 0;
        const cell = wrapCell(face, widths[index] ?? 0, bytes, start, end);
        cells[index] = cell;
        if (typeof cell === 'object' && cell.length > lines) lines = cell.length;
      }
      if (sheet.hasRows && countLinesLeft() < lines) nextSheet();
      tags.beginRow();
      let from = 0;
      for (;;) {
        const count = Math.min(lines - from, Math.max(1, countLinesLeft()));
        draw({ batch, first, from, count, isEnd: from + count === lines });
        from += count;
        if (from >= lines) break;
        nextSheet();
      }
      tags.endRow();
    },
    end() {
      if (rowSet.rowCount === 0) sectionKids.push(writeNoRows(sheet));
      closeSheet();
      structure.add({ id: table.id, type: 'Table', parent: section, kids: table.kids });
      structure.add({
        id: section,
        type: 'Sect',
        parent: structure.document,
        kids: [...sectionKids.slice(0, 1), table.id, ...sectionKids.slice(1)],
      });
      structure.addToDocument(section);
    },
  };

  function writeNoRows({ pages, y }: Sheet): number {
    const id = file.allocate();
    const marks: Mark[] = [];
    const [page] = pages;
    if (page !== undefined) {
      openMark(page, { type: 'P', element: id, marks, lines: [NO_ROWS] });
      showText(page.text, {
        face: faces.text,
        size: BODY.size,
        text: NO_ROWS,
        x: MARGIN,
        y: y - BODY.line,
      });
      page.text.ascii('EMC\n');
    }
    structure.add({ id, type: 'P', parent: section, kids: toContent(marks) });
    return id;
  }
}

function drawLine({ drawing }: PdfPage, placed: TableLayout['panels'][number], y: number): void {
  const last = placed.at(-1);
  const right = (last?.left ?? 0) + (last?.width ?? 0);
  drawing.tenths(MARGIN).byte(SPACE).tenths(y).copy(TO).tenths(right).byte(SPACE).tenths(y).copy(LINE_END);
}
