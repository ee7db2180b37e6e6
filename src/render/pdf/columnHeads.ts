import type { Column } from '../../domain/dataset.ts';
import type { TableLayout } from './columnLayout.ts';
import type { PdfDocument } from './document.ts';
import { openMark } from './headingBlock.ts';
import { BODY, fromTenths, MARGIN, ROW_GAP } from './pageStyle.ts';
import type { PdfPage } from './pdfPages.ts';
import { showLine } from './showLine.ts';
import { useFont } from './showText.ts';
import { type Mark, type Table, toContent } from './structureTree.ts';
import { wrapText } from './wrapText.ts';

/** The column heads of a dataset: names in bold above labels, on every page; said once in the structure. */
export type ColumnHeads = {
  /** In tenths of a point, the line below them included. */
  height: number;
  /** Of a column whose label takes more lines than a page has room for, how it was cut. */
  notes: readonly string[];
  draw: (pages: readonly PdfPage[], top: number) => void;
};

const MOST_LINES = 24;
const BELOW = 30;

type Head = { names: readonly string[]; labels: readonly string[] };

export function createColumnHeads(
  document: PdfDocument,
  { columns, layout, table }: { columns: readonly Column[]; layout: TableLayout; table: Table },
): ColumnHeads {
  const { faces, structure, file } = document;
  const notes: string[] = [];
  const heads = columns.map((column, index): Head => {
    const width = fromTenths(layout.widths[index] ?? 0, BODY.size);
    const label = column.label === column.name ? '' : column.label;
    // Read one after the other, they are two words.
    const names = wrapText(faces.bold, label === '' ? column.name : `${column.name} `, width);
    const labels = label === '' ? [] : wrapText(faces.text, label, width);
    if (names.length + labels.length <= MOST_LINES) return { names, labels };
    notes.push(`The label of ${column.name} is cut in the column heads.`);
    return { names, labels: [...labels.slice(0, Math.max(0, MOST_LINES - names.length - 1)), '…'] };
  });
  const lines = Math.max(1, ...heads.map(({ names, labels }) => names.length + labels.length));
  const height = lines * BODY.line + BELOW;
  let isFirst = true;

  function drawHead(page: PdfPage, head: Head, { left, top }: { left: number; top: number }): void {
    let y = top - BODY.ascent;
    const at = { size: BODY.size, x: left };
    useFont(page.text, faces.bold, BODY.size);
    for (const name of head.names) {
      showLine(page.text, { ...at, face: faces.bold, text: name, y });
      y -= BODY.line;
    }
    useFont(page.text, faces.text, BODY.size);
    for (const label of head.labels) {
      showLine(page.text, { ...at, face: faces.text, text: label, y });
      y -= BODY.line;
    }
  }

  function drawPanel(
    page: PdfPage,
    panel: TableLayout['panels'][number],
    { top, cells }: { top: number; cells: readonly Cell[] | undefined },
  ): void {
    for (const { index, left, isRepeated } of panel) {
      const head = heads[index];
      const cell = cells?.[index];
      if (head === undefined) continue;
      if (cell === undefined || isRepeated) page.text.ascii('/Artifact BMC\n');
      else
        openMark(page, {
          type: 'TH',
          element: cell.id,
          marks: cell.marks,
          lines: [...head.names, ...head.labels],
        });
      drawHead(page, head, { left, top });
      page.text.ascii('EMC\n');
    }
    const y = top - height + BELOW / 2;
    page.drawing.ascii('/Artifact BMC\n0.6 w ').tenths(MARGIN).ascii(' ').tenths(y).ascii(' m ');
    const last = panel.at(-1);
    page.drawing
      .tenths((last?.left ?? 0) + (last?.width ?? 0))
      .ascii(' ')
      .tenths(y)
      .ascii(' l S\nEMC\n');
  }

  function writeStructure(cells: readonly Cell[]): void {
    const head = file.allocate();
    const row = file.allocate();
    structure.add({ id: head, type: 'THead', parent: table.id, kids: [row] });
    structure.add({ id: row, type: 'TR', parent: head, kids: cells.map(({ id }) => id) });
    for (const { id, marks } of cells) {
      structure.add({
        id,
        type: 'TH',
        parent: row,
        kids: toContent(marks),
        more: '/A<</O/Table/Scope/Column>>',
      });
    }
    table.kids.push(head);
  }

  return {
    height: height + ROW_GAP / 2,
    notes,
    draw(pages, top) {
      const cells = isFirst ? columns.map((): Cell => ({ id: file.allocate(), marks: [] })) : undefined;
      isFirst = false;
      pages.forEach((page, number) => {
        drawPanel(page, layout.panels[number] ?? [], { top, cells });
      });
      if (cells !== undefined) writeStructure(cells);
    },
  };
}

type Cell = { id: number; marks: Mark[] };
