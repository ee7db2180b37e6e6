import type { PdfDocument } from './document.ts';
import type { PdfPage } from './pdfPages.ts';
import { type Mark, toContent, toKids } from './structureTree.ts';

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

type Order = { table: { id: number; kids: number[] }; columns: number; rows: number };

export function isTaggedByCell({ columns, rows }: Pick<Order, 'columns' | 'rows'>): boolean {
  return columns * rows <= MOST_TAGGED_CELLS;
}

export function createRowTags({ file, structure, pack }: PdfDocument, order: Order): RowTags {
  const { table, columns, rows: rowCount } = order;
  const byCell = isTaggedByCell(order);
  const cellCount = byCell ? columns : 1;
  // Of each cell of the row under way: the page and number of its content, and further ones where it goes on.
  const pageOf = new Float64Array(cellCount);
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
    page.text.ascii('/TD<</MCID ').integer(id).ascii(properties).ascii('>>BDC\n');
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
      structure.add({ id: body, type: 'TBody', parent: table.id, kids: toKids(rows) });
      table.kids.push(body);
    },
    beginRow() {
      row = file.allocate(1 + cellCount);
      bodyOfRow = body;
      rows.push(row);
      markOf.fill(-1);
      further.clear();
    },
    endRow() {
      const { content } = pack;
      pack.begin(row);
      content.ascii('<</S/TR/P ').reference(bodyOfRow).ascii('/K[');
      for (let cell = 0; cell < cellCount; cell += 1) content.reference(row + 1 + cell).ascii(' ');
      content.ascii(']>>');
      for (let cell = 0; cell < cellCount; cell += 1) {
        pack.begin(row + 1 + cell);
        content.ascii('<</S/TD/P ').reference(row);
        const marks = further.get(cell);
        if (marks !== undefined) content.ascii(toContent(marks));
        else if (markOf[cell] !== -1) {
          content.ascii('/Pg ').reference(pageOf[cell] ?? 0);
          content.ascii('/K ').integer(markOf[cell] ?? 0);
        }
        content.ascii('>>');
      }
    },
    beginPart(panel) {
      page = pages[panel];
      if (!byCell) mark(0, '');
    },
    endPart() {
      if (!byCell) page?.text.ascii('EMC\n');
    },
    beginCell(column, isRepeated, properties = '') {
      if (!byCell) return;
      if (isRepeated) page?.text.ascii('/Artifact BMC\n');
      else mark(column, properties);
    },
    endCell() {
      if (byCell) page?.text.ascii('EMC\n');
    },
  };
}
