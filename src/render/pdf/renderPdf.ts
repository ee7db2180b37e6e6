import type { Cell } from '../../domain/dataset.ts';
import { type CellBatch, readCellBatches } from '../cellBatches.ts';
import type { RenderedRows, RenderOptions, Report } from '../fileRenderer.ts';
import { noteMissing } from '../missingNotes.ts';
import type { RowSet } from '../rowSet.ts';
import { layOutColumns } from './columnLayout.ts';
import { createPdfDocument, type PdfDocument } from './document.ts';
import { writeHeadingBlock } from './headingBlock.ts';
import { measureColumns } from './measureColumns.ts';
import { toFooter } from './footer.ts';
import { toPageShape } from './pageStyle.ts';
import { isTaggedByCell } from './rowTags.ts';
import { createTableWriter } from './tableWriter.ts';

/** The first rows, which say how wide columns are: so many, or so many bytes. */
const SAMPLE_ROWS = 1_000;
const SAMPLE_BYTES = 2_000_000;
const NOT_ARCHIVABLE = 'The file does not claim PDF/A: it has more objects than that allows.';

/**
 * A paged listing of all datasets as tagged PDF 1.7, which claims PDF/A-2b unless it has more objects than that allows.
 */
export function renderPdf(
  { heading, datasets }: Report,
  { pdf }: Pick<RenderOptions, 'pdf'>,
  mostObjects?: number,
): RenderedRows {
  const notes: string[] = [];
  let rows = 0;

  async function* bytes(): AsyncIterable<Uint8Array> {
    const document = createPdfDocument(heading, pdf, mostObjects);

    async function* writeDataset(rowSet: RowSet, isFirst: boolean): AsyncIterable<Uint8Array> {
      const batches = readCellBatches(rowSet);
      const columnCount = rowSet.columns.length;
      try {
        const sample = await takeSample(batches);
        const layout = layOutColumns({
          columns: rowSet.columns,
          needs: measureColumns(document.faces, rowSet.columns, toRows(sample, columnCount)),
          portrait: toPageShape(pdf.pageSize, false),
          landscape: toPageShape(pdf.pageSize, true),
        });
        const begun = isFirst ? writeHeadingBlock(document, heading, layout.shape) : undefined;
        const table = createTableWriter(document, { heading, rowSet, layout, begun });
        for await (const batch of chain(sample, batches)) {
          for (let row = 0; row < batch.rows; row += 1) {
            table.addRow(batch, row * columnCount);
            rows += 1;
            if (document.isFull()) yield* document.drain();
          }
        }
        table.end();
        notes.push(...table.notes, ...noteTags(rowSet), ...noteMissing(rowSet));
      } finally {
        await batches.return();
      }
    }

    for (const [index, rowSet] of datasets.entries()) yield* writeDataset(rowSet, index === 0);
    if (datasets.length === 0) {
      const { page } = writeHeadingBlock(document, heading, toPageShape(pdf.pageSize, false));
      document.closePage(page, toFooter(heading));
    }
    notes.push(...noteGlyphs(document));
    yield* document.end();
    if (!document.isArchivable()) notes.push(NOT_ARCHIVABLE);
  }

  return { bytes: bytes(), countRows: () => rows, notes: () => notes };
}

/** Whole batches, as many as it takes. */
async function takeSample(batches: AsyncIterator<CellBatch, void>): Promise<readonly CellBatch[]> {
  const sample: CellBatch[] = [];
  let rows = 0;
  let bytes = 0;
  while (rows < SAMPLE_ROWS && bytes < SAMPLE_BYTES) {
    const next = await batches.next();
    if (next.done === true) break;
    sample.push(keep(next.value));
    rows += next.value.rows;
    bytes += next.value.bytes.length;
  }
  return sample;
}

/** A batch that stands for longer than until the next one is asked for. */
function keep({ bytes, starts, ends, rows }: CellBatch): CellBatch {
  return { bytes: Buffer.from(bytes), starts: starts.slice(), ends: ends.slice(), rows };
}

/** The cells of the first rows as text. */
function toRows(sample: readonly CellBatch[], columns: number): Cell[][] {
  return sample
    .flatMap(({ bytes, starts, ends, rows }) =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_cell, column) => {
          const cell = row * columns + column;
          return bytes.toString('utf8', starts[cell], ends[cell]);
        }),
      ),
    )
    .slice(0, SAMPLE_ROWS);
}

async function* chain(
  sample: readonly CellBatch[],
  batches: AsyncIterable<CellBatch>,
): AsyncIterable<CellBatch> {
  yield* sample;
  yield* batches;
}

function noteTags(rowSet: RowSet): string[] {
  const { name, columns, rowCount } = rowSet;
  if (isTaggedByCell({ columns: columns.length, rows: rowCount })) return [];
  return [`${name} is tagged row by row, not cell by cell: it has more cells than PDF/A allows objects.`];
}

function noteGlyphs({ faces }: PdfDocument): string[] {
  const codePoints = faces.listMissing();
  if (codePoints.length === 0) return [];
  const names = codePoints.map((codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`);
  return [`No font has these characters, shown as boxes: ${names.join(', ')}.`];
}
