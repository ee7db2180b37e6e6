import type { Cell } from '../../domain/dataset.ts';
import type { RenderedRows, RenderOptions, Report } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import { layOutColumns } from './columnLayout.ts';
import { createPdfDocument, type PdfDocument } from './document.ts';
import { writeHeadingBlock } from './headingBlock.ts';
import { measureColumns } from './measureColumns.ts';
import { toFooter } from './footer.ts';
import { toPageShape } from './pageStyle.ts';
import { isTaggedByCell } from './rowTags.ts';
import { createTableWriter } from './tableWriter.ts';

/** The first rows, which say how wide columns are: so many, or so many characters. */
const SAMPLE_ROWS = 1_000;
const SAMPLE_CHARACTERS = 2_000_000;

/** A paged listing of all datasets as tagged PDF 1.7, which claims PDF/A-2b. */
export function renderPdf({ heading, datasets }: Report, { pdf }: Pick<RenderOptions, 'pdf'>): RenderedRows {
  const notes: string[] = [];
  let rows = 0;

  async function* bytes(): AsyncIterable<Uint8Array> {
    const document = createPdfDocument(heading, pdf);

    async function* writeDataset(rowSet: RowSet, isFirst: boolean): AsyncIterable<Uint8Array> {
      const batches = rowSet.rows()[Symbol.asyncIterator]();
      try {
        const sample = await takeSample(batches);
        const layout = layOutColumns({
          columns: rowSet.columns,
          needs: measureColumns(document.faces, rowSet.columns, sample.slice(0, SAMPLE_ROWS)),
          portrait: toPageShape(pdf.pageSize, false),
          landscape: toPageShape(pdf.pageSize, true),
        });
        const begun = isFirst ? writeHeadingBlock(document, heading, layout.shape) : undefined;
        const table = createTableWriter(document, { heading, rowSet, layout, begun });
        for (let batch = sample; ;) {
          for (const row of batch) {
            table.addRow(row);
            rows += 1;
            if (document.isFull()) yield* document.drain();
          }
          const next = await batches.next();
          if (next.done === true) break;
          batch = next.value;
        }
        table.end();
        notes.push(...table.notes, ...noteTags(rowSet));
      } finally {
        await batches.return?.(undefined);
      }
    }

    for (const [index, rowSet] of datasets.entries()) yield* writeDataset(rowSet, index === 0);
    if (datasets.length === 0) {
      const { page } = writeHeadingBlock(document, heading, toPageShape(pdf.pageSize, false));
      document.closePage(page, toFooter(heading));
    }
    notes.push(...noteMissing(document));
    yield* document.end();
  }

  return { bytes: bytes(), countRows: () => rows, notes: () => notes };
}

async function takeSample(
  batches: AsyncIterator<readonly (readonly Cell[])[]>,
): Promise<readonly (readonly Cell[])[]> {
  const sample: (readonly Cell[])[] = [];
  let characters = 0;
  while (sample.length < SAMPLE_ROWS && characters < SAMPLE_CHARACTERS) {
    const next = await batches.next();
    if (next.done === true) break;
    for (const row of next.value) {
      sample.push(row);
      for (const cell of row) characters += cell?.length ?? 0;
    }
  }
  return sample;
}

function noteTags(rowSet: RowSet): string[] {
  const { name, columns, rowCount } = rowSet;
  if (isTaggedByCell({ columns: columns.length, rows: rowCount })) return [];
  return [`${name} is tagged row by row, not cell by cell: it has more cells than PDF/A allows objects.`];
}

function noteMissing({ faces }: PdfDocument): string[] {
  const codePoints = faces.listMissing();
  if (codePoints.length === 0) return [];
  const names = codePoints.map((codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`);
  return [`No font has these characters, shown as boxes: ${names.join(', ')}.`];
}
