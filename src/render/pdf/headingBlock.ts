import type { ReportHeading } from '../fileRenderer.ts';
import { toActualText } from './actualText.ts';
import type { PdfDocument } from './document.ts';
import { toFooter } from './footer.ts';
import { BODY, CELL_PADDING, FOOT, MARGIN, type PageShape, TITLE, fromTenths } from './pageStyle.ts';
import type { PdfPage } from './pdfPages.ts';
import { showLine } from './showLine.ts';
import { useFont } from './showText.ts';
import { type Mark, toContent } from './structureTree.ts';
import { wrapText } from './wrapText.ts';

/** Of the labels, in tenths of a point. */
const LABEL_WIDTH = 900;

/** A page and how far it is filled, from above, in tenths of a point. */
export type Filled = { page: PdfPage; y: number };

/** What the report is, at the head of its first page; a long list of filters goes on on the next ones. */
export function writeHeadingBlock(document: PdfDocument, heading: ReportHeading, shape: PageShape): Filled {
  const { faces, structure, file } = document;
  let page = document.openPage(shape);
  let y = shape.height - MARGIN;

  const takeLine = (height: number): void => {
    if (y - height < FOOT) {
      document.closePage(page, toFooter(heading));
      page = document.openPage(shape);
      y = shape.height - MARGIN;
      useFont(page.text, faces.text, BODY.size);
    }
    y -= height;
  };

  function writeTitle(): void {
    const id = file.allocate();
    const marks: Mark[] = [];
    const width = fromTenths(shape.width - 2 * MARGIN, TITLE.size);
    for (const line of wrapText(faces.bold, heading.reportName, width)) {
      takeLine(TITLE.line);
      useFont(page.text, faces.bold, TITLE.size);
      openMark(page, { type: 'H1', element: id, marks, lines: [line] });
      showLine(page.text, {
        face: faces.bold,
        size: TITLE.size,
        text: line,
        x: MARGIN,
        y: y + TITLE.line - TITLE.ascent,
      });
      page.text.ascii('EMC\n');
    }
    structure.add({ id, type: 'H1', parent: structure.document, kids: toContent(marks) });
    structure.addToDocument(id);
    useFont(page.text, faces.text, BODY.size);
  }

  function writeFact(label: string, value: string): void {
    const id = file.allocate();
    const marks: Mark[] = [];
    const narrow = fromTenths(LABEL_WIDTH - 2 * CELL_PADDING, BODY.size);
    const wide = fromTenths(shape.width - 2 * MARGIN - LABEL_WIDTH, BODY.size);
    const labels = wrapText(faces.bold, `${label} `, narrow);
    const values = wrapText(faces.text, value, wide);
    for (let line = 0; line < Math.max(labels.length, values.length); line += 1) {
      takeLine(BODY.line + (line === 0 ? 16 : 0));
      const [left, right] = [labels[line], values[line]];
      openMark(page, { type: 'P', element: id, marks, lines: [left ?? '', right ?? ''] });
      const at = { size: BODY.size, y: y + BODY.line - BODY.ascent };
      if (left !== undefined) {
        useFont(page.text, faces.bold, BODY.size);
        showLine(page.text, { ...at, face: faces.bold, text: left, x: MARGIN });
        useFont(page.text, faces.text, BODY.size);
      }
      if (right !== undefined)
        showLine(page.text, { ...at, face: faces.text, text: right, x: MARGIN + LABEL_WIDTH });
      page.text.ascii('EMC\n');
    }
    structure.add({ id, type: 'P', parent: structure.document, kids: toContent(marks) });
    structure.addToDocument(id);
  }

  writeTitle();
  for (const [label, value] of toFacts(heading)) writeFact(label, value);
  y -= BODY.line;
  return { page, y };
}

type Content = { type: string; element: number; marks: Mark[]; lines: readonly string[] };

/** Begins content of an element, which is these lines; its end is `EMC`. */
export function openMark(page: PdfPage, { type, element, marks, lines }: Content): void {
  const id = page.parents.push(element) - 1;
  marks.push({ page: page.id, id });
  page.text.ascii(`/${type}<</MCID ${id}${toActualText(lines)}>>BDC\n`);
}

function toFacts(heading: ReportHeading): (readonly [string, string])[] {
  const { description, customer, study, mode, filters, requestedBy, kickedOffAt, snapshotAt, jobId } =
    heading;
  const given: (readonly [string, string | null])[] = [
    ['Description', description],
    ['Customer', customer],
    ['Study', study],
    ['Mode', mode],
    ...filters.map(({ label, text }) => [label, text] as const),
    ['Requested by', requestedBy],
    ['Requested at', toUtc(kickedOffAt)],
    ['Data as of', toUtc(snapshotAt)],
    ['Job', jobId],
  ];
  return given.flatMap(([label, value]) => (value === null || value === '' ? [] : [[label, value] as const]));
}

function toUtc(time: string): string {
  return time.replace('T', ' ').replace(/Z$/, ' UTC');
}
