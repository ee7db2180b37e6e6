import type { PdfDocument } from './document.ts';
import type { PdfPage } from './pdfPages.ts';
import { writeRowElements } from './rowElements.ts';
import type { Mark, Table } from './structureTree.ts';

/** More cells than this are tagged row by row, as PDF/A allows some 8 million objects in all. */
const MOST_TAGGED_CELLS = 4_000_000;

/** The structure of a table's rows: of each its element and its cells', written as the row ends. */
export type RowTags = {
  /** Rows of a sheet are one body of the table. */
  beginSheet: (pages: readonly PdfPage[]) => void;
  endSheet: () => void;
  beginRow: () => void;
  endRow: () => void;
  /** What of a row stands in one panel. */
  beginPart: (panel: number) => void;
  endPart: () => void;
  beginCell: (column: number, isRepeated: boolean, properties?: string) => void;
  endCell: () => void;
};

const BEGIN = Buffer.from('/TD<</MCID ');
const BEGUN = Buffer.from('>>BDC\n');
const END = Buffer.from('EMC\n');
const ARTIFACT = Buffer.from('/Artifact BMC\n');
const SPACE = 0x20;

type Order = { table: Table; columns: number; rows: number };

export function isTaggedByCell({ columns, rows }: Pick<Order, 'columns' | 'rows'>): boolean {
  return columns * rows <= MOST_TAGGED_CELLS;
}

export function createRowTags({ file, structure, pack, faces }: PdfDocument, order: Order): RowTags {
  const { table, columns, rows: rowCount } = order;
  const byCell = isTaggedByCell(order);
  const cellCount = byCell ? columns : 1;
  // Cells that are read as one text are parted by a blank.
  const blank = faces.text.glyph(SPACE);
  // Of each cell of the row under way: the page and number of its content, and further ones where it goes on.
  const pageOf = new Int32Array(cellCount);
  const markOf = new Int32Array(cellCount);
  const further = new Map<number, Mark[]>();
  let pages: readonly PdfPage[] = [];
  let page: PdfPage | undefined;
  let body = 0;
  let rows: number[] = [];
  let row = 0;
  let bodyOfRow = 0;

  function mark(cell: number, properties: string): void {
    if (page === undefined) return;
    const id = page.parents.push(row + 1 + cell) - 1;
    page.text.copy(BEGIN).integer(id);
    if (properties !== '') page.text.ascii(properties);
    page.text.copy(BEGUN);
    if (markOf[cell] === -1) {
      pageOf[cell] = page.id;
      markOf[cell] = id;
      return;
    }
    const marks = further.get(cell) ?? [{ page: pageOf[cell] ?? 0, id: markOf[cell] ?? 0 }];
    marks.push({ page: page.id, id });
    further.set(cell, marks);
  }

  return {
    beginSheet(opened) {
      pages = opened;
      body = file.allocate();
      rows = [];
    },
    endSheet() {
      // A table that has heads has a body (ISO 14289-1, 7.2), be it an empty one.
      if (rows.length === 0 && rowCount > 0) return;
      structure.add({ id: body, type: 'TBody', parent: table.id, kids: rows });
      table.kids.push(body);
    },
    beginRow() {
      row = file.allocate(1 + cellCount);
      bodyOfRow = body;
      rows.push(row);
      markOf.fill(-1);
      if (further.size > 0) further.clear();
    },
    endRow() {
      writeRowElements(pack, { row, body: bodyOfRow, pageOf, markOf, further });
    },
    beginPart(panel) {
      page = pages[panel];
      if (!byCell) mark(0, '');
    },
    endPart() {
      if (!byCell) page?.text.copy(END);
    },
    beginCell(column, isRepeated, properties = '') {
      if (!byCell) return;
      if (isRepeated) page?.text.copy(ARTIFACT);
      else mark(column, properties);
    },
    endCell() {
      if (byCell) page?.text.copy(END);
      else page?.text.goOn(blank);
    },
  };
}
