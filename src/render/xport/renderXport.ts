import type { FileRenderer, RenderedRows, RenderOptions } from '../fileRenderer.ts';
import { onePerDataset } from '../planFiles.ts';
import type { RowSet } from '../rowSet.ts';
import { readCopyLines } from '../copyLines.ts';
import { encodeHeaders, paddingOf } from './headers.ts';
import { toLayout } from './layout.ts';
import { createRowEncoder } from './rowEncoder.ts';
import { TEXT_ENCODINGS } from './textEncoding.ts';
import { XPORT_5, XPORT_8, type XportVersion } from './xportVersion.ts';

/** SAS transport, one dataset a file. The source is asked for its longest texts first: lengths stand before the rows. */
function createRender(version: XportVersion) {
  return (rowSet: RowSet, { xport, lossy }: Pick<RenderOptions, 'xport' | 'lossy'>): RenderedRows => {
    const encoding = TEXT_ENCODINGS[xport.encoding];
    const notes: string[] = [];
    let rows = 0;

    async function* bytes(): AsyncIterable<Uint8Array> {
      const longest = await rowSet.measureText(encoding.unit);
      const layout = toLayout({
        version,
        encoding,
        dataset: rowSet,
        longest,
        lossy,
        note: (text) => notes.push(text),
      });
      yield encodeHeaders(layout, rowSet.rowCount, { version, encoding });
      const encoder = createRowEncoder({
        ...{ layout, encoding, mayCut: lossy.cut },
        ...{ dataset: rowSet.name, columns: rowSet.columns },
      });
      for await (const lines of readCopyLines(rowSet)) yield* encoder.encode(lines);
      yield encoder.finish();
      rows = encoder.countRows();
      notes.push(...tellRounded(rowSet, encoder.countRounded()));
      yield Buffer.alloc(paddingOf(rows * layout.rowBytes), 0x20);
    }

    return { bytes: bytes(), countRows: () => rows, notes: () => notes };
  };
}

function tellRounded({ name, columns }: RowSet, counts: readonly number[]): string[] {
  return columns.flatMap((column, index) => {
    const count = counts[index] ?? 0;
    if (count === 0) return [];
    const what = count === 1 ? '1 number is' : `${count} numbers are`;
    return [`${name}.${column.name}: ${what} rounded, to 15 digits or more.`];
  });
}

const OF_BOTH = { extension: 'xpt', mediaType: 'application/x-sas-xport' };

export const renderXport5 = createRender(XPORT_5);
export const xport5: FileRenderer = { ...OF_BOTH, plan: onePerDataset(renderXport5) };
export const xport8: FileRenderer = { ...OF_BOTH, plan: onePerDataset(createRender(XPORT_8)) };
